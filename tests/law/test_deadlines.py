"""KL 5:13–14, 5:25, 5:35, 5:69, 8:12, 13:5 and lag (1930:173): dates from dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.deadlines import (
    Announced,
    MotionDue,
    Timing,
    announced,
    announcing_limit,
    appeal_limit,
    attestation_limit,
    day_after,
    discharge_limit,
    motion_due,
    motion_status,
    notice_limit,
    urgent_limit,
)
from council.law.holidays import is_workday

days = st.dates(date(1990, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("posted", "nominal", "last"),
    [
        (date(2026, 12, 1), date(2026, 12, 22), date(2026, 12, 22)),
        (date(2026, 12, 3), date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 10), date(2026, 5, 1), date(2026, 5, 4)),
        (date(2026, 11, 19), date(2026, 12, 10), date(2026, 12, 10)),
        (date(2026, 12, 10), date(2026, 12, 31), date(2027, 1, 4)),
        (date(2026, 5, 29), date(2026, 6, 19), date(2026, 6, 22)),
        (date(2026, 3, 13), date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 23), date(2026, 5, 14), date(2026, 5, 15)),
        # From notices that real councils have put up.
        (date(2014, 12, 2), date(2014, 12, 23), date(2014, 12, 23)),
        (date(2017, 6, 27), date(2017, 7, 18), date(2017, 7, 18)),
        (date(2017, 9, 12), date(2017, 10, 3), date(2017, 10, 3)),
        (date(2011, 4, 4), date(2011, 4, 25), date(2011, 4, 26)),
        (date(2018, 4, 3), date(2018, 4, 24), date(2018, 4, 24)),
    ],
)
def test_an_appeal_has_three_weeks_from_the_notice(posted, nominal, last):
    limit = appeal_limit(posted)

    assert (limit.nominal, limit.last) == (nominal, last)


@pytest.mark.parametrize(
    ("meeting", "nominal", "last"),
    [
        (date(2026, 11, 18), date(2026, 12, 2), date(2026, 12, 2)),
        (date(2026, 12, 10), date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 17), date(2026, 5, 1), date(2026, 5, 4)),
    ],
)
def test_a_protocol_is_attested_within_fourteen_days(meeting, nominal, last):
    limit = attestation_limit(meeting)

    assert (limit.nominal, limit.last) == (nominal, last)


@pytest.mark.parametrize(
    ("attested", "nominal", "last"),
    [
        (date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 4)),
        (date(2026, 12, 3), date(2026, 12, 5), date(2026, 12, 7)),
        (date(2026, 12, 22), date(2026, 12, 24), date(2026, 12, 28)),
    ],
)
def test_an_attestation_is_announced_on_the_second_day(attested, nominal, last):
    limit = notice_limit(attested)

    assert (limit.nominal, limit.last) == (nominal, last)


@pytest.mark.parametrize(
    ("day", "timing"),
    [
        (date(2026, 12, 10), Timing.IN_TIME),
        (date(2026, 12, 24), Timing.IN_TIME),
        (date(2026, 12, 25), Timing.ON_MOVED_DAY),
        (date(2026, 12, 28), Timing.ON_MOVED_DAY),
        (date(2026, 12, 29), Timing.LATE),
    ],
)
def test_how_an_act_came_against_its_limit(day, timing):
    assert attestation_limit(date(2026, 12, 10)).timing(day) is timing


@pytest.mark.parametrize(
    ("meeting", "announcing", "urgent"),
    [
        (date(2026, 12, 9), date(2026, 12, 2), date(2026, 12, 8)),
        (date(2026, 12, 7), date(2026, 11, 30), date(2026, 12, 4)),
        (date(2027, 1, 8), date(2027, 1, 1), date(2027, 1, 7)),  # a holiday: it does not move
        (date(2027, 1, 7), date(2026, 12, 31), date(2027, 1, 5)),
    ],
)
def test_what_is_counted_backwards_does_not_move(meeting, announcing, urgent):
    assert announcing_limit(meeting) == announcing
    assert urgent_limit(meeting) == urgent


@pytest.mark.parametrize(
    ("day", "allows"),
    [
        (date(2026, 12, 2), Announced.IN_TIME),
        (date(2026, 12, 3), Announced.URGENT_ONLY),
        (date(2026, 12, 8), Announced.URGENT_ONLY),
        (date(2026, 12, 9), Announced.ALL_PRESENT),
    ],
)
def test_what_was_announced_late_is_decided_only_as_urgent(day, allows):
    assert announced(date(2026, 12, 9), day) is allows


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 12, 10), date(2026, 12, 10)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_motion_has_a_year(received, due):
    assert motion_due(received) == due


@pytest.mark.parametrize(
    ("today", "known", "status"),
    [
        (date(2026, 12, 9), {}, MotionDue.RUNNING),
        (date(2026, 12, 10), {}, MotionDue.DUE),
        (date(2026, 12, 11), {}, MotionDue.OVERDUE),
        (date(2026, 12, 11), {"reported": True}, MotionDue.REPORTED),
        (date(2026, 12, 11), {"decided": True, "reported": True}, MotionDue.DECIDED),
    ],
)
def test_where_a_motion_stands_in_its_year(today, known, status):
    assert motion_status(date(2025, 12, 10), today, **known) is status


def test_discharge_is_decided_before_the_end_of_june():
    assert discharge_limit(2025) == date(2026, 6, 30)


@given(days)
def test_the_last_day_is_never_a_holiday_and_never_before_the_strict_one(posted):
    limit = appeal_limit(posted)

    assert is_workday(limit.last)
    assert limit.nominal <= limit.last <= limit.nominal + timedelta(days=6)
    assert limit.nominal.weekday() == posted.weekday()


@given(days, st.integers(0, 60))
def test_a_later_notice_never_ends_earlier(posted, later):
    assert appeal_limit(posted).last <= appeal_limit(posted + timedelta(days=later)).last


@given(days)
def test_an_urgent_item_may_be_announced_later_than_others_and_before_the_day(meeting):
    assert announcing_limit(meeting) < urgent_limit(meeting) < meeting
    assert day_after(urgent_limit(meeting)) <= meeting
