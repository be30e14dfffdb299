"""Who is there, who may vote, and whether there are enough: KL 4 kap. 24 §, 5 kap. 5–20, 45–48 §§.

A *seat* is a mandate. Whoever serves on it votes with it; one seat has one vote (4 kap. 24 §).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from council.law.refusals import BadCouncilSize, MayNotVote, NotQuorate
from council.law.service import Ending, Spell, require_return

__all__ = [
    "Circumstances",
    "Ending",
    "Quorum",
    "Spell",
    "Standing",
    "needs_quorum",
    "require_council_size",
    "require_quorum",
    "require_return",
    "require_vote",
    "standing",
]

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
        NotQuorate: with how many are present, of how many, how many are needed, and how many of
            them have stepped aside.
    """
    if quorum.met:
        return
    facts = {"present": quorum.counted, "seats": quorum.seats, "needed": quorum.needed}
    if quorum.recused:
        raise NotQuorate(**facts, recused=quorum.recused, decides="quorum_recusal")
    raise NotQuorate(**facts)


def needs_quorum(*, only_answered: bool, answered_below: bool) -> bool:
    """Whether a quorum is asked for at all (KL 5 kap. 45 § second sentence).

    ``only_answered``: an interpellation or a question is answered, and nothing decided.
    ``answered_below``: the council has decided that this may be done with fewer present.
    """
    return not (only_answered and answered_below)


class Standing(StrEnum):
    """What a person is in a division: entitled, or the reason why not."""

    SERVING = "serving"
    SUBSTITUTE = "substitute_not_serving"
    REPLACED = "replaced"
    NOT_CHECKED_IN = "not_checked_in"
    ARRIVED_LATE = "arrived_late"
    RECUSED = "recused"
    LEFT = "left"
    LINK_LOST = "link_lost"
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
    for ending, reason in GONE.items():
        days = (spell.ended(ending) for spell in known.spells)
        if any(day is not None and day >= known.opened.date() for day in days):
            return reason
    return Standing.NOT_CHECKED_IN  # not today: an earlier day of a continued meeting is no bar


GONE = {Ending.LEFT: Standing.LEFT, Ending.LINK_LOST: Standing.LINK_LOST}
"""What is told of somebody who is not here any more."""


WHY_NOT = {
    Standing.RECUSED: "recusal",
    Standing.ABSTAINS: "abstention",
    Standing.SUBSTITUTE: "substitutes",
    Standing.LEFT: "no_rotation",
    Standing.LINK_LOST: "remote",
}
"""The key of the rule that a reason rests on, where it rests on one."""


def require_vote(current: Standing, rule: str = "") -> None:
    """Let only those who serve vote. ``rule``: another that the reason rests on.

    Raises:
        MayNotVote: with the reason, and its rule where it has one.
    """
    if current is Standing.SERVING:
        return
    if rule := rule or WHY_NOT.get(current, ""):
        raise MayNotVote(reason=current.value, decides=rule)
    raise MayNotVote(reason=current.value)
