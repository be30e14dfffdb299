"""Divisions as every reader sees them: who voted how, once it is closed, and never before."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload

from council.law.roll import Standing
from council.law.tally import Choice
from council.store.models import (
    By,
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Meeting,
    Person,
    Press,
    Seat,
    Vote,
)
from council.store.queries.afterwards import wrong_presses
from council.store.queries.current import turnout
from council.store.queries.paging import Page, cut
from council.store.queries.public_items import annulled_at
from council.store.queries.public_meetings import LISTED, PUBLIC, held_within
from council.store.queries.public_parties import PartyCount, by_party, position


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatVote:
    """How one seat voted, with what a remark tells of it.

    ``person_id`` is who served on the seat, else who holds it; ``served`` tells which.
    """

    number: int
    name: str
    party: str
    person_id: int | None
    served: bool
    substitute_for: str | None
    position: str  # yes, no, abstain, absent
    clerk_at: datetime | None = None
    casting: bool = False
    meant: Choice | None = None  # said afterwards, of a wrong press
    why_not: Standing | None = None  # why who sits there may not vote
    remote: bool = False


@dataclass(frozen=True, slots=True)
class DivisionWhole:
    """A division with item, §, meeting, and what may be told of its votes.

    ``votes`` and ``parties`` are empty while it is open, when it was declared void before it
    was closed, and always where it is secret. ``next``: the division that replaced it.
    """

    division: Division
    voted: int
    entitled: int
    votes: tuple[SeatVote, ...]
    parties: tuple[PartyCount, ...]
    next: Division | None
    annulled_at: datetime | None


def division(session: Session, division_id: int) -> DivisionWhole | None:
    """A division of a meeting that has been announced."""
    found = session.scalars(
        select(Division)
        .join(Division.meeting)
        .where(Division.id == division_id, PUBLIC)
        .options(
            contains_eager(Division.meeting),
            joinedload(Division.item).joinedload(Item.paragraph),
            joinedload(Division.yes),
            joinedload(Division.no),
            joinedload(Division.casting_by).joinedload(Person.party),
        )
    ).one_or_none()
    if found is None:
        return None
    told = told_openly(found)
    voted, entitled = turnout(session, found)
    return DivisionWhole(
        division=found,
        voted=voted,
        entitled=entitled,
        votes=_votes(session, found) if told else (),
        parties=by_party(session, [found.id]).get(found.id, ()) if told else (),
        next=_next(session, found),
        annulled_at=annulled_at(session, found.meeting).get(found.id),
    )


def divisions(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Page[Division]:
    """Divisions, the newest first, with item, § and meeting; by the day of the meeting."""
    wanted = select(Division).join(Division.meeting).where(LISTED, held_within(since, until))
    if after is not None:
        last = select(Division.opened_at, Division.id).where(Division.id == after)
        wanted = wanted.where(tuple_(Division.opened_at, Division.id) < last.scalar_subquery())
    rows = session.scalars(
        wanted.order_by(Division.opened_at.desc(), Division.id.desc())
        .limit(limit + 1)
        .options(
            contains_eager(Division.meeting), joinedload(Division.item).joinedload(Item.paragraph)
        )
    ).all()
    return cut(rows, limit, lambda division: division.id)


def told_openly(division: Division) -> bool:
    """Whether anybody may know who voted how: it was counted, and is not secret."""
    return (
        division.state is not DivisionState.OPEN
        and division.votes_yes is not None
        and not division.secret
    )


def meeting_of(session: Session, division_id: int) -> Meeting | None:
    """The meeting that a division belongs to."""
    return session.scalars(
        select(Meeting)
        .join(Division, Division.meeting_id == Meeting.id)
        .where(Division.id == division_id, PUBLIC)
    ).one_or_none()


def _votes(session: Session, division: Division) -> tuple[SeatVote, ...]:
    rows = session.execute(
        select(DivisionSeat, Vote.choice, Vote.by, Seat.holder_id)
        .join(Seat, DivisionSeat.seat_id == Seat.id)
        .outerjoin(
            Vote,
            and_(
                Vote.division_id == DivisionSeat.division_id, Vote.seat_id == DivisionSeat.seat_id
            ),
        )
        .where(DivisionSeat.division_id == division.id)
        .order_by(DivisionSeat.number)
    ).all()
    clerk = _clerk_times(
        session, division, [row.seat_id for row, _, by, _ in rows if by is By.CLERK]
    )
    meant = wrong_presses(session, division.id)
    return tuple(
        SeatVote(
            number=seat.number,
            name=seat.name,
            party=seat.party,
            person_id=seat.person_id or holder_id,
            served=seat.person_id is not None,
            substitute_for=seat.substitute_for,
            position=position(choice),
            clerk_at=clerk.get(seat.seat_id),
            casting=seat.person_id is not None and seat.person_id == division.casting_by_id,
            meant=meant.get(seat.person_id or 0),
            why_not=seat.why_not,
            remote=seat.remote,
        )
        for seat, choice, _, holder_id in rows
    )


def _clerk_times(session: Session, division: Division, seats: list[int]) -> dict[int, datetime]:
    """When the secretary recorded a vote on a member's word."""
    if not seats:
        return {}
    rows = session.execute(
        select(Press.seat_id, func.max(Press.recorded_at))
        .where(Press.division_id == division.id, Press.seat_id.in_(seats))
        .group_by(Press.seat_id)
    )
    return {row[0]: row[1] for row in rows}


def _next(session: Session, division: Division) -> Division | None:
    if division.state is not DivisionState.ANNULLED:
        return None
    return session.scalars(
        select(Division).where(
            Division.item_id == division.item_id, Division.sequence == division.sequence + 1
        )
    ).one_or_none()
