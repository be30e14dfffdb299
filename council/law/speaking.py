"""Who may speak and in what order: KL 5 kap. 39–40, 47 and 49 §§.

The law says who may take part in the debate. The list, the line after which nobody new may ask
(streck), the replies and the speaking times (``speaking_time.py``) are the council's own, from
its rules of order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.law.procedure import Step
from council.law.refusals import DebateNotOpen, LineDrawn, MayNotSpeak


class Kind(StrEnum):
    """What somebody asks for the floor for."""

    SPEECH = "speech"
    REPLY = "reply"
    ORDER = "order"  # a point of order: about how the matter is treated, not about the matter


class Move(StrEnum):
    """Which way the chair moves somebody on the list."""

    UP = "up"
    DOWN = "down"


class Bar(StrEnum):
    """Why somebody may not speak."""

    NOT_SERVING = "not_serving"
    SUBSTITUTE = "substitute_not_serving"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Speaker:
    """What is known of somebody who wants to speak in an item.

    ``guest``: put on the list by whoever presides (KL 5 kap. 39–40 §§). ``accountable``: the
    item treats the person's own activity, or a remark may be aimed at the person (49 §).
    """

    serving: bool = False
    substitute: bool = False
    recused: bool = False
    accountable: bool = False
    guest: bool = False


def require_may_speak(who: Speaker) -> None:
    """Let members and serving substitutes speak, guests, and those who have to answer for it.

    Raises:
        MayNotSpeak: somebody else, or who is recused (KL 5 kap. 47 §); with the reason.
    """
    if who.accountable:
        return
    if who.recused:
        raise MayNotSpeak(reason=Bar.RECUSED.value, decides="recusal")
    if who.serving or who.guest:
        return
    bar = Bar.SUBSTITUTE if who.substitute else Bar.NOT_SERVING
    raise MayNotSpeak(reason=bar.value)


def require_may_ask(kind: Kind, step: Step, *, line_drawn: bool) -> None:
    """Whether the list takes somebody new, at a step of the item.

    A point of order may be raised as long as the item is treated; what is about the matter
    belongs to the debate. Behind the line only replies and points of order are taken.

    Raises:
        DebateNotOpen: the item is not debated, with its step.
        LineDrawn: nobody new may ask for a speech.
    """
    if not fits(kind, step):
        raise DebateNotOpen(step=step.value)
    if kind is Kind.SPEECH and line_drawn:
        raise LineDrawn


def fits(kind: Kind, step: Step) -> bool:
    """Whether somebody may have the floor for this at a step of the item."""
    if kind is Kind.ORDER:
        return step not in NOT_TREATED
    return step is Step.DEBATE


NOT_TREATED = frozenset({Step.WAITING, Step.DECIDED, Step.LEFT})
"""Steps at which nobody has anything to say in the item: it is not begun, or is done with."""


# ---- The order of the list ----


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody on the list, by the caller's own key. ``answers``: which speech in turn, from 1,
    a reply answers."""

    ref: int
    kind: Kind
    answers: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """A point of order goes first, then replies, the newest exchange before older ones."""
        match self.kind:
            case Kind.ORDER:
                return 0, 0
            case Kind.REPLY:
                return 1, -self.answers
            case Kind.SPEECH:
                return 2, 0


def entered(waiting: Sequence[Asked], new: Asked) -> list[int]:
    """The list with somebody new on it: after all who rank as high, before the first who does
    not. Those who stand there already keep their places, also where the chair has moved them."""
    refs = [one.ref for one in waiting]
    lower = (place for place, one in enumerate(waiting) if one.rank > new.rank)
    refs.insert(next(lower, len(refs)), new.ref)
    return refs


def in_order(asked: Iterable[Asked]) -> list[int]:
    """The list of those who have asked, in the order in which they did."""
    listed: list[Asked] = []
    for one in asked:
        known = {other.ref: other for other in [*listed, one]}
        listed = [known[ref] for ref in entered(listed, one)]
    return [one.ref for one in listed]


def moved(order: Sequence[int], ref: int, way: Move) -> list[int]:
    """The list with somebody moved one step; at the end of it nothing changes."""
    place = order.index(ref)
    other = place - 1 if way is Move.UP else place + 1
    refs = list(order)
    if 0 <= other < len(refs):
        refs[place], refs[other] = refs[other], refs[place]
    return refs
