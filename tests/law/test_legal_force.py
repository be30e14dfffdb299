"""KL 8:12 and 13:5–6: when a decision is in force and when its notice may come down."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.legal_force import (
    Appeal,
    Force,
    Gap,
    Hold,
    Notice,
    in_time,
    legal_force,
    require_down,
    require_text,
)
from council.law.refusals import NoticeStaysUp, TextNotPutUp

TUESDAY = date(2026, 12, 1)
LAST = date(2026, 12, 22)
FORCE = date(2026, 12, 23)
HALL = ZoneInfo("Europe/Stockholm")
OFF = Gap(
    datetime(2026, 12, 10, 8, tzinfo=HALL),
    datetime(2026, 12, 11, 16, tzinfo=HALL),
)


@pytest.mark.parametrize(
    ("posted", "down"),
    [
        (TUESDAY, FORCE),
        (date(2026, 12, 3), date(2026, 12, 29)),
        (date(2026, 4, 10), date(2026, 5, 5)),
        (date(2011, 4, 4), date(2011, 4, 27)),
        (date(2014, 12, 2), date(2014, 12, 24)),
        (date(2017, 6, 27), date(2017, 7, 19)),
        (date(2017, 9, 12), date(2017, 10, 4)),
    ],
)
def test_a_notice_comes_down_and_the_decision_is_in_force_the_day_after(posted, down):
    assert Notice(posted).may_come_down == down
    assert legal_force([Notice(posted)], down) == Force(down)


def test_each_section_has_the_clock_of_its_own_notice():
    at_once, rest = Notice(date(2026, 11, 19)), Notice(date(2026, 12, 3))
    day = date(2026, 12, 11)

    assert legal_force([at_once], day) == Force(day)
    assert legal_force([rest], day) == Force(date(2026, 12, 29), Hold.RUNNING)


def test_what_is_not_announced_is_not_in_force():
    assert legal_force([], FORCE) == Force(None, Hold.NOT_ANNOUNCED)
    assert not legal_force([], FORCE).in_force


@pytest.mark.parametrize(
    ("gap", "unbroken"),
    [
        (OFF, False),
        (Gap(datetime(2026, 12, 10, 8, tzinfo=HALL)), False),
        (Gap(datetime(2026, 12, 22, 23, 59, tzinfo=HALL)), False),
        (Gap(datetime(2026, 12, 23, 0, 0, tzinfo=HALL)), True),
    ],
)
def test_a_notice_that_was_off_the_board_has_not_let_the_time_run(gap, unbroken):
    notice = Notice(TUESDAY, (gap,))

    assert notice.unbroken is unbroken
    held = None if unbroken else Hold.GAP
    assert legal_force([notice], FORCE).hold is held


def test_a_notice_put_up_anew_has_its_own_three_weeks():
    broken, anew = Notice(TUESDAY, (OFF,)), Notice(date(2026, 12, 11))

    assert legal_force([broken, anew], FORCE) == Force(date(2027, 1, 5), Hold.RUNNING)
    assert legal_force([broken, anew], date(2027, 1, 5)).in_force


@pytest.mark.parametrize(
    ("received", "pending", "force"),
    [
        (date(2026, 12, 21), True, Force(None, Hold.APPEALED)),
        (LAST, True, Force(None, Hold.APPEALED)),
        (FORCE, True, Force(FORCE)),
        (date(2026, 12, 21), False, Force(FORCE)),
    ],
)
def test_an_appeal_in_time_holds_its_decision(received, pending, force):
    assert legal_force([Notice(TUESDAY)], FORCE, [Appeal(received, pending)]) == force


def test_only_the_appealed_decision_waits():
    notice = Notice(TUESDAY)

    assert not legal_force([notice], FORCE, [Appeal(date(2026, 12, 21))]).in_force
    assert legal_force([notice], FORCE).in_force


def test_an_appeal_is_in_time_as_long_as_no_time_has_run_out():
    late = Appeal(date(2027, 2, 1))

    assert not in_time(Notice(TUESDAY), late)
    assert in_time(Notice(TUESDAY, (OFF,)), late)


@pytest.mark.parametrize("today", [date(2026, 12, 24), date(2026, 12, 28)])
def test_a_notice_is_not_taken_down_before_the_time_is_out(today):
    with pytest.raises(NoticeStaysUp) as refused:
        require_down(Notice(date(2026, 12, 3)), today)

    assert refused.value.facts == {"earliest": "2026-12-29"}


def test_a_notice_may_come_down_when_the_time_is_out():
    require_down(Notice(date(2026, 12, 3)), date(2026, 12, 29))


def test_nothing_is_attested_at_once_before_its_text_is_put_up():
    with pytest.raises(TextNotPutUp):
        require_text(put_up=False)
    require_text(put_up=True)


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)), st.integers(0, 40))
def test_a_decision_is_in_force_exactly_when_its_notice_may_come_down(posted, after):
    notice, day = Notice(posted), posted + timedelta(days=after)

    assert legal_force([notice], day).in_force is (day >= notice.may_come_down)
