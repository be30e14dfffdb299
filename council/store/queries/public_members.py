"""Members and substitutes, and how each has voted. No score, no rank."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Meeting,
    Party,
    Person,
    Role,
    Seat,
    Vote,
)
from council.store.queries.paging import Page, cut
from council.store.queries.public_meetings import LISTED


@dataclass(frozen=True, slots=True)
class Cast:
    """One division in which a member's seat, or a substitute, stood on the roll.

    ``choice`` is None where the member gave no vote; ``served`` tells whether the member was the
    one who could. ``replaced_by``: who served on the seat instead.
    """

    division: Division
    choice: Choice | None
    served: bool
    replaced_by: str | None
    substitute_for: str | None


@dataclass(frozen=True, slots=True)
class Participation:
    """In how many divisions somebody gave a vote, of how many."""

    voted: int
    held: int


def seats(session: Session) -> list[Seat]:
    """Every seat with its party and who holds it, in the order of the hall."""
    return list(
        session.scalars(
            select(Seat)
            .order_by(Seat.number)
            .options(joinedload(Seat.party), joinedload(Seat.holder))
        )
    )


def substitutes(session: Session) -> list[Person]:
    """The substitutes, by party, in the order in which they are called."""
    return list(
        session.scalars(
            select(Person)
            .join(Person.party)
            .where(Person.role == Role.SUBSTITUTE, Person.active)
            .order_by(Party.size_order, Person.call_order, Person.id)
            .options(contains_eager(Person.party))
        )
    )


def member(session: Session, person_id: int) -> Person | None:
    """A councillor or substitute, also a former one, with party and seat."""
    return session.scalars(
        select(Person)
        .where(Person.id == person_id, Person.party_id.is_not(None))
        .options(joinedload(Person.party), joinedload(Person.seat))
    ).one_or_none()


def record(
    session: Session, person: Person, *, after: int | None = None, limit: int = 100
) -> Page[Cast]:
    """How somebody voted in the divisions that count, the newest first."""
    wanted = (
        select(Division, DivisionSeat, Vote.choice)
        .join(DivisionSeat, DivisionSeat.division_id == Division.id)
        .join(Division.meeting)
        .outerjoin(Vote, _OF_SEAT)
        .where(_COUNTS, _concerns(person))
    )
    if after is not None:
        wanted = wanted.where(Division.id < after)
    rows = session.execute(
        wanted.order_by(Division.id.desc())
        .limit(limit + 1)
        .options(
            contains_eager(Division.meeting),
            joinedload(Division.item).joinedload(Item.paragraph),
        )
    ).all()
    casts = [_cast(division, seat, choice, person) for division, seat, choice in rows]
    return cut(casts, limit, lambda cast: cast.division.id)


def participation(session: Session, person: Person) -> Participation:
    """In how many of the divisions that count somebody said yes, no or abstained."""
    own = and_(Vote.choice.is_not(None), DivisionSeat.person_id == person.id)
    held, voted = session.execute(
        select(func.count(), func.count().filter(own))
        .select_from(Division)
        .join(DivisionSeat, DivisionSeat.division_id == Division.id)
        .join(Meeting, Division.meeting_id == Meeting.id)
        .outerjoin(Vote, _OF_SEAT)
        .where(_COUNTS, _concerns(person))
    ).one()
    return Participation(voted=voted, held=held)


_OF_SEAT = and_(Vote.division_id == DivisionSeat.division_id, Vote.seat_id == DivisionSeat.seat_id)
_COUNTS = and_(LISTED, Division.state == DivisionState.CLOSED, Division.secret.is_(False))


def _concerns(person: Person) -> ColumnElement[bool]:
    """The roll's rows on which somebody served, or whose seat was theirs then."""
    served = DivisionSeat.person_id == person.id
    if person.seat is None:
        return served
    held = and_(
        DivisionSeat.seat_id == person.seat.id,
        or_(DivisionSeat.name == person.name, DivisionSeat.substitute_for == person.name),
    )
    return or_(served, held)


def _cast(division: Division, seat: DivisionSeat, choice: Choice | None, person: Person) -> Cast:
    served = seat.person_id == person.id
    other = seat.person_id is not None and not served
    return Cast(
        division=division,
        choice=choice if served else None,
        served=served,
        replaced_by=seat.name if other else None,
        substitute_for=seat.substitute_for if served else None,
    )
