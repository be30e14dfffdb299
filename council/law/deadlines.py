"""Dates that follow from dates: attestation, notice, appeal, announcing, motions, discharge.

Weeks end on the same weekday, years on the same date (lag 1930:173, 1 §). Where the last day is no
workday the act may be done on the next one (2 §). A limit that is counted backwards, such as one
week before a meeting, does not move.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.law.holidays import DAY, workday_before, workday_from

ATTESTATION = timedelta(days=14)
NOTICE = timedelta(days=2)
APPEAL = timedelta(weeks=3)
ANNOUNCING = timedelta(weeks=1)


class Timing(StrEnum):
    """How an act came against its limit. Late is seen and recorded, not refused."""

    IN_TIME = "in_time"
    ON_MOVED_DAY = "on_moved_day"  # after the strict day, within the next workday
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day for an act: the strict one, and the one it moves to where that is no workday.

    For an appeal the moved day is the last day. For attestation and notice the strict day is
    what to aim at, since it is not settled that these move; the moved one is the outer limit.
    """

    nominal: date

    @property
    def last(self) -> date:
        """The last day when the rest of lag 1930:173 is applied: never a holiday."""
        return workday_from(self.nominal)

    def timing(self, day: date) -> Timing:
        """How an act on a day came against the limit."""
        if day <= self.nominal:
            return Timing.IN_TIME
        return Timing.ON_MOVED_DAY if day <= self.last else Timing.LATE


def attestation_limit(meeting: date) -> Limit:
    """When the protocol of a meeting must be attested: within 14 days of it (KL 5 kap. 69 §).

    ``meeting``: the day on which it ended, if it went on for several.
    """
    return Limit(meeting + ATTESTATION)


def notice_limit(attested: date) -> Limit:
    """When the attestation must be announced: on the second day after it (KL 8 kap. 12 §)."""
    return Limit(attested + NOTICE)


def appeal_limit(posted: date) -> Limit:
    """When an appeal must have come in: three weeks from the notice (KL 13 kap. 5 §)."""
    return Limit(posted + APPEAL)


def announcing_limit(meeting: date) -> date:
    """The last day to announce and summon to a meeting (KL 5 kap. 13, 15 §§).

    At least one week before the day of the meeting; counted backwards, so it does not move.
    """
    return meeting - ANNOUNCING


def urgent_limit(meeting: date) -> date:
    """The last day to announce an urgent item: the workday before (KL 5 kap. 14 §).

    Whether a Saturday is such a day is not settled: the safe answer is that it is not.
    """
    return workday_before(meeting)


class Announced(StrEnum):
    """What an item's announcing allows."""

    IN_TIME = "in_time"
    URGENT_ONLY = "urgent_only"  # only as urgent: 5 kap. 14 §, else 52 §
    ALL_PRESENT = "all_present"  # only if all present decide to take it up: 52 §


def announced(meeting: date, day: date) -> Announced:
    """What may be decided of what was announced on a day (KL 5 kap. 13, 14, 52 §§)."""
    if day <= announcing_limit(meeting):
        return Announced.IN_TIME
    return Announced.URGENT_ONLY if day <= urgent_limit(meeting) else Announced.ALL_PRESENT


class MotionDue(StrEnum):
    """What the year of a motion asks for (KL 5 kap. 35 §)."""

    RUNNING = "running"
    DUE = "due"  # today is the last day: decide it, or report what has come up
    OVERDUE = "overdue"  # neither decided nor reported within the year
    REPORTED = "reported"  # the council has been told and may write it off
    DECIDED = "decided"


def motion_due(received: date) -> date:
    """The day by which a motion should be decided: within one year (KL 5 kap. 35 §)."""
    return _a_year_after(received)


def motion_status(
    received: date, today: date, *, decided: bool = False, reported: bool = False
) -> MotionDue:
    """Where a motion stands in its year. A report within the year meets the demand."""
    if decided:
        return MotionDue.DECIDED
    if reported:
        return MotionDue.REPORTED
    due = motion_due(received)
    if today < due:
        return MotionDue.RUNNING
    return MotionDue.DUE if today == due else MotionDue.OVERDUE


def discharge_limit(year: int) -> date:
    """The last day to decide on discharge for a year: before the end of June after it.

    KL 5 kap. 25 §. The law names the month, so the day does not move.
    """
    return date(year + 1, 6, 30)


def day_after(day: date) -> date:
    """The first day on which what a limit held back may happen."""
    return day + DAY


def _a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, day.month, 28 if leap_day else day.day)
