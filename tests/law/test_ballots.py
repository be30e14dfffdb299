"""Slips: valid, blank or invalid; and as many as those ticked off."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.ballots import (
    Fault,
    SlipCount,
    SlipRule,
    count_marks,
    count_slips,
    fault_of,
    require_entitled,
    require_equal,
    require_paper_sums,
    require_valid,
)
from council.law.refusals import PaperSumsDiffer, SlipInvalid, SlipsDiffer, TooManyTicked

CASES = Path(__file__).parents[1] / "data" / "cases" / "law-cases.json"
LAW = {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))}
NAMES = ("Ada", "Bix", "Cleo", "Dov", "Elin", "Fia")
THREE = SlipRule(NAMES, 3)


def test_too_few_names_make_a_slip_invalid_by_the_usual_rule():
    case = LAW["S57"]
    rule = SlipRule(NAMES, case["given"]["seats"])
    assert fault_of(case["given"]["ballot"], rule) is Fault.TOO_FEW
    assert case["then"]["valid"] is False


def test_a_council_may_let_fewer_names_count():
    assert fault_of(["Ada"], SlipRule(NAMES, 3, exact=False)) is None


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["Ada", "Bix", "Cleo"], None),
        (["ada", " Bix", "CLEO"], None),
        (["Ada", "Bix", "Cleo", "Dov"], Fault.TOO_MANY),
        (["Ada", "Bix", "Ada"], Fault.SAME_TWICE),
        (["Ada", "Bix", "Nils"], Fault.UNKNOWN_NAME),
    ],
)
def test_what_is_wrong_with_a_slip(names, fault):
    assert fault_of(names, THREE) is fault


def test_a_slip_that_would_not_count_is_refused_and_a_blank_one_taken():
    require_valid([], THREE)
    require_valid(["Ada", "Bix", "Cleo"], THREE)
    with pytest.raises(SlipInvalid) as refused:
        require_valid(["Ada", "Bix", "Cleo", "Dov"], THREE)
    assert refused.value.facts == {"fault": "too_many", "names": 4, "seats": 3}


def test_blank_and_invalid_slips_weigh_nothing():
    slips = [["Ada", "Bix", "Cleo"], ["ada", "Bix", "Dov"], [], ["Ada"]]
    count = count_slips(slips, THREE)
    assert (count.valid, count.blank, count.invalid, count.total) == (2, 1, 1, 4)
    assert count.votes == {"Ada": 2, "Bix": 2, "Cleo": 1, "Dov": 1, "Elin": 0, "Fia": 0}


def test_slips_with_one_mark():
    count = count_marks(["yes", "no", "yes", "", "maybe"], ["yes", "no"])
    assert count == SlipCount({"yes": 2, "no": 1}, valid=3, blank=1, invalid=1)


def test_slips_must_be_as_many_as_ticks():
    require_equal(71, 71)
    with pytest.raises(SlipsDiffer) as refused:
        require_equal(72, 71)
    assert refused.value.facts == {"slips": 72, "ticked": 71}


def test_the_names_of_a_paper_count_agree_with_its_slips():
    given_votes = LAW["S56"]["given"]["votes"]
    require_paper_sums(SlipCount(given_votes, 58, 1, 1), THREE)


@pytest.mark.parametrize(
    ("votes", "valid", "exact"),
    [
        ({"Ada": 5, "Bix": 5, "Cleo": 4}, 5, True),
        ({"Ada": 6, "Bix": 5, "Cleo": 4}, 5, True),
        ({"Ada": 4}, 5, False),
        ({"Ada": 5, "Bix": 5, "Cleo": 5, "Dov": 1}, 5, False),
    ],
)
def test_figures_that_cannot_be_are_refused(votes, valid, exact):
    with pytest.raises(PaperSumsDiffer):
        require_paper_sums(SlipCount(votes, valid, 0, 0), SlipRule(NAMES, 3, exact=exact))


def test_no_valid_paper_slip_at_all():
    require_paper_sums(SlipCount({}, 0, 2, 0), THREE)


@given(st.lists(st.lists(st.sampled_from([*NAMES, "Nils"]), max_size=5)))
def test_every_slip_is_counted_once_and_names_agree_with_valid_slips(slips):
    count = count_slips(slips, THREE)
    assert count.total == len(slips)
    assert sum(count.votes.values()) == 3 * count.valid
    require_paper_sums(count, THREE)


def test_no_more_are_ticked_off_than_may_vote():
    require_entitled(ticked=21, entitled=21)
    with pytest.raises(TooManyTicked) as refusal:
        require_entitled(ticked=22, entitled=21)
    assert refusal.value.facts == {"ticked": 22, "entitled": 21}
