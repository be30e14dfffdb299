"""KL 5 kap. 17–21 §§: who serves when a member cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.refusals import (
    CannotBeCalled,
    KeepsPlace,
    NoSubstitute,
    NotOfTheParty,
    OutOfTurn,
    ReasonMissing,
    Refused,
)
from council.law.substitutes import Called, Line, Mandate, call, call_order, enters_at_once

RED, BLUE = 1, 2

# Two constituencies: 10 has two red seats, 20 one; one blue seat in each.
NORTH_1 = Mandate(1, RED, 1, (11, 12), "north")
NORTH_2 = Mandate(2, RED, 2, (13, 14), "north")
NORTH_3 = Mandate(3, RED, 3, (15, 11), "north")
SOUTH_1 = Mandate(4, RED, 1, (21,), "south")
WEST_1 = Mandate(5, RED, 1, (31,), "west")
BLUE_1 = Mandate(6, BLUE, 1, (41,), "north")
DIVIDED = [BLUE_1, WEST_1, SOUTH_1, NORTH_3, NORTH_2, NORTH_1]

numbers = st.integers(1, 12)
mandates = st.builds(
    Mandate,
    numbers,
    st.sampled_from([RED, BLUE]),
    numbers,
    st.lists(numbers, max_size=4).map(tuple),
    st.sampled_from(["", "north", "south"]),
)
lines = st.builds(
    Line,
    st.lists(numbers, unique=True, max_size=6).map(tuple),
    st.frozensets(numbers, max_size=6),
    st.frozensets(numbers, max_size=3),
    st.frozensets(numbers, max_size=3),
)


# The order


def test_the_seat_s_own_list_comes_first():
    assert call_order(NORTH_2, DIVIDED)[:2] == (13, 14)


def test_then_that_of_the_party_s_first_seat_in_the_constituency_then_the_second():
    assert call_order(NORTH_3, DIVIDED)[:5] == (15, 11, 12, 13, 14)


def test_then_the_party_s_other_constituencies_the_one_with_the_highest_vote_first():
    assert call_order(NORTH_1, DIVIDED, ["west", "south"])[5:] == (31, 21)
    assert call_order(NORTH_1, DIVIDED, ["south", "west"])[5:] == (21, 31)


def test_a_constituency_whose_vote_is_not_known_comes_last():
    assert call_order(NORTH_1, DIVIDED, ["west"])[5:] == (31, 21)


def test_somebody_on_several_lists_is_called_once():
    order = call_order(NORTH_1, DIVIDED)

    assert len(order) == len(set(order))


def test_nobody_of_another_party_is_called():
    assert 41 not in call_order(NORTH_1, DIVIDED)
    assert call_order(BLUE_1, DIVIDED) == (41,)


def test_where_the_party_has_one_list_it_is_every_seat_s():
    list_ = (7, 8, 9)
    seats = [Mandate(place, RED, place, list_) for place in (1, 2, 3)]

    assert {call_order(seat, seats) for seat in seats} == {list_}


@given(mandates, st.lists(mandates, max_size=6))
def test_the_order_holds_the_party_s_substitutes_each_once(seat, others):
    order = call_order(seat, others)

    of_party = {who for one in others if one.party == seat.party for who in one.substitutes}
    assert set(order) == of_party | set(seat.substitutes)
    assert len(order) == len(set(order))


# The call


def test_the_next_in_order_who_is_there_serves():
    assert call(Line((1, 2, 3), frozenset({2, 3}))) == Called(2, passed=(1,), out_of_turn=False)


def test_nobody_is_passed_by_when_the_first_is_there():
    assert call(Line((1, 2), frozenset({1, 2}))).passed == ()


def test_who_serves_on_another_seat_is_not_passed_by():
    line = Line((1, 2, 3), frozenset({3}), serving=frozenset({1}))

    assert call(line).passed == (2,)


def test_the_next_in_turn_may_be_named():
    assert call(Line((1, 2), frozenset({1, 2})), 1) == Called(1, (), out_of_turn=False)


def test_a_substitute_who_has_begun_goes_before_the_order():
    line = Line((1, 2, 3), frozenset({1, 2}), begun=frozenset({2}))

    assert call(line).who == 2
    with pytest.raises(OutOfTurn):
        call(line, 1)


def test_a_substitute_who_serves_keeps_the_place():
    with pytest.raises(KeepsPlace) as refused:
        call(Line((1, 2), frozenset({1}), keeps=2), 1)

    assert refused.value.facts == {"serving": 2}


def test_nobody_of_another_party_is_called_though_nobody_else_is_there():
    with pytest.raises(NotOfTheParty) as refused:
        call(Line((1, 2), frozenset({9})), 9)

    assert refused.value.facts == {"person": 9}


@pytest.mark.parametrize("ready", [frozenset(), frozenset({2})])
def test_who_is_not_there_cannot_be_called(ready):
    with pytest.raises(CannotBeCalled):
        call(Line((1, 2), ready), 1)


@pytest.mark.parametrize("line", [Line((), frozenset({1})), Line((1,), frozenset())])
def test_with_nobody_to_call_the_seat_stays_empty(line):
    with pytest.raises(NoSubstitute):
        call(line)


def test_nobody_is_called_out_of_turn():
    with pytest.raises(OutOfTurn) as refused:
        call(Line((1, 2), frozenset({1, 2})), 2, reason="hen är redan här")

    assert refused.value.facts == {"next": 1}


def test_unless_the_rules_of_order_let_the_chair_and_the_reason_is_given():
    line = Line((1, 2, 3), frozenset({1, 2, 3}))

    assert call(line, 3, may_choose=True, reason="hen är redan här") == Called(3, (1, 2), True)
    with pytest.raises(ReasonMissing):
        call(line, 3, may_choose=True, reason=" ")


@given(lines, st.none() | numbers, st.booleans())
def test_who_is_called_is_always_eligible_and_there(line, proposed, may_choose):
    try:
        called = call(line, proposed, may_choose=may_choose, reason="skäl")
    except Refused:
        return

    assert called.who in line.order
    assert called.who in line.ready
    assert called.out_of_turn is (called.who != line.next)
    assert may_choose or not called.out_of_turn


@pytest.mark.parametrize(
    ("under_treatment", "in_mid_item", "at_once"),
    [(False, False, True), (False, True, True), (True, False, False), (True, True, True)],
)
def test_nobody_enters_in_mid_item_unless_the_rules_of_order_let_them(
    under_treatment, in_mid_item, at_once
):
    assert enters_at_once(under_treatment=under_treatment, in_mid_item=in_mid_item) is at_once
