"""Lag (1989:253) and lag (1930:173) 2 §: which days are workdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.holidays import easter, eves, holidays, is_workday, workday_before, workday_from

days = st.dates(date(1990, 1, 1), date(2199, 12, 31))
years = st.integers(1990, 2199)


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ],
)
def test_easter_is_the_day_the_almanac_says(sunday):
    assert easter(sunday.year) == sunday


def test_a_whole_year_of_holidays():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 6, 6),
        date(2026, 6, 20),
        date(2026, 10, 31),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_the_eves_that_count_as_holidays():
    assert sorted(eves(2026)) == [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 30), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),  # Easter Eve is a Saturday
        (date(2026, 5, 15), True),  # the day after Ascension Day
        (date(2026, 5, 25), True),  # Whit Monday is one no longer
        (date(2026, 6, 19), False),
        (date(2026, 10, 30), True),  # the day before All Saints' Day
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 27), False),
        (date(2026, 12, 28), True),
        (date(2026, 12, 31), False),
    ],
)
def test_a_day_is_a_workday_or_not(day, works):
    assert is_workday(day) is works


@given(years)
def test_a_year_has_thirteen_holidays_unless_two_meet(year):
    assert len(holidays(year)) in (12, 13)
    assert all(day.year == year for day in holidays(year))


@given(days)
def test_the_next_workday_is_the_first_that_is_one(day):
    found = workday_from(day)

    assert is_workday(found)
    assert found >= day
    assert not any(is_workday(day + timedelta(n)) for n in range((found - day).days))


@given(days)
def test_a_workday_stays_where_it_is(day):
    assert (workday_from(day) == day) is is_workday(day)


@given(days)
def test_the_workday_before_is_always_before_with_no_workday_between(day):
    found = workday_before(day)

    assert is_workday(found)
    assert found < day
    assert not any(is_workday(found + timedelta(n)) for n in range(1, (day - found).days))
