"""KL 5 kap. 53 §: the way of an item, and which act fits which step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.procedure import FITS, Act, Step, after_debate, require
from council.law.refusals import NotNow, Refused, RequestTooLate

WAY = [
    (Act.OPEN, Step.WAITING),
    (Act.CLOSE_DEBATE, Step.DEBATE),
    (Act.REVIEW, Step.PROPOSALS),
    (Act.APPROVE_ORDER, Step.ORDER),
    (Act.FIND, Step.QUESTION),
    (Act.REQUEST_DIVISION, Step.FOUND),
    (Act.OPEN_DIVISION, Step.REQUESTED),
    (Act.CLOSE_DIVISION, Step.DIVISION),
    (Act.CASTING_VOTE, Step.TIE),
    (Act.GAVEL, Step.RESULT),
]

BEFORE_THE_CHAIR_HAS_FOUND = [
    Step.WAITING,
    Step.DEBATE,
    Step.PROPOSALS,
    Step.ORDER,
    Step.QUESTION,
]


@pytest.mark.parametrize(("act", "step"), WAY)
def test_the_ordinary_way_is_open(act, step):
    require(act, step)


@pytest.mark.parametrize(
    ("act", "only"), [(act, step) for act, step in WAY if act in list(Act)[:5]], ids=str
)
def test_the_acts_before_the_gavel_fit_one_step_each(act, only):
    assert FITS[act] == {only}


def test_a_decision_without_a_division_is_confirmed_where_the_chair_has_found_it():
    require(Act.GAVEL, Step.FOUND)


@pytest.mark.parametrize("step", [Step.QUESTION, Step.REQUESTED, Step.DIVISION, Step.TIE])
def test_the_gavel_waits_for_the_finding_and_for_the_division_that_is_asked_for(step):
    with pytest.raises(NotNow) as refused:
        require(Act.GAVEL, step)

    assert refused.value.facts == {"act": "gavel", "step": step.value}


def test_a_second_request_for_the_same_division_is_no_fault():
    require(Act.REQUEST_DIVISION, Step.REQUESTED)


@pytest.mark.parametrize(
    "step",
    [*BEFORE_THE_CHAIR_HAS_FOUND, Step.DIVISION, Step.TIE, Step.RESULT, Step.DECIDED],
)
def test_a_division_is_asked_for_between_the_finding_and_the_gavel_only(step):
    with pytest.raises(RequestTooLate) as refused:
        require(Act.REQUEST_DIVISION, step)

    assert refused.value.rule == "division_on_request"
    assert refused.value.facts == {"step": step.value}


@pytest.mark.parametrize("step", [Step.DIVISION, Step.TIE, Step.RESULT])
def test_a_division_can_be_annulled_until_the_gavel(step):
    require(Act.ANNUL, step)


@pytest.mark.parametrize("step", [Step.FOUND, Step.REQUESTED, Step.DECIDED])
def test_where_no_division_has_begun_or_the_gavel_has_fallen_there_is_none_to_annul(step):
    with pytest.raises(NotNow):
        require(Act.ANNUL, step)


@pytest.mark.parametrize("step", [*BEFORE_THE_CHAIR_HAS_FOUND[1:], Step.FOUND, Step.REQUESTED])
def test_every_step_before_the_votes_can_go_back(step):
    require(Act.STEP_BACK, step)


@pytest.mark.parametrize("step", [Step.WAITING, Step.DIVISION, Step.TIE, Step.RESULT, Step.DECIDED])
def test_no_step_back_from_votes_that_are_given_or_from_a_decision(step):
    with pytest.raises(NotNow):
        require(Act.STEP_BACK, step)


@pytest.mark.parametrize(
    ("proposals", "step"), [(0, Step.FOUND), (1, Step.PROPOSALS), (5, Step.PROPOSALS)]
)
def test_with_nothing_proposed_the_debate_ends_at_the_gavel(proposals, step):
    assert after_debate(proposals) is step


def test_every_act_has_its_steps():
    assert set(FITS) == set(Act)
    assert all(FITS.values())


def test_an_item_stands_still_at_no_step_but_the_decided():
    assert frozenset().union(*FITS.values()) == set(Step) - {Step.DECIDED, Step.LEFT}


@pytest.mark.parametrize("act", Act)
def test_nothing_is_done_to_what_is_decided(act):
    with pytest.raises(Refused):
        require(act, Step.DECIDED)


@given(st.sampled_from(Act), st.sampled_from(Step))
def test_an_act_is_refused_exactly_where_it_does_not_fit(act, step):
    try:
        require(act, step)
    except (NotNow, RequestTooLate):
        assert step not in FITS[act]
    else:
        assert step in FITS[act]
