"""When the council that meets first met."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.terms import term_begins
from council.store.models import Meeting, MeetingKind


def first_meeting(session: Session, meeting: Meeting) -> date | None:
    """The day of the council's first meeting in the term of office that a meeting belongs to."""
    return session.scalar(
        select(func.min(Meeting.date)).where(
            Meeting.date >= term_begins(meeting.date),
            Meeting.kind != MeetingKind.REHEARSAL,
            Meeting.opened_at.is_not(None),
        )
    )
