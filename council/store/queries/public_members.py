"""Members and substitutes, and how each has voted. No score, no rank."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, and_, func, not_, select, true, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload

from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
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
    rolls = _newest(person, after, limit + 1)
    rows = session.execute(
        select(Division, DivisionSeat, Vote.choice)
        .join(rolls, rolls.c.division_id == Division.id)
        .join(
            DivisionSeat,
            and_(
                DivisionSeat.division_id == rolls.c.division_id,
                DivisionSeat.seat_id == rolls.c.seat_id,
            ),
        )
        .join(Division.meeting)
        .outerjoin(Vote, _OF_SEAT)
        .order_by(Division.id.desc())
        .limit(limit + 1)
        .options(
            contains_eager(Division.meeting),
            joinedload(Division.item).joinedload(Item.paragraph),
        )
    ).all()
    casts = [_cast(division, seat, choice, person) for division, seat, choice in rows]
    return cut(casts, limit, lambda cast: cast.division.id)


def participation(session: Session, person: Person) -> Participation:
    """In how many of the divisions that count somebody said yes, no or abstained.

    All are counted from the indexes alone, and the few that do not count are taken away: the
    other way round, each of thirty years' divisions would have to be looked up.
    """
    served, *aside = _rolls(person)
    rolls = (
        select(func.count(), func.count(Vote.seat_id))
        .select_from(DivisionSeat)
        .outerjoin(Vote, _OF_SEAT)
        .where(served)
    )
    held, voted = session.execute(rolls).one()
    held_too, voted_too = session.execute(
        rolls.where(DivisionSeat.division_id.in_(_UNCOUNTED))
    ).one()
    away = [session.scalar(select(func.count()).select_from(_counted(one))) or 0 for one in aside]
    return Participation(voted=voted - voted_too, held=held - held_too + sum(away))


_OF_SEAT = and_(Vote.division_id == DivisionSeat.division_id, Vote.seat_id == DivisionSeat.seat_id)
_COUNTS = and_(LISTED, Division.state == DivisionState.CLOSED, Division.secret.is_(False))
_UNCOUNTED = select(Division.id).join(Division.meeting).where(not_(_COUNTS))


def _rolls(person: Person) -> list[ColumnElement[bool]]:
    """The roll's rows on which somebody served, then those on which the own seat was another's,
    or nobody's. One after the other, since each has an index of its own; none is of two kinds.
    """
    served = DivisionSeat.person_id == person.id
    if person.seat is None:
        return [served]
    own = DivisionSeat.seat_id == person.seat.id
    another = and_(
        DivisionSeat.substitute_for.is_not(None), DivisionSeat.substitute_for == person.name
    )
    nobody = and_(DivisionSeat.person_id.is_(None), DivisionSeat.name == person.name)
    return [served, and_(own, another), and_(own, nobody)]


def _newest(person: Person, after: int | None, limit: int) -> Subquery:
    """The newest rolls of each kind that count, as many as a page could hold."""
    before = true() if after is None else DivisionSeat.division_id < after
    each = [_counted(and_(roll, before), limit) for roll in _rolls(person)]
    return union_all(*(select(rolls) for rolls in each)).subquery()


def _counted(roll: ColumnElement[bool], limit: int | None = None) -> Subquery:
    return (
        select(DivisionSeat.division_id, DivisionSeat.seat_id)
        .join(Division, Division.id == DivisionSeat.division_id)
        .join(Division.meeting)
        .where(_COUNTS, roll)
        .order_by(DivisionSeat.division_id.desc())
        .limit(limit)
        .subquery()
    )


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
