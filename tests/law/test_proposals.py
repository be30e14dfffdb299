"""The question order that is proposed, and the one that is approved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.proposals import Kind, Proposal, is_permutation, proposed_order

BOARD = Proposal(1, Kind.BOARD)
APPROVAL = Proposal(2, Kind.APPROVAL)
REJECTION = Proposal(3, Kind.REJECTION)

put = st.lists(
    st.builds(Proposal, ref=st.integers(1, 99), kind=st.sampled_from(Kind)),
    unique_by=lambda proposal: proposal.ref,
)


@pytest.mark.parametrize(
    ("moved", "order"),
    [
        ([], []),
        ([APPROVAL], [2]),
        ([APPROVAL, BOARD], [1, 2]),
        ([REJECTION, APPROVAL, BOARD], [1, 3, 2]),
        ([APPROVAL, REJECTION], [2, 3]),
    ],
)
def test_the_boards_proposal_is_put_first_and_the_rest_as_they_were_moved(moved, order):
    assert proposed_order(moved) == order


@pytest.mark.parametrize(
    ("order", "is_one"),
    [
        ([1, 2, 3], True),
        ([3, 1, 2], True),
        ([1, 2], False),
        ([1, 2, 3, 4], False),
        ([1, 2, 2], False),
        ([1, 2, 3, 3], False),
        ([], False),
    ],
)
def test_an_order_holds_each_proposal_once_and_nothing_else(order, is_one):
    assert is_permutation(order, [BOARD, APPROVAL, REJECTION]) is is_one


def test_the_empty_order_is_the_order_of_nothing():
    assert is_permutation([], [])


@given(put)
def test_the_proposed_order_can_always_be_approved(proposals):
    assert is_permutation(proposed_order(proposals), proposals)


@given(put)
def test_no_other_proposal_comes_before_the_boards(proposals):
    kinds = {proposal.ref: proposal.kind for proposal in proposals}
    boards = [kinds[ref] is Kind.BOARD for ref in proposed_order(proposals)]

    assert boards == sorted(boards, reverse=True)


@given(put)
def test_those_that_are_moved_keep_their_order(proposals):
    moved = [proposal.ref for proposal in proposals if proposal.kind is not Kind.BOARD]

    assert [ref for ref in proposed_order(proposals) if ref in moved] == moved


@given(put, st.randoms(use_true_random=False))
def test_any_rearrangement_can_be_approved(proposals, chance):
    order = proposed_order(proposals)
    chance.shuffle(order)

    assert is_permutation(order, proposals)
