"""Calling substitutes: in their order, between items, never from another party."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import (
    CannotBeCalled,
    KeepsPlace,
    NotOfTheParty,
    OutOfTurn,
    SeatTaken,
)
from council.law.substitutes import Called, Line, call
from council.services import lines
from council.services.desks import require_desk
from council.services.missing import find
from council.services.presences import (
    begin,
    end,
    hold_roll,
    on_seat,
    ongoing,
    require_no_division,
    treated,
)
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Ending, Item, Meeting, Person, Recusal, Seat
from council.store.queries.rules_of_order import rules_of_order


def call_substitute(
    meeting_id: int,
    person_id: int,
    seat_id: int,
    substitute_id: int | None,
    reason: str,
    actor: Actor,
    *,
    now: datetime,
) -> int:
    """Call a substitute to a seat that nobody serves on; None: the next in line. Gives who serves.

    Whoever presides calls, or the secretary. Called while an item is treated, the substitute
    serves from the next (decision 6). ``reason``: why another than the next in turn, where the
    rules of order allow it; kept for the desk.

    Raises:
        Missing, NotNow, NotPresiding, DivisionOpen.
        SeatTaken: its member serves on it. KeepsPlace: a substitute does (KL 5 kap. 18 §).
        NotOfTheParty, NoSubstitute: the seat stays empty (KL 5 kap. 21 §).
        CannotBeCalled, OutOfTurn, ReasonMissing.
    """
    with writing(hurry=True) as session:
        meeting = hold_roll(session, meeting_id, "call_substitute")
        require_desk(session, meeting, person_id)
        require_no_division(session, meeting)
        seat = find(session, Seat, seat_id)
        _require_free_of_member(session, meeting, seat)
        there = on_seat(session, meeting, seat.id)
        known = lines.hall(session, meeting, treated(session, meeting), now)
        line = lines.line(known, seat.id, keeps=None if there is None else there.person_id)
        called = turn(session, line, substitute_id, reason)
        _serve(session, meeting, seat, called, reason if called.out_of_turn else "", actor, now)
        return called.who


def turn(session: Session, line: Line, proposed: int | None, reason: str) -> Called:
    """Whose turn it is, by law and rules of order; the refusals tell names.

    Raises:
        KeepsPlace, NotOfTheParty, CannotBeCalled, NoSubstitute, OutOfTurn, ReasonMissing.
    """
    may_choose = rules_of_order(session).call_present_substitute
    if proposed is not None:
        find(session, Person, proposed)
    try:
        return call(line, proposed, may_choose=may_choose, reason=reason)
    except (KeepsPlace, NotOfTheParty, CannotBeCalled, OutOfTurn) as refused:
        told = {
            name: lines.named(session, who) if isinstance(who, int) else who
            for name, who in refused.facts.items()
        }
        raise type(refused)(**told) from None


def _require_free_of_member(session: Session, meeting: Meeting, seat: Seat) -> None:
    """A seat whose member is there, or waits for it, needs no substitute."""
    holder = seat.holder_id
    there = None if holder is None else ongoing(session, meeting, holder)
    if holder is not None and there is not None:
        raise SeatTaken(serving=lines.named(session, holder))


def _serve(
    session: Session,
    meeting: Meeting,
    seat: Seat,
    called: Called,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    waiting = ongoing(session, meeting, called.who)
    payload = {
        "member": f"p{called.who}",
        "seat": str(seat.number),
        "for": None if seat.holder_id is None else f"p{seat.holder_id}",
        "passed": [f"p{one}" for one in called.passed],
        "out_of_turn": called.out_of_turn,
    }
    entry = journal.append(
        session, meeting.chain, "roll.substitute_called", payload, actor=actor, now=now
    )
    at = moment(entry.at)
    if waiting is not None:
        end(session, waiting, Ending.CALLED, at)
        begin(session, waiting, at, seat_id=seat.id, reason=reason.strip())


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the desk shows of a seat that nobody serves on: whose turn it is, who else is there."""

    seat: Seat
    next: int | None
    others: tuple[int, ...]


def suggested(
    session: Session, meeting: Meeting, seats: Sequence[Seat], now: datetime
) -> list[Suggested]:
    """For each empty seat the substitute whose turn it is, no one twice."""
    known = lines.hall(session, meeting, treated(session, meeting), now)
    return _suggested(known, seats)


def suggested_in(
    session: Session, meeting: Meeting, item: Item, recusals: Sequence[Recusal], now: datetime
) -> list[Suggested]:
    """For each who has stepped aside in an item the substitute whose turn it is to stand in."""
    known = lines.hall(session, meeting, item, now)
    return _suggested(known, [find(session, Seat, one.seat_id) for one in recusals])


def _suggested(known: lines.Hall, seats: Sequence[Seat]) -> list[Suggested]:
    given: set[int] = set()
    told = []
    for seat in seats:
        turns = [who for who in lines.line(known, seat.id).turns if who not in given]
        given |= set(turns[:1])
        told.append(Suggested(seat, next(iter(turns), None), tuple(turns[1:])))
    return told
