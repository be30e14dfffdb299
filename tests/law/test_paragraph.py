"""KL 5 kap. 67 §: what a § of the protocol must hold."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.paragraph import DEMANDS, Held, missing

COMPLETE = Held(
    proposals=True,
    question_order=True,
    divisions_with_result=True,
    decision=True,
    participants=True,
)
KEYS = [key for key, _ in DEMANDS]

held = st.builds(Held, *[st.booleans()] * 5)


def test_a_paragraph_that_holds_everything_lacks_nothing():
    assert missing(COMPLETE) == []


@pytest.mark.parametrize("key", KEYS)
def test_each_demand_is_missed_by_its_own_name(key):
    assert missing(replace(COMPLETE, **{key: False})) == [key]


def test_an_empty_paragraph_lacks_every_demand_in_the_order_of_the_law():
    assert missing(Held(False, False, False, False, False)) == [
        "proposals",
        "question_order",
        "divisions_with_result",
        "decision",
        "participants",
    ]


def test_every_fact_is_a_demand_and_every_demand_a_fact():
    assert [field.name for field in fields(Held)] == KEYS


@pytest.mark.parametrize(("key", "asks_for"), DEMANDS)
def test_each_demand_says_in_swedish_what_it_asks_for(key, asks_for):
    assert asks_for.startswith(("vilka ", "i vilken "))


@given(held)
def test_what_is_missing_is_exactly_what_is_not_held(known):
    assert set(missing(known)) == {key for key in KEYS if not getattr(known, key)}
