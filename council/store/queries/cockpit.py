"""What the chair's desk shows: agenda, the item on its way, who has not voted, who leads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from council.store.base import moment
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    ItemState,
    JournalEntry,
    Meeting,
    Paragraph,
    Person,
    Press,
    Proposal,
    Tick,
)
from council.store.queries.asked import every_question, question_now

LEADS = ("meeting.opened", "meeting.chair_taken", "meeting.resumed")
"""Entries of the journal that tell who leads from then on."""


def meeting(session: Session, meeting_id: int) -> Meeting | None:
    """A meeting with who presides over it."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(joinedload(Meeting.presiding).joinedload(Person.party))
    ).one_or_none()


def agenda(session: Session, meeting_id: int) -> list[Item]:
    """The items with their §§, in the order of the agenda."""
    return list(
        session.scalars(
            select(Item)
            .where(Item.meeting_id == meeting_id)
            .order_by(Item.number)
            .options(joinedload(Item.paragraph))
        )
    )


def under_treatment(session: Session, meeting_id: int) -> int | None:
    """The item that is treated, else the one that was decided last."""
    return session.scalars(
        select(Item.id)
        .where(Item.meeting_id == meeting_id, Item.state != ItemState.WAITING)
        .order_by(Item.state != ItemState.OPEN, Item.decided_at.desc(), Item.id.desc())
        .limit(1)
    ).one_or_none()


def item(session: Session, item_id: int) -> Item | None:
    """An item with its proposals, what was found and who asked for a division."""
    return session.scalars(
        select(Item)
        .where(Item.id == item_id)
        .options(
            selectinload(Item.proposals).selectinload(Proposal.movers),
            question_now(),
            every_question(),
            selectinload(Item.clauses),
            joinedload(Item.paragraph),
        )
    ).one_or_none()


def next_paragraph(session: Session, year: int) -> int:
    """The number that the next § of a year will have, if nothing else is decided first."""
    last = session.scalar(select(func.max(Paragraph.number)).where(Paragraph.year == year))
    return (last or 0) + 1


def divisions(session: Session, item_id: int) -> list[Division]:
    """An item's divisions, the first first."""
    return list(
        session.scalars(
            select(Division).where(Division.item_id == item_id).order_by(Division.sequence)
        )
    )


@dataclass(frozen=True, slots=True)
class Voter:
    """A seat on a division's roll and who votes with it."""

    number: int
    name: str
    party: str


def not_voted(session: Session, division_id: int) -> list[Voter]:
    """Who is on the roll and has not voted, in the order of the seats. Never how others did."""
    pressed = select(Press.seat_id).where(Press.division_id == division_id)
    ticked = select(Tick.seat_id).where(Tick.division_id == division_id)
    seats = session.scalars(
        select(DivisionSeat)
        .where(
            DivisionSeat.division_id == division_id,
            DivisionSeat.person_id.is_not(None),
            DivisionSeat.seat_id.not_in(pressed),
            DivisionSeat.seat_id.not_in(ticked),
        )
        .order_by(DivisionSeat.number)
    )
    return [Voter(seat.number, seat.name, seat.party) for seat in seats]


def leads_since(session: Session, chain: str) -> datetime | None:
    """Since when who presides has done so, by the journal."""
    at = session.scalars(
        select(JournalEntry.at)
        .where(JournalEntry.chain == chain, JournalEntry.kind.in_(LEADS))
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).one_or_none()
    return None if at is None else moment(at)
