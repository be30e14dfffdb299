"""Moments are kept as the journal hashes them: UTC, six decimals, in an order that sorts."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from council.store.base import NaiveMoment, moment, written
from council.store.engine import reading, writing
from council.store.models import Meeting, Throttle
from tests import factories

moments = st.datetimes(
    min_value=datetime(1862, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2300, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)


@given(moments)
def test_a_moment_reads_back_as_itself(instant):
    assert moment(written(instant)) == instant.astimezone(UTC)


@given(moments, moments)
def test_moments_sort_as_their_texts(one, other):
    first, second = one.astimezone(UTC), other.astimezone(UTC)

    assert (written(one) < written(other)) is (first < second)


def test_a_moment_looks_so():
    instant = datetime(2026, 11, 23, 14, 3, 22, 7, tzinfo=ZoneInfo("Europe/Stockholm"))

    assert written(instant) == "2026-11-23T13:03:22.000007Z"


def test_the_hour_that_comes_twice_is_two_hours():
    twice = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Stockholm"))

    assert written(twice) == "2025-10-26T00:30:00.000000Z"
    assert written(twice.replace(fold=1)) == "2025-10-26T01:30:00.000000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NaiveMoment):
        written(datetime(2026, 11, 23))  # noqa: DTZ001 - that is what is refused


def test_the_database_takes_no_moment_without_a_zone(store):
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - that is what is refused

    with pytest.raises(StatementError, match="time zone"):
        keep(naive)


def test_the_database_gives_back_the_same_moment(store):
    far_away = timezone(timedelta(hours=-9, minutes=-30))
    instant = datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=far_away)
    keep(instant)

    with reading() as session:
        assert session.get_one(Throttle, "a").free_at == instant


def keep(instant):
    with writing() as session:
        session.add(Throttle(account="a", failures=0, free_at=instant))


def test_the_database_gives_back_the_same_day(store):
    meeting = factories.a_meeting(day=date(2026, 12, 31))

    with reading() as session:
        assert session.get_one(Meeting, meeting).date == date(2026, 12, 31)
