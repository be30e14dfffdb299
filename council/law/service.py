"""Stretches of service, and who may serve again: KL 5 kap. 20 §."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from council.law.refusals import NoRotation


class Ending(StrEnum):
    """What ended a stretch of presence."""

    LEFT = "left"  # the person went
    CALLED = "called"  # a waiting substitute was called to a seat
    YIELDED = "yielded"  # a substitute gave the seat back to its member
    LINK_LOST = "link_lost"  # picture or sound of somebody at a distance
    ADJOURNED = "adjourned"  # the meeting goes on another day, with a new roll call


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of presence: from an arrival to its ending, or still going on.

    ``served``: on a seat; a substitute who waits does not serve.
    """

    arrived: datetime
    left: datetime | None = None
    ending: Ending = Ending.LEFT
    served: bool = True

    def ended(self, how: Ending) -> date | None:
        """The day on which it ended so; None: it goes on, or ended otherwise."""
        return self.left.date() if self.left is not None and self.ending is how else None


def require_return(spells: Iterable[Spell], today: date) -> None:
    """Refuse whoever has broken off service today and wants to serve again (KL 5 kap. 20 §).

    ``today`` is the calendar day in the hall; spells carry moments in the same zone. The next
    day of a continued meeting is another matter: then the person may serve. To step aside for
    recusal, to yield to a member or to lose the link breaks nothing off.

    Raises:
        NoRotation: when a spell of service ended today because the person left.
    """
    if any(spell.served and spell.ended(Ending.LEFT) == today for spell in spells):
        raise NoRotation
