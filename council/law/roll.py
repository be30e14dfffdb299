"""Who is there, who may vote, and whether there are enough: KL 4 kap. 24 §, 5 kap. 5–20, 45–47 §§.

A *seat* is a mandate. Whoever serves on it votes with it; one seat has one vote (4 kap. 24 §).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from council.law.refusals import BadCouncilSize, MayNotVote, NoRotation, NotQuorate

SMALLEST_COUNCIL = 21


def require_council_size(seats: int) -> None:
    """Refuse a fullmäktige whose number of seats is even or under 21 (KL 5 kap. 5 §).

    Raises:
        BadCouncilSize: with the number that was given.
    """
    if seats < SMALLEST_COUNCIL or seats % 2 == 0:
        raise BadCouncilSize(seats=seats)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether an item may be handled (KL 5 kap. 45 §).

    ``seats`` counts vacant seats too. ``recused`` are members who are present but step aside
    for the item: they are added back for the quorum (46 §), never for votes. Where a substitute
    serves instead, the seat already counts as serving and is not added back a second time.
    """

    seats: int
    serving: int
    recused: int = 0

    @property
    def needed(self) -> int:
        """More than half, in whole persons: exactly half is not enough."""
        return self.seats // 2 + 1

    @property
    def counted(self) -> int:
        """Those who count towards the quorum."""
        return self.serving + self.recused

    @property
    def met(self) -> bool:
        """Whether the council may handle the item."""
        return self.counted >= self.needed


def require_quorum(quorum: Quorum) -> None:
    """Refuse to handle an item when too few are present (KL 5 kap. 45 §).

    Raises:
        NotQuorate: with how many are present, of how many, and how many are needed.
    """
    if not quorum.met:
        raise NotQuorate(present=quorum.counted, seats=quorum.seats, needed=quorum.needed)


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of presence: from an arrival to a leaving, or still going on."""

    arrived: datetime
    left: datetime | None = None


def require_return(spells: Iterable[Spell], today: date) -> None:
    """Refuse a member who has left today and wants to serve again (KL 5 kap. 20 §).

    ``today`` is the calendar day in the hall; spells carry moments in the same zone. The next
    day of a continued meeting is another matter: then the member may serve.

    Raises:
        NoRotation: when a spell of today has ended.
    """
    if any(spell.left is not None and spell.left.date() == today for spell in spells):
        raise NoRotation


class Standing(StrEnum):
    """What a person is in a division: entitled, or the reason why not."""

    SERVING = "serving"
    SUBSTITUTE = "substitute_not_serving"
    REPLACED = "replaced"
    NOT_CHECKED_IN = "not_checked_in"
    ARRIVED_LATE = "arrived_late"
    RECUSED = "recused"
    LEFT = "left"
    ABSTAINS = "abstains_from_decision"
    NO_VOTE = "no_vote"
    OTHER_BODY = "other_body"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a person when a division's roll is read.

    ``on_roll`` is the roll frozen at the opening. Times are moments in the hall's zone;
    ``opened`` is the moment after which nobody enters: when the item was opened. ``replaced``
    tells that somebody else serves on the person's seat.
    """

    on_roll: bool
    opened: datetime
    has_seat: bool = False
    is_substitute: bool = False
    replaced: bool = False
    recused: bool = False
    abstains: bool = False
    spells: tuple[Spell, ...] = ()


def standing(known: Circumstances) -> Standing:
    """Whether a person may vote in a division, or the first reason why not.

    The frozen roll decides who can vote (KL 4 kap. 24 §, 5 kap. 17–20 §§), but nobody votes
    who has left since; the rest says why.
    """
    here = any(spell.left is None for spell in known.spells)
    match known:
        case Circumstances(has_seat=False, is_substitute=False):
            return Standing.NO_VOTE
        case Circumstances(recused=True):
            return Standing.RECUSED
        case Circumstances(abstains=True):
            return Standing.ABSTAINS
        case Circumstances(on_roll=True) if here or not known.spells:
            return Standing.SERVING
        case Circumstances(replaced=True):
            return Standing.REPLACED
        case Circumstances(has_seat=False):
            return Standing.SUBSTITUTE
    if here:  # in the hall, but came after the roll was fixed
        return Standing.ARRIVED_LATE
    today = known.opened.date()
    if any(spell.left is not None and spell.left.date() >= today for spell in known.spells):
        return Standing.LEFT
    return Standing.NOT_CHECKED_IN  # not today: an earlier day of a continued meeting is no bar


def require_vote(current: Standing) -> None:
    """Let only those who serve vote.

    Raises:
        MayNotVote: with the reason.
    """
    if current is not Standing.SERVING:
        raise MayNotVote(reason=current.value)
