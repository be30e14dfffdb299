"""Which days are workdays: lag (1989:253) om allmänna helgdagar, and what stands beside them.

Lag (1930:173) om beräkning av lagstadgad tid, 2 §, counts Saturdays, Midsummer Eve, Christmas Eve
and New Year's Eve with the holidays. Easter is computed, so that no list ever runs out.
"""

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6  # as date.weekday() counts


def easter(year: int) -> date:
    """Easter Day, by the Gregorian rule (the full moon of the church, then the next Sunday)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, odd_centuries = divmod(century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - drift + 15) % 30
    quads, odd_years = divmod(of_century, 4)
    to_sunday = (32 + 2 * odd_centuries + 2 * quads - epact - odd_years) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year that are not simply Sundays (lag 1989:253)."""
    sunday = easter(year)
    return frozenset(
        {
            date(year, 1, 1),
            date(year, 1, 6),
            sunday - 2 * DAY,  # Good Friday
            sunday,
            sunday + 1 * DAY,  # Easter Monday
            date(year, 5, 1),
            sunday + 39 * DAY,  # Ascension Day
            sunday + 49 * DAY,  # Whit Sunday
            date(year, 6, 6),
            midsummer(year),
            _saturday_from(date(year, 10, 31)),  # All Saints' Day
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def midsummer(year: int) -> date:
    """Midsummer Day: the Saturday that falls on 20–26 June."""
    return _saturday_from(date(year, 6, 20))


def eves(year: int) -> frozenset[date]:
    """The eves that count as holidays when time is counted (lag 1930:173, 2 §)."""
    return frozenset({midsummer(year) - DAY, date(year, 12, 24), date(year, 12, 31)})


def is_workday(day: date) -> bool:
    """Whether an act that falls due on the day must be done that day."""
    if day.weekday() in (SATURDAY, SUNDAY):
        return False
    return day not in holidays(day.year) and day not in eves(day.year)


def workday_from(day: date) -> date:
    """The day itself, or the next workday after it (lag 1930:173, 2 §)."""
    return next(one for one in _days(day, DAY) if is_workday(one))


def workday_before(day: date) -> date:
    """The last workday before a day, never the day itself."""
    return next(one for one in _days(day - DAY, -DAY) if is_workday(one))


def _days(first: date, step: timedelta) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += step


def _saturday_from(day: date) -> date:
    return day + (SATURDAY - day.weekday()) % 7 * DAY
