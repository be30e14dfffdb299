"""What may be decided in one blow with other items."""

import pytest

from council.law.blocks import Candidate, may_be_in_block
from council.law.proposals import Kind


@pytest.mark.parametrize(
    ("kinds", "may"),
    [
        ((), True),
        ((Kind.BOARD,), True),
        ((Kind.APPROVAL,), True),
        ((Kind.BOARD, Kind.APPROVAL), False),
        ((Kind.REFERRAL,), False),
        ((Kind.BOARD, Kind.ADDITION), False),
        ((Kind.ADDITION,), False),
    ],
)
def test_only_one_proposal_on_the_matter_stands_in_it(kinds, may):
    assert may_be_in_block(Candidate(kinds, waiting=True, plain=True)) is may


@pytest.mark.parametrize(("waiting", "plain"), [(False, True), (True, False)])
def test_an_item_that_is_open_or_needs_more_is_treated_by_itself(waiting, plain):
    assert not may_be_in_block(Candidate((Kind.BOARD,), waiting=waiting, plain=plain))
