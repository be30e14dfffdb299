"""When something may be proposed: freely in the debate, then by consent, then not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.proposing import (
    BY_CONSENT,
    FREELY,
    OWN_TEXT,
    Change,
    is_free,
    joins,
    require_may,
    require_whole,
)
from council.law.refusals import MotiveMissing, NotNow, ProposalsClosed, ProposalTextMissing


def answer(change, step, *, unanimous=None, never_late=False):
    """What the rule answers: ``allowed``, ``too_soon``, or the way out."""
    try:
        require_may(change, step, unanimous=unanimous, never_late=never_late)
    except NotNow:
        return "too_soon"
    except ProposalsClosed as refusal:
        return refusal.facts["way_out"]
    return "allowed"


@pytest.mark.parametrize("change", Change)
def test_in_the_debate_everything_is_free(change):
    assert is_free(change, Step.DEBATE)
    assert answer(change, Step.DEBATE) == "allowed"


@pytest.mark.parametrize("change", Change)
def test_before_the_item_is_opened_nothing_is(change):
    assert answer(change, Step.WAITING, unanimous=True) == "too_soon"


@pytest.mark.parametrize("step", [Step.DECIDED, Step.LEFT])
@pytest.mark.parametrize("change", Change)
def test_after_the_gavel_it_is_over(change, step):
    assert answer(change, step, unanimous=True) == "over"


@pytest.mark.parametrize(
    ("change", "step", "way_out"),
    [
        (Change.PUT, Step.PROPOSALS, "consent"),
        (Change.PUT, Step.ORDER, "consent"),
        (Change.PUT, Step.QUESTION, "step_back"),
        (Change.ALTER, Step.PROPOSALS, "allowed"),
        (Change.ALTER, Step.ORDER, "consent"),
        (Change.ALTER, Step.FOUND, "step_back"),
        (Change.SECOND, Step.PROPOSALS, "allowed"),
        (Change.SECOND, Step.ORDER, "nothing"),
        (Change.REFUSE, Step.ORDER, "allowed"),
        (Change.REFUSE, Step.QUESTION, "step_back"),
    ],
)
def test_what_helps_where_it_is_late(change, step, way_out):
    assert answer(change, step) == way_out
    assert answer(change, step, unanimous=False) == way_out


def test_a_refusal_says_what_was_tried_and_when():
    with pytest.raises(ProposalsClosed) as caught:
        require_may(Change.PUT, Step.ORDER, unanimous=None, never_late=False)

    assert caught.value.facts == {"act": "put_proposal", "step": "order", "way_out": "consent"}


@pytest.mark.parametrize("step", [Step.PROPOSALS, Step.ORDER])
def test_one_objection_stops_it_and_consent_lets_it_through(step):
    assert answer(Change.PUT, step, unanimous=True) == "allowed"
    assert answer(Change.PUT, step, unanimous=False) == "consent"


@pytest.mark.parametrize("step", [Step.PROPOSALS, Step.ORDER, Step.QUESTION])
def test_rules_of_order_that_know_no_consent(step):
    assert answer(Change.PUT, step, unanimous=True, never_late=True) == "nothing"


@given(st.sampled_from(Change), st.sampled_from(Step), st.sampled_from([None, False]))
def test_nothing_is_changed_late_without_consent(change, step, unanimous):
    allowed = answer(change, step, unanimous=unanimous) == "allowed"

    assert allowed == (step in FREELY[change])


@given(st.sampled_from(Change), st.sampled_from(Step))
def test_consent_never_helps_before_or_after_its_time(change, step):
    allowed = answer(change, step, unanimous=True) == "allowed"

    assert allowed == (step in FREELY[change] | BY_CONSENT[change])


@pytest.mark.parametrize("kind", sorted(OWN_TEXT))
def test_a_kind_of_own_words_needs_them(kind):
    with pytest.raises(ProposalTextMissing):
        require_whole(kind, "", "skäl")
    require_whole(kind, "att det blir så", "")


def test_a_referral_needs_reasons_and_nothing_else_does():
    with pytest.raises(MotiveMissing):
        require_whole(Kind.REFERRAL, "", "")
    require_whole(Kind.REFERRAL, "", "Kostnaden ska utredas.")
    require_whole(Kind.TABLING, "", "")


@pytest.mark.parametrize(
    ("kind", "text", "backs"),
    [
        (Kind.BOARD, "", True),
        (Kind.APPROVAL, "", True),
        (Kind.APPROVAL, "att bifalla en del", False),
        (Kind.TABLING, "", True),
        (Kind.REFERRAL, "", False),
        (Kind.AMENDMENT, "", False),
    ],
)
def test_what_is_said_in_one_word_backs_what_is_there(kind, text, backs):
    assert joins(kind, text) is backs
