"""KL 5 kap. 10, 37, 50 and 58 §§: thirds and two thirds of those present."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.majorities import (
    Basis,
    Hall,
    Reasoning,
    Special,
    ThirdInDoubt,
    extra_election_from,
    formal_verdict,
    may_set_reasons,
    qualified_verdict,
    require_extra_election_due,
    settle_third,
    third_needed,
    two_thirds_needed,
)
from council.law.refusals import TooSoon
from council.law.tally import CastingVoteNeeded, Choice, Count, Decided, LotNeeded, Matter

YES, NO = Choice.YES, Choice.NO
ORDINARY = Matter.ORDINARY


@pytest.mark.parametrize(("present", "needed"), [(48, 16), (49, 17), (50, 17), (51, 17), (1, 1)])
def test_a_third_is_rounded_up_to_whole_persons(present, needed):
    assert third_needed(present) == needed


@pytest.mark.parametrize(("present", "needed"), [(60, 40), (61, 41), (62, 42), (65, 44)])
def test_two_thirds_are_rounded_up_to_whole_persons(present, needed):
    assert two_thirds_needed(present) == needed


def verdict(yes, no, abstain=0, *, present=None, recused=0, **facts):
    """The verdict on a referral that yes stands for."""
    count = Count(yes, no, abstain)
    hall = Hall(count.given if present is None else present, recused)
    return formal_verdict(
        count,
        facts.pop("asking", YES),
        hall,
        facts.pop("matter", ORDINARY),
        **{"by_third": True} | facts,
    )


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "winner", "basis"),
    [
        (16, 33, 0, NO, None),
        (17, 32, 0, YES, Basis.MINORITY),
        (19, 25, 16, NO, None),  # a third of those present, not of those voting
        (20, 25, 15, YES, Basis.MINORITY),
        (26, 23, 0, YES, Basis.MAJORITY),
    ],
)
def test_a_third_of_those_present_is_enough(yes, no, abstain, winner, basis):
    result = verdict(yes, no, abstain)

    assert isinstance(result.outcome, Decided)
    assert (result.outcome.winner, result.basis, result.unsettled) == (winner, basis, False)
    assert (result.present, result.had) == (yes + no + abstain, yes)


def test_who_is_present_and_presses_nothing_counts_among_the_present():
    result = verdict(16, 10, present=49)

    assert (result.needed, result.basis) == (17, Basis.MAJORITY)


def test_no_may_be_the_side_that_asks():
    result = verdict(24, 15, asking=NO)

    assert result.outcome == Decided(NO, rule="minority_referral")
    assert (result.needed, result.had) == (13, 15)


def test_more_for_than_against_but_no_half_of_those_present_is_for_the_chair_to_name():
    result = verdict(14, 0, 17)

    assert result.outcome == Decided(YES, rule="minority_referral")
    assert (result.basis, result.unsettled) == (Basis.MINORITY, True)


def test_a_tie_without_a_third_needs_the_casting_vote():
    result = verdict(10, 10, 40)

    assert result.outcome == CastingVoteNeeded()
    assert (result.needed, result.had) == (20, 10)


@pytest.mark.parametrize(
    ("yes", "no", "rule", "basis"),
    [
        (29, 31, "minority_once", None),
        (19, 41, "simple_majority", None),  # no third either
        (31, 29, "simple_majority", Basis.MAJORITY),
    ],
)
def test_a_minority_has_the_right_once(yes, no, rule, basis):
    result = verdict(yes, no, used=True)

    assert isinstance(result.outcome, Decided)
    assert (result.outcome.rule, result.basis) == (rule, basis)
    assert result.outcome.winner is (YES if basis else NO)


def test_at_a_tie_the_right_that_is_used_up_leaves_the_casting_vote():
    assert verdict(30, 30, used=True).outcome == CastingVoteNeeded()


def test_in_elections_a_simple_majority_decides():
    result = verdict(29, 31, matter=Matter.PERSONNEL)

    assert result.outcome == Decided(NO, rule="simple_majority")
    assert result.needed is None
    assert verdict(30, 30, matter=Matter.PERSONNEL).outcome == LotNeeded()


def test_other_formal_proposals_need_a_simple_majority():
    assert verdict(20, 40, by_third=False).outcome == Decided(NO, rule="simple_majority")


def test_a_third_that_the_recused_would_undo_is_in_doubt():
    result = verdict(16, 32, present=48, recused=2)

    assert result.outcome == ThirdInDoubt(needed=16, needed_with_recused=17)


@pytest.mark.parametrize(
    ("met", "winner", "needed", "basis"),
    [(True, YES, 16, Basis.MINORITY), (False, NO, 17, None)],
)
def test_the_chair_settles_what_is_in_doubt(met, winner, needed, basis):
    settled = settle_third(verdict(16, 32, present=48, recused=2), YES, met=met)

    assert settled.outcome == Decided(winner, rule="minority_referral")
    assert (settled.needed, settled.basis) == (needed, basis)


def test_a_third_that_no_side_asks_for_settles_for_yes():
    doubtful = verdict(32, 16, present=48, recused=2, asking=NO)

    assert settle_third(doubtful, NO, met=False).outcome == Decided(YES, rule="minority_referral")


def test_what_is_in_no_doubt_is_not_settled():
    with pytest.raises(ValueError, match="doubt"):
        settle_third(verdict(17, 32), YES, met=True)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 9))
def test_a_referral_carries_exactly_where_a_third_or_a_majority_asks(yes, no, abstain, recused):
    result = verdict(yes, no, abstain, recused=recused)
    present = yes + no + abstain

    if isinstance(result.outcome, Decided):
        carried = result.outcome.winner is YES
        assert carried == (
            yes > no or (3 * yes >= present + recused and yes > 0) or present == 0 == no
        )
        assert carried == (result.basis is not None)


@pytest.mark.parametrize(
    ("special", "yes", "no", "abstain", "demanding", "winner"),
    [
        (Special.EXTRA_ELECTION, 43, 10, 12, YES, NO),
        (Special.EXTRA_ELECTION, 44, 10, 11, YES, YES),
        (Special.PEOPLES_INITIATIVE, 20, 39, 1, NO, YES),
        (Special.PEOPLES_INITIATIVE, 20, 40, 0, NO, NO),
        (Special.COMMITTEE_PART, 40, 20, 0, YES, YES),
    ],
)
def test_two_thirds_of_those_present_and_abstaining_works_against(
    special, yes, no, abstain, demanding, winner
):
    count = Count(yes, no, abstain)

    result = qualified_verdict(count, demanding, Hall(count.given), special)

    assert result.outcome == Decided(winner, rule=special.value)
    assert result.needed == two_thirds_needed(count.given)


@pytest.mark.parametrize(
    ("first", "due"),
    [
        (date(2026, 10, 19), date(2027, 4, 19)),
        (date(2026, 10, 31), date(2027, 4, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_an_extra_election_waits_six_months(first, due):
    assert extra_election_from(first) == due
    require_extra_election_due(first, due)
    with pytest.raises(TooSoon):
        require_extra_election_due(first, due.replace(day=1) if due.day > 1 else date(2027, 5, 31))


@pytest.mark.parametrize(
    ("backed", "by_askers", "may"), [(22, True, True), (38, False, False), (19, True, False)]
)
def test_the_reasons_are_those_of_the_ones_who_asked(backed, by_askers, may):
    assert may_set_reasons(Reasoning(1, backed, by_askers), present=60) is may
