"""What a signed-in councillor reads of the own record."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Meeting,
    Paragraph,
    Person,
    Presence,
    Press,
    Seat,
    Tick,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the server has recorded for a councillor in a division, and what it replaced."""

    choice: Choice
    at: datetime
    receipt: str
    before: Choice | None
    before_at: datetime | None


def recorded(session: Session, division_id: int, person_id: int) -> Recorded | None:
    """A councillor's vote as it stands, with the one before it."""
    last = session.execute(
        select(Press.choice, Press.recorded_at, Press.receipt)
        .join(
            DivisionSeat,
            (DivisionSeat.division_id == Press.division_id)
            & (DivisionSeat.seat_id == Press.seat_id),
        )
        .where(Press.division_id == division_id, DivisionSeat.person_id == person_id)
        .order_by(Press.id.desc())
        .limit(2)
    ).all()
    if not last:
        return None
    choice, at, receipt = last[0]
    before = last[1] if len(last) > 1 else None
    return Recorded(
        choice=Choice(choice),
        at=at,
        receipt=receipt,
        before=Choice(before[0]) if before else None,
        before_at=before[1] if before else None,
    )


def presence(session: Session, meeting_id: int, person_id: int) -> Presence | None:
    """A councillor's last stretch of presence at a meeting, going on or ended."""
    return session.scalars(
        select(Presence)
        .where(Presence.meeting_id == meeting_id, Presence.person_id == person_id)
        .order_by(Presence.id.desc())
        .limit(1)
        .options(
            joinedload(Presence.seat).joinedload(Seat.holder).joinedload(Person.party),
            joinedload(Presence.waits_for),
        )
    ).one_or_none()


def before_in_line(session: Session, person_id: int) -> Person | None:
    """The substitute of the same party whose turn comes just before."""
    own = session.get(Person, person_id)
    if own is None or own.call_order is None:
        return None
    return session.scalars(
        select(Person)
        .where(Person.party_id == own.party_id, Person.call_order < own.call_order)
        .order_by(Person.call_order.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One division in which a councillor was on the roll."""

    division_id: int
    item_id: int
    title: str
    day: date
    paragraph: int | None
    choice: Choice | None
    outcome: Choice | None
    state: DivisionState
    receipt: str | None
    secret: bool = False
    took_part: bool = False


def votes(session: Session, person_id: int, limit: int = 200) -> list[OwnVote]:
    """A councillor's closed divisions, the newest first."""
    rows = session.execute(
        select(
            Division,
            Item.title,
            Meeting.date,
            Paragraph.number,
            Vote.choice,
            Tick.seat_id.is_not(None),
        )
        .join(DivisionSeat, DivisionSeat.division_id == Division.id)
        .join(Item, Division.item_id == Item.id)
        .join(Meeting, Division.meeting_id == Meeting.id)
        .outerjoin(Paragraph, Paragraph.item_id == Item.id)
        .outerjoin(
            Vote,
            (Vote.division_id == Division.id) & (Vote.seat_id == DivisionSeat.seat_id),
        )
        .outerjoin(
            Tick,
            (Tick.division_id == Division.id) & (Tick.seat_id == DivisionSeat.seat_id),
        )
        .where(DivisionSeat.person_id == person_id, Division.state != DivisionState.OPEN)
        .order_by(DivisionSeat.division_id.desc())  # in the index's order: it stops at the limit
        .limit(limit)
    ).all()
    receipts = _receipts(session, person_id, [row[0].id for row in rows])
    return [
        OwnVote(
            division_id=division.id,
            item_id=division.item_id,
            title=title,
            day=day,
            paragraph=paragraph,
            choice=choice,
            outcome=division.outcome,
            state=division.state,
            receipt=receipts.get(division.id),
            secret=division.secret,
            took_part=bool(took_part),
        )
        for division, title, day, paragraph, choice, took_part in rows
    ]


def _receipts(session: Session, person_id: int, divisions: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Press.division_id, Press.receipt)
        .where(Press.person_id == person_id, Press.division_id.in_(divisions))
        .order_by(Press.id)
    )
    return dict(rows.all())


def agenda(session: Session, meeting_id: int) -> list[Item]:
    """A meeting's items with documents and §, in the order of the agenda."""
    return list(
        session.scalars(
            select(Item)
            .where(Item.meeting_id == meeting_id)
            .order_by(Item.number)
            .options(selectinload(Item.documents), joinedload(Item.paragraph))
        )
    )
