"""The notice board: announcements of meetings that are still to be held."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, func, literal, select
from sqlalchemy.orm import Session

from council.store.base import moment
from council.store.models import Item, JournalEntry, Meeting, MeetingState
from council.store.queries.public_meetings import LISTED

STANDING = (MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED)
"""A meeting is announced until it has been held."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A meeting's announcement: which meeting, when it was put up, how many items."""

    meeting: Meeting
    put_up: datetime | None
    items: int


def announcements(session: Session, today: date) -> list[Announcement]:
    """The announcements on the board, the next meeting first."""
    rows = session.execute(
        select(Meeting, JournalEntry.at, _items())
        .outerjoin(
            JournalEntry,
            (JournalEntry.chain == literal("m").concat(Meeting.id))
            & (JournalEntry.kind == "meeting.published"),
        )
        .where(LISTED, Meeting.state.in_(STANDING), Meeting.date >= today)
        .order_by(Meeting.date, Meeting.starts, Meeting.id)
    )
    return [Announcement(meeting, moment(at) if at else None, items) for meeting, at, items in rows]


def count(session: Session, today: date) -> int:
    """How many announcements stand on the board."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Meeting)
            .where(LISTED, Meeting.state.in_(STANDING), Meeting.date >= today)
        )
        or 0
    )


def _items() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Item)
        .where(Item.meeting_id == Meeting.id)
        .correlate(Meeting)
        .scalar_subquery()
    )
