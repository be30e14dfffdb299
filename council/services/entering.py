"""People come in: each on the own seat, or waiting for it, or for being called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import AlreadyThere, NotServing, UnknownPerson
from council.law.roll import require_return
from council.law.substitutes import enters_at_once
from council.services.presences import (
    day,
    own_seat,
    seats_taken,
    treated,
    voting,
    yield_seat,
)
from council.services.spells import as_spells
from council.store import journal
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import Meeting, Person, Presence, Role, Seat
from council.store.queries.rules_of_order import rules_of_order


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody about to be recorded as present: on a seat, or waiting as a substitute."""

    person: Person
    seat: Seat | None


def candidates(session: Session, usernames: Sequence[str] | None) -> list[Entering]:
    """Those named, each once; ``None`` means all who hold a seat.

    Raises:
        UnknownPerson: a name that nobody here has. NotServing: one of them is no councillor.
    """
    if usernames is None:
        seats = session.execute(
            select(Person, Seat).join(Seat, Seat.holder_id == Person.id).order_by(Seat.number)
        )
        return [Entering(person, seat) for person, seat in seats]
    people = {
        person.username: (person, seat)
        for person, seat in session.execute(
            select(Person, Seat)
            .outerjoin(Seat, Seat.holder_id == Person.id)
            .where(Person.username.in_(usernames))
        )
    }
    unknown = [name for name in usernames if name not in people]
    if unknown:
        raise UnknownPerson(username=unknown[0])
    chosen = dict.fromkeys(usernames)
    return [_asentering_of(*people[name]) for name in chosen]


def entering_of(session: Session, person: Person) -> Entering:
    """Somebody on the own seat, or a substitute who will wait.

    Raises:
        NotServing: neither member nor substitute.
    """
    return _asentering_of(person, own_seat(session, person.id))


def _asentering_of(person: Person, seat: Seat | None) -> Entering:
    if not person.active or (seat is None and person.role is not Role.SUBSTITUTE):
        raise NotServing
    return Entering(person, seat)


def require_may_enter(entering: Entering, known: Sequence[Presence], now: datetime) -> None:
    """Let in who is not there already. ``known``: the person's stretches at the meeting.

    Raises:
        AlreadyThere. NoRotation: a member who has left today.
    """
    if any(one.left_at is None for one in known):
        raise AlreadyThere
    if entering.seat is not None:
        require_return(as_spells(known), day(now))


def enter(
    session: Session,
    meeting: Meeting,
    entering: Sequence[Entering],
    actor: Actor,
    now: datetime,
    *,
    remote: bool = False,
    regained: bool = False,
) -> None:
    """Let people in, each on the own seat, or waiting for it where a substitute has taken it."""
    at_once = enters_at_once(
        under_treatment=treated(session, meeting) is not None,
        in_mid_item=rules_of_order(session).entry_mid_item and not voting(session, meeting),
    )
    taken = seats_taken(session, meeting)
    entered = [_entered(one, taken, at_once=at_once, remote=remote) for one in entering]
    payload = {"entered": entered}
    if regained:
        entry = journal.append(
            session, meeting.chain, "roll.link_regained", payload, actor=actor, now=now
        )
    else:
        entry = journal.append(
            session, meeting.chain, "roll.checked_in", payload, actor=actor, now=now
        )
    # The journal's time and not the clock's: whoever came before an item was opened is on its
    # roll, though the clock went back in between.
    at = moment(entry.at)
    for one in entering:
        seat_id = one.seat.id if one.seat else None
        there = taken.get(seat_id) if seat_id else None
        if there is not None and at_once:
            yield_seat(session, there, at)
        waits = there is not None and not at_once
        session.add(
            Presence(
                meeting_id=meeting.id,
                person_id=one.person.id,
                seat_id=None if waits else seat_id,
                waits_for_id=seat_id if waits else None,
                arrived_at=at,
                remote=remote,
            )
        )


def _entered(
    one: Entering, taken: Mapping[int, Presence], *, at_once: bool, remote: bool
) -> dict[str, Any]:
    """Somebody's line in the journal: the seat, or the seat that is waited for."""
    number = str(one.seat.number) if one.seat else None
    told: dict[str, Any] = {"member": one.person.ref, "seat": number}
    if one.seat is not None and (there := taken.get(one.seat.id)) is not None:
        told |= {"yields": f"p{there.person_id}"} if at_once else {"seat": None, "waits": number}
    return told | ({"remote": True} if remote else {})
