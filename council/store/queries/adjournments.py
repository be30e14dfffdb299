"""A meeting's pauses."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.store.models import Adjournment, Meeting, MeetingState


def pauses(session: Session, meeting_id: int) -> list[Adjournment]:
    """All of them, the first first."""
    return list(
        session.scalars(
            select(Adjournment)
            .where(Adjournment.meeting_id == meeting_id)
            .order_by(Adjournment.from_at, Adjournment.id)
        )
    )


def pause(session: Session, meeting: Meeting) -> Adjournment | None:
    """The pause that a meeting is in."""
    if meeting.state is not MeetingState.ADJOURNED:
        return None
    return session.scalars(
        select(Adjournment).where(
            Adjournment.meeting_id == meeting.id, Adjournment.resumed_at.is_(None)
        )
    ).one_or_none()
