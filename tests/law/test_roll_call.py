"""Votes given by name on a list: who is called when, and when two readings are a result."""

import pytest

from council.law import roll_call
from council.law.refusals import (
    ListIncomplete,
    ListsDiffer,
    ListsMissing,
    SameReader,
    SeatNotOnList,
    UnknownMark,
)
from council.law.roll_call import Mark
from council.law.tally import Choice

YES, NO, ABSTAIN, ABSENT = Mark


def test_one_seat_is_called_last():
    assert roll_call.calling_order([1, 2, 3, 4], last=2) == [1, 3, 4, 2]


def test_without_one_to_be_called_last_the_hall_s_order_is_kept():
    assert roll_call.calling_order([1, 2, 3], last=None) == [1, 2, 3]


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_read_by_its_word(mark):
    assert roll_call.parse_mark(mark.value) is mark


@pytest.mark.parametrize("given", ["", "maybe", "YES", None, 1, ["yes"]])
def test_nothing_else_is_a_mark(given):
    with pytest.raises(UnknownMark):
        roll_call.parse_mark(given)


def test_a_seat_that_may_not_vote_has_no_mark():
    roll_call.require_on_list({1, 2}, {2})
    with pytest.raises(SeatNotOnList) as refused:
        roll_call.require_on_list({1, 2}, {2, 9, 7})
    assert refused.value.facts == {"seat": 7}


def test_every_seat_that_may_vote_has_a_mark():
    roll_call.require_complete({1, 2}, {1, 2})
    with pytest.raises(ListIncomplete) as refused:
        roll_call.require_complete({1, 2, 3}, {2})
    assert refused.value.facts == {"left": 2, "seat": 1}


def test_nobody_checks_the_own_reading():
    roll_call.require_two_readers(1, 2)
    with pytest.raises(SameReader):
        roll_call.require_two_readers(1, 1)


def test_two_readings_that_agree_are_the_votes_and_who_was_absent_gave_none():
    marks = {1: YES, 2: NO, 3: ABSTAIN, 4: ABSENT}

    assert roll_call.agreed([marks, dict(marks)]) == {
        1: Choice.YES,
        2: Choice.NO,
        3: Choice.ABSTAIN,
    }


def test_two_readings_that_differ_are_no_result():
    first, second = {1: YES, 2: NO, 3: NO}, {1: YES, 2: YES, 3: ABSENT}

    assert roll_call.differing(first, second) == [2, 3]
    with pytest.raises(ListsDiffer) as refused:
        roll_call.agreed([first, second])
    assert refused.value.facts == {"seats": "2, 3"}


def test_a_seat_in_one_reading_only_differs():
    assert roll_call.differing({1: YES}, {}) == [1]


@pytest.mark.parametrize("read", [0, 1])
def test_one_reading_is_no_result(read):
    with pytest.raises(ListsMissing) as refused:
        roll_call.agreed([{1: YES}] * read)
    assert refused.value.facts == {"read": read}
