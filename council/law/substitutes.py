"""Who serves when a member cannot: the order of calling, KL 5 kap. 17–21 §§.

People and seats are named by their numbers. A council with one list per party gives each of the
party's seats that same list; where each member has a list of substitutes, each seat has its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from council.law.refusals import (
    CannotBeCalled,
    KeepsPlace,
    NoSubstitute,
    NotOfTheParty,
    OutOfTurn,
    ReasonMissing,
)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A seat as the order of calling sees it.

    ``place``: which of the party's seats it is in the constituency, the first the lowest.
    ``substitutes``: those elected for it, in their order. A council that is not divided has one
    constituency without a name.
    """

    seat: int
    party: int
    place: int
    substitutes: tuple[int, ...] = ()
    constituency: str = ""


def call_order(
    seat: Mandate, mandates: Iterable[Mandate], constituencies: Sequence[str] = ()
) -> tuple[int, ...]:
    """Everybody who may serve on a seat, in the order in which they are called (18, 21 §§).

    The seat's own list comes first; then the list of the party's first seat in the constituency,
    of the second, and so on; then the party's other constituencies, those named in
    ``constituencies`` first (the one with the party's highest vote first). Nobody of another
    party is ever among them: the seat then stays empty (21 §).
    """
    ranked = {name: place for place, name in enumerate(constituencies)}

    def turn(other: Mandate) -> tuple[bool, int, str, int]:
        elsewhere = other.constituency != seat.constituency
        vote = ranked.get(other.constituency, len(ranked)) if elsewhere else 0
        return (elsewhere, vote, other.constituency, other.place)

    party = sorted((one for one in mandates if one.party == seat.party), key=turn)
    called = [*seat.substitutes, *(who for one in party for who in one.substitutes)]
    return tuple(dict.fromkeys(called))


@dataclass(frozen=True, slots=True)
class Line:
    """Who may be called to a seat at a moment.

    ``order``: everybody eligible, the next in turn first. ``ready``: who is there, serves on no
    seat and is not barred. ``begun``: who has served at the meeting already and stepped back;
    whoever has begun goes before the order (18 §). ``serving``: who serves on another seat.
    ``keeps``: the substitute who serves on this one, if any.
    """

    order: tuple[int, ...]
    ready: frozenset[int]
    serving: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    keeps: int | None = None

    @property
    def turns(self) -> tuple[int, ...]:
        """Those who can be called now, in their turn."""
        able = [who for who in self.order if who in self.ready]
        return tuple(sorted(able, key=lambda who: who not in self.begun))

    @property
    def next(self) -> int | None:
        """Whose turn it is; None: the seat stays empty."""
        return next(iter(self.turns), None)


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called, who higher in the order was passed by, and whether it was out of turn."""

    who: int
    passed: tuple[int, ...]
    out_of_turn: bool


def call(
    line: Line,
    proposed: int | None = None,
    *,
    may_choose: bool = False,
    reason: str = "",
) -> Called:
    """Who is to serve on a seat: the next in turn, or another where that is allowed.

    ``may_choose``: the rules of order let the chair call another eligible substitute who is
    there; the reason is kept.

    Raises:
        KeepsPlace: a substitute serves on the seat already (18 §).
        NotOfTheParty: the one proposed is of another party (21 §).
        CannotBeCalled: the one proposed is not there, serves elsewhere or may not serve.
        NoSubstitute: nobody of the party is there to call: the seat stays empty (21 §).
        OutOfTurn: somebody else is next in turn (18 §). ReasonMissing: why another?
    """
    if line.keeps is not None:
        raise KeepsPlace(serving=line.keeps)
    if proposed is not None and proposed not in line.order:
        raise NotOfTheParty(person=proposed)
    if proposed is not None and proposed not in line.ready:
        raise CannotBeCalled(person=proposed)
    if line.next is None:
        raise NoSubstitute
    who = line.next if proposed is None else proposed
    if who != line.next:
        if not may_choose:
            raise OutOfTurn(next=line.next)
        if not reason.strip():
            raise ReasonMissing
    before = line.order[: line.order.index(who)]
    passed = tuple(one for one in before if one not in line.serving)
    return Called(who, passed, out_of_turn=who != line.next)


def enters_at_once(*, under_treatment: bool, in_mid_item: bool) -> bool:
    """Whether who takes a seat serves from this moment, or from the next item.

    The law is silent; the rules of order say whether anybody enters while an item is treated.
    A member's right to the seat (19 §) is the same either way.
    """
    return in_mid_item or not under_treatment
