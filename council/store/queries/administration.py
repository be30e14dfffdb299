"""What the administrator looks after: parties with their seats, and everybody who can sign in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from council.store.models import Meeting, Party, Person, Role, Seat
from council.store.queries.public_meetings import PUBLIC, UNDER_WAY


@dataclass(frozen=True, slots=True)
class PartySize:
    """A party and how many seats it has."""

    party: Party
    seats: int


def parties(session: Session) -> list[PartySize]:
    """The parties, from left to right in the hall."""
    rows = session.execute(
        select(Party, func.count(Seat.id))
        .outerjoin(Seat, Seat.party_id == Party.id)
        .group_by(Party.id)
        .order_by(Party.hall_order)
    )
    return [PartySize(party, seats) for party, seats in rows]


def people(session: Session) -> Sequence[Person]:
    """Everybody: those with a seat in the order of the hall, then substitutes, then the office."""
    kind = case((Seat.id.is_not(None), 0), (Person.role == Role.SUBSTITUTE, 1), else_=2)
    return session.scalars(
        select(Person)
        .outerjoin(Seat, Seat.holder_id == Person.id)
        .outerjoin(Party, Party.id == Person.party_id)
        .order_by(
            Person.active.desc(), kind, Seat.number, Party.size_order, Person.call_order, Person.id
        )
        .options(joinedload(Person.party), joinedload(Person.seat))
    ).all()


def meeting_to_follow(session: Session) -> int | None:
    """The meeting whose stream is tried: the one under way, else the latest that readers see."""
    return session.scalar(
        select(Meeting.id)
        .where(PUBLIC)
        .order_by(case((UNDER_WAY, 0), else_=1), Meeting.date.desc(), Meeting.id.desc())
        .limit(1)
    )
