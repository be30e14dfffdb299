"""KL 5 kap. 33, 45, 52, 64 §§: what all who are present must agree on, and who speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.matters import (
    Facts,
    Subject,
    must_be_agreed,
    must_be_taken_up,
    require_agreed,
    require_all_agree,
    require_all_take_up,
    require_announced,
    require_party_to_question,
)
from council.law.refusals import NotAgreed, NotAnnounced, OnlyAskerAndAnswerer, TakingUpRefused

subjects = st.sampled_from(Subject)


def test_what_was_announced_and_prepared_needs_nothing_more():
    for subject in Subject:
        facts = Facts(subject, announced=True, prepared=True)
        require_announced(facts, 60)
        require_agreed(facts, 60)


@pytest.mark.parametrize("subject", [Subject.DECIDED, Subject.ELECTED])
def test_what_was_not_announced_must_be_taken_up_by_all(subject):
    with pytest.raises(NotAnnounced) as caught:
        require_announced(Facts(subject, announced=False, prepared=True), 60)
    assert caught.value.facts == {"needed": 60}

    require_announced(Facts(subject, announced=False, prepared=True, taken_up=True), 60)


@pytest.mark.parametrize("subject", [Subject.ASKED, Subject.RECEIVED])
def test_where_nothing_is_decided_announcing_stops_nothing(subject):
    assert not must_be_taken_up(Facts(subject, announced=False, prepared=False))
    assert not must_be_agreed(Facts(subject, announced=False, prepared=False))


def test_an_unprepared_decision_must_be_agreed_on_by_all():
    with pytest.raises(NotAgreed) as caught:
        require_agreed(Facts(Subject.DECIDED, announced=True, prepared=False), 59)
    assert caught.value.facts["needed"] == 59

    require_agreed(Facts(Subject.DECIDED, announced=True, prepared=False, agreed=True), 59)


def test_an_election_needs_no_preparing():
    require_agreed(Facts(Subject.ELECTED, announced=True, prepared=False), 59)


def test_one_objection_stops_the_taking_up():
    require_all_take_up(60, 0)
    with pytest.raises(TakingUpRefused) as caught:
        require_all_take_up(60, 1)
    assert caught.value.facts == {"needed": 60, "present": 60, "agree": 59}


def test_one_objection_stops_the_decision():
    require_all_agree(60, 0)
    with pytest.raises(NotAgreed) as caught:
        require_all_agree(60, 2)
    assert caught.value.facts == {"needed": 60, "present": 60, "objections": 2}


@given(subjects, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_agreeing_and_taking_up_only_ever_help(subject, announced, prepared, taken_up, agreed):
    before = Facts(subject, announced, prepared)
    after = Facts(subject, announced, prepared, taken_up, agreed)

    assert must_be_taken_up(before) >= must_be_taken_up(after)
    assert must_be_agreed(before) >= must_be_agreed(after)


def test_only_asker_and_answerer_speak_on_a_question():
    require_party_to_question(1, asker=1, answerer=2)
    require_party_to_question(2, asker=1, answerer=2)
    for other in (3, None):
        with pytest.raises(OnlyAskerAndAnswerer):
            require_party_to_question(other, asker=1, answerer=2)


def test_where_it_is_not_known_who_answers_the_chair_sees_to_it():
    require_party_to_question(3, asker=1, answerer=None)
    require_party_to_question(3, asker=None, answerer=2)
