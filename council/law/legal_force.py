"""When a decision gains legal force, and when its notice may come down: KL 8:12, 13:5–6.

The clock runs for each § from the notice that covers it, so that a § attested at once has its own.
The time runs only while the notice is up: after a gap it must be put up anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from council.law.deadlines import Limit, appeal_limit, day_after
from council.law.refusals import NoticeStaysUp, TextNotPutUp


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch during which a notice was off the board, in the hall's zone; None: still off.

    How short an outage matters is not settled; every one counts here.
    """

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """That an attestation was announced, on which day, and when the notice was off the board."""

    posted: date
    gaps: tuple[Gap, ...] = ()

    @property
    def limit(self) -> Limit:
        """The last day to appeal what it covers, if nothing breaks the time."""
        return appeal_limit(self.posted)

    @property
    def may_come_down(self) -> date:
        """The first day on which it may be taken down: it stays up the whole last day."""
        return day_after(self.limit.last)

    @property
    def unbroken(self) -> bool:
        """Whether it was up during the whole time for appeal (KL 13 kap. 5 § 2 st.)."""
        return all(gap.since.date() > self.limit.last for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal of one decision; ``received``: by the court or by the council's own registry."""

    received: date
    pending: bool = True


class Hold(StrEnum):
    """What keeps a decision from legal force."""

    NOT_ANNOUNCED = "not_announced"
    RUNNING = "running"
    GAP = "gap"
    APPEALED = "appealed"


@dataclass(frozen=True, slots=True)
class Force:
    """Whether a decision is in force, since when or from when at the earliest, or what holds it."""

    since: date | None
    hold: Hold | None = None

    @property
    def in_force(self) -> bool:
        """Whether nothing holds it back."""
        return self.hold is None


def legal_force(notices: Sequence[Notice], today: date, appeals: Iterable[Appeal] = ()) -> Force:
    """Whether a decision is in force on a day.

    ``notices``: those that have covered it, the first first. What a gap cost is mended by the
    notice that was put up after it. Only the appealed decision waits for its appeal.
    """
    if not notices:
        return Force(None, Hold.NOT_ANNOUNCED)
    whole = [notice for notice in notices if notice.unbroken]
    if not whole:
        return Force(None, Hold.GAP)
    first = min(whole, key=lambda notice: notice.may_come_down)
    if any(appeal.pending and in_time(first, appeal) for appeal in appeals):
        return Force(None, Hold.APPEALED)
    since = first.may_come_down
    return Force(since, None if since <= today else Hold.RUNNING)


def in_time(notice: Notice, appeal: Appeal) -> bool:
    """Whether an appeal came in time; where the notice was off the board, no time has run out."""
    return not notice.unbroken or appeal.received <= notice.limit.last


def require_down(notice: Notice, today: date) -> None:
    """Refuse to take a notice down before the time for appeal has run out (KL 8 kap. 12 §).

    Raises:
        NoticeStaysUp: with the earliest day.
    """
    if today < notice.may_come_down:
        raise NoticeStaysUp(earliest=notice.may_come_down.isoformat())


def require_text(*, put_up: bool) -> None:
    """Refuse to attest a § at once before its wording has been put up in the meeting.

    Immediate attestation is not named in the law: it follows from the way of attesting that the
    council has decided (KL 5 kap. 69 §). What is attested is a text.

    Raises:
        TextNotPutUp: nothing to attest yet.
    """
    if not put_up:
        raise TextNotPutUp
