"""Opening and closing a meeting."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import AnotherItemOpen, NotNow, NotPresiding
from council.services.chairing import preside
from council.services.missing import find, found
from council.services.presences import require_no_division
from council.store import journal, locks
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemState, Meeting, MeetingState, Person
from council.store.models.people import PRESIDIUM


def open_meeting(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Open a published meeting. Who opens it presides over it.

    Raises:
        Missing: no such meeting.
        NotPresiding: the person is not of the presidium.
        NotNow: the meeting is not waiting to be opened.
    """
    with writing(hurry=True) as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        person = find(session, Person, person_id)
        if person.role not in PRESIDIUM:
            raise NotPresiding(presiding="")
        if meeting.state is not MeetingState.PUBLISHED:
            raise NotNow(act="open_meeting", step=meeting.state.value)
        meeting.state, meeting.opened_at = MeetingState.OPEN, now
        meeting.presiding_id = person_id
        payload = {"presiding": person.ref}
        entry = journal.append(
            session, meeting.chain, "meeting.opened", payload, actor=actor, now=now
        )
        meeting.opened_at = moment(entry.at)


def close_meeting(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Close an open meeting, when no item is under treatment.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        DivisionOpen: votes are being given. AnotherItemOpen: an item waits for its decision.
    """
    with writing(hurry=True) as session:
        meeting = preside(session, meeting_id, person_id)
        require_no_division(session, meeting)
        if (treated := item_under_treatment(session, meeting)) is not None:
            raise AnotherItemOpen(number=treated.number, title=treated.title)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, now
        entry = journal.append(session, meeting.chain, "meeting.closed", {}, actor=actor, now=now)
        meeting.closed_at = moment(entry.at)


def item_under_treatment(session: Session, meeting: Meeting) -> Item | None:
    """The one item that is being treated, if any."""
    return session.scalars(
        select(Item).where(Item.meeting_id == meeting.id, Item.state == ItemState.OPEN)
    ).one_or_none()
