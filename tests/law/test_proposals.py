"""The question order that is proposed, and the one that is approved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.proposals import (
    Ground,
    Group,
    Kind,
    Proposal,
    group,
    grouped,
    is_permutation,
    keeps_groups,
    proposed_order,
    require_overrulable,
)
from council.law.refusals import RefusalStands

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
def test_formal_ones_come_first_and_additions_last(proposals):
    assert keeps_groups(proposed_order(proposals), proposals)


@given(put)
def test_no_other_material_proposal_comes_before_the_boards(proposals):
    kinds = {proposal.ref: proposal.kind for proposal in proposals}
    material = [kinds[ref] for ref in proposed_order(proposals)]
    boards = [kind is Kind.BOARD for kind in material if group(kind) is Group.MATERIAL]

    assert boards == sorted(boards, reverse=True)


@given(put)
def test_those_of_a_kind_keep_the_order_in_which_they_were_moved(proposals):
    order = proposed_order(proposals)
    for kind in Kind:
        moved = [proposal.ref for proposal in proposals if proposal.kind is kind]
        assert [ref for ref in order if ref in moved] == moved


def test_tabling_is_put_before_referral_back():
    proposals = [Proposal(1, Kind.REFERRAL), Proposal(2, Kind.TABLING), Proposal(3, Kind.DISMISSAL)]

    assert [one.ref for one in grouped(proposals)[Group.FORMAL]] == [3, 2, 1]


@pytest.mark.parametrize(
    ("order", "keeps"), [([4, 1, 5], True), ([1, 4, 5], False), ([4, 5, 1], False), ([5], True)]
)
def test_an_order_that_mixes_the_groups_is_seen(order, keeps):
    proposals = [BOARD, Proposal(4, Kind.REFERRAL), Proposal(5, Kind.ADDITION)]

    assert keeps_groups(order, proposals) is keeps


def test_what_raises_a_new_item_is_not_overruled():
    require_overrulable(Ground.UNLAWFUL)
    with pytest.raises(RefusalStands):
        require_overrulable(Ground.NEW_ITEM)


@given(put, st.randoms(use_true_random=False))
def test_any_rearrangement_can_be_approved(proposals, chance):
    order = proposed_order(proposals)
    chance.shuffle(order)

    assert is_permutation(order, proposals)
