"""What the live stream asks: how far a meeting has come, and who may go on watching."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    JournalHead,
    ListReading,
    Meeting,
    MeetingState,
    Person,
    Press,
    Role,
    SignIn,
)
from council.store.queries.elections import ticked


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a meeting has come: the last entry, the open division, who may vote in it."""

    seq: int
    division_id: int | None
    roll: frozenset[int]
    voted: int


def stand(session: Session, meeting_id: int) -> Stand | None:
    """Where a meeting stands; None where there is none to follow, a draft included."""
    state = session.scalar(select(Meeting.state).where(Meeting.id == meeting_id))
    if state is None or state is MeetingState.DRAFT:
        return None
    seq = session.scalar(select(JournalHead.seq).where(JournalHead.chain == f"m{meeting_id}"))
    division_id = session.scalar(
        select(Division.id).where(
            Division.meeting_id == meeting_id, Division.state == DivisionState.OPEN
        )
    )
    if division_id is None:
        return Stand(seq or 0, None, frozenset(), 0)
    roll = session.scalars(
        select(DivisionSeat.person_id).where(
            DivisionSeat.division_id == division_id, DivisionSeat.person_id.is_not(None)
        )
    )
    return Stand(
        seq or 0,
        division_id,
        frozenset(person for person in roll if person is not None),
        voted(session, division_id),
    )


def voted(session: Session, division_id: int) -> int:
    """How many have voted, openly or with a slip; never how.

    Where votes are given on a list: how many of its readings are finished, for one that is changed
    and no longer finished has no entry.
    """
    pressed = session.scalar(
        select(func.count(func.distinct(Press.seat_id))).where(Press.division_id == division_id)
    )
    return pressed or ticked(session, division_id) or _readings_finished(session, division_id)


def _readings_finished(session: Session, division_id: int) -> int:
    finished = select(func.count()).where(
        ListReading.division_id == division_id, ListReading.ready_at.is_not(None)
    )
    return session.scalar(finished) or 0


@dataclass(frozen=True, slots=True)
class OwnPress:
    """That somebody's press is recorded: its number, whose it is, its receipt; never how."""

    id: int
    person_id: int
    receipt: str


def presses(session: Session, division_id: int, after: int) -> list[OwnPress]:
    """A division's presses with a higher number than one, in their order."""
    rows = session.execute(
        select(Press.id, Press.person_id, Press.receipt)
        .where(Press.division_id == division_id, Press.id > after)
        .order_by(Press.id)
    )
    return [OwnPress(*row) for row in rows]


def heads(session: Session, meetings: Iterable[int]) -> dict[int, int]:
    """The number of the last entry of each of these meetings."""
    chains = [f"m{meeting_id}" for meeting_id in meetings]
    rows = session.execute(
        select(JournalHead.chain, JournalHead.seq).where(JournalHead.chain.in_(chains))
    )
    return {int(chain[1:]): seq for chain, seq in rows}


def holds(session: Session, meeting_id: int, kind: type[Item | Division], number: int) -> bool:
    """Whether an item or a division belongs to a meeting."""
    found = session.scalar(select(kind.meeting_id).where(kind.id == number))
    return found == meeting_id


def signed_in(session: Session, *, now: datetime) -> dict[int, Role]:
    """Every sign-in that still opens something, with its person's role."""
    rows = session.execute(
        select(SignIn.id, Person.role)
        .join(Person, SignIn.person_id == Person.id)
        .where(SignIn.revoked_at.is_(None), SignIn.expires_at > now, Person.active.is_(True))
    )
    return dict(rows.all())
