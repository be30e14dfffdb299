"""Who is there: check-in, the chair's or secretary's roll, leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.refusals import (
    AlreadyThere,
    DivisionOpen,
    NoRotation,
    NotNow,
    NotServing,
    UnknownPerson,
)
from council.law.roll import Quorum, Spell, require_return
from council.services.missing import find, found
from council.store import journal, locks
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionState,
    Meeting,
    MeetingState,
    Person,
    Presence,
    Role,
    Seat,
)

HALL = ZoneInfo("Europe/Stockholm")
"""The zone in which days and clocks of the hall are told."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody about to be recorded as present: on a seat, or waiting as a substitute."""

    person: Person
    seat: Seat | None


def check_in(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Record that a councillor is there. A substitute waits to be called.

    Raises:
        Missing: no such meeting.
        NotNow: it is not published, or is over.
        NotServing: neither member nor substitute.
        AlreadyThere, NoRotation.
    """
    with writing() as session:
        meeting = _meeting_to_enter(session, meeting_id)
        entering = _entering(session, find(session, Person, person_id))
        _require_may_enter(entering, spells(session, meeting.id, person_id), now)
        _enter(session, meeting, [entering], actor, now)


def record_present(
    meeting_id: int, usernames: Sequence[str] | None, actor: Actor, *, now: datetime
) -> int:
    """Record several as present; ``None`` means all who hold a seat. Gives how many came to it.

    Those already there are passed by; so are, when all are recorded, those who left today.

    Raises:
        Missing, NotNow.
        UnknownPerson: a name that nobody here has; nobody is recorded then.
        NotServing, NoRotation: one of those named may not serve.
    """
    with writing() as session:
        meeting = _meeting_to_enter(session, meeting_id)
        known = _spells_of_all(session, meeting)
        entering = []
        for candidate in _candidates(session, usernames):
            try:
                _require_may_enter(candidate, known.get(candidate.person.id, ()), now)
            except AlreadyThere:
                continue
            except NoRotation:
                if usernames is None:
                    continue
                raise
            entering.append(candidate)
        if entering:
            _enter(session, meeting, entering, actor, now)
        return len(entering)


def leave(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Record that somebody leaves. Who leaves may not serve again that day (KL 5 kap. 20 §).

    Raises:
        Missing: no such meeting.
        NotNow: the person is not there.
        DivisionOpen: votes are being given; the roll stands until the gavel.
    """
    with writing() as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        presence = session.scalars(
            select(Presence).where(
                Presence.meeting_id == meeting.id,
                Presence.person_id == person_id,
                Presence.left_at.is_(None),
            )
        ).one_or_none()
        if presence is None or meeting.state not in (MeetingState.PUBLISHED, MeetingState.OPEN):
            raise NotNow(act="leave", step=meeting.state.value)
        if _division_open(session, meeting):
            raise DivisionOpen
        payload = {"member": f"p{person_id}", "seat": _seat_number(session, presence)}
        entry = journal.append(session, meeting.chain, "roll.left", payload, actor=actor, now=now)
        presence.left_at = moment(entry.at)


def quorum(session: Session, meeting: Meeting) -> Quorum:
    """How many serve now, of how many seats (KL 5 kap. 45 §)."""
    seats = session.scalar(select(func.count()).select_from(Seat)) or 0
    serving = session.scalar(
        select(func.count())
        .select_from(Presence)
        .where(
            Presence.meeting_id == meeting.id,
            Presence.seat_id.is_not(None),
            Presence.left_at.is_(None),
        )
    )
    return Quorum(seats=seats, serving=serving or 0)


def spells(session: Session, meeting_id: int, person_id: int) -> tuple[Spell, ...]:
    """A person's stretches of presence at a meeting, in the hall's time."""
    presences = session.scalars(
        select(Presence)
        .where(Presence.meeting_id == meeting_id, Presence.person_id == person_id)
        .order_by(Presence.id)
    )
    return tuple(map(_spell, presences))


def _spells_of_all(session: Session, meeting: Meeting) -> dict[int, list[Spell]]:
    by_person: dict[int, list[Spell]] = {}
    for presence in session.scalars(select(Presence).where(Presence.meeting_id == meeting.id)):
        by_person.setdefault(presence.person_id, []).append(_spell(presence))
    return by_person


def _spell(presence: Presence) -> Spell:
    left = presence.left_at
    return Spell(presence.arrived_at.astimezone(HALL), left.astimezone(HALL) if left else None)


def _meeting_to_enter(session: Session, meeting_id: int) -> Meeting:
    meeting = found(locks.hold_meeting(session, meeting_id))
    if meeting.state not in (MeetingState.PUBLISHED, MeetingState.OPEN):
        raise NotNow(act="check_in", step=meeting.state.value)
    return meeting


def _candidates(session: Session, usernames: Sequence[str] | None) -> list[Entering]:
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
    return [_as_entering(*people[name]) for name in chosen]


def _entering(session: Session, person: Person) -> Entering:
    seat = session.scalars(select(Seat).where(Seat.holder_id == person.id)).one_or_none()
    return _as_entering(person, seat)


def _as_entering(person: Person, seat: Seat | None) -> Entering:
    if not person.active or (seat is None and person.role is not Role.SUBSTITUTE):
        raise NotServing
    return Entering(person, seat)


def _require_may_enter(entering: Entering, known: Sequence[Spell], now: datetime) -> None:
    if any(spell.left is None for spell in known):
        raise AlreadyThere
    if entering.seat is not None:
        require_return(known, _day(now))


def _enter(
    session: Session, meeting: Meeting, entering: Sequence[Entering], actor: Actor, now: datetime
) -> None:
    entered = [
        {"member": one.person.ref, "seat": str(one.seat.number) if one.seat else None}
        for one in entering
    ]
    entry = journal.append(
        session, meeting.chain, "roll.checked_in", {"entered": entered}, actor=actor, now=now
    )
    # The journal's time and not the clock's: whoever came before an item was opened is on its
    # roll, though the clock went back in between.
    session.add_all(
        Presence(
            meeting_id=meeting.id,
            person_id=one.person.id,
            seat_id=one.seat.id if one.seat else None,
            arrived_at=moment(entry.at),
        )
        for one in entering
    )


def _division_open(session: Session, meeting: Meeting) -> bool:
    return (
        session.scalar(
            select(Division.id).where(
                Division.meeting_id == meeting.id, Division.state == DivisionState.OPEN
            )
        )
        is not None
    )


def _seat_number(session: Session, presence: Presence) -> str | None:
    if presence.seat_id is None:
        return None
    return str(find(session, Seat, presence.seat_id).number)


def _day(now: datetime) -> date:
    return now.astimezone(HALL).date()
