"""Who leads the meeting: every act of the chair begins here."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import MeetingAdjourned, MeetingNotOpen, NotPresiding
from council.services.missing import find, found
from council.services.presences import treated
from council.services.recusal_rights import require_may_take_part
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting, MeetingState, Person
from council.store.models.people import PRESIDIUM
from council.store.queries import adjournments


def preside(session: Session, meeting_id: int, person_id: int) -> Meeting:
    """The open meeting under its lock, for the person who presides over it.

    Raises:
        Missing: no such meeting.
        MeetingNotOpen: it has not been opened, or is over. MeetingAdjourned: it pauses.
        NotPresiding: somebody else leads it; only who presides may (KL 5 kap. 43 §).
    """
    meeting = found(locks.hold_meeting(session, meeting_id))
    require_open(session, meeting)
    if meeting.presiding_id != person_id:
        raise NotPresiding(presiding=_presiding_name(session, meeting))
    return meeting


def require_open(session: Session, meeting: Meeting) -> None:
    """Let nothing be treated before the opening, in a pause or after the end.

    Raises:
        MeetingAdjourned: with when it means to go on. MeetingNotOpen.
    """
    pause = adjournments.pause(session, meeting)
    if pause is not None:
        raise MeetingAdjourned(until=pause.until.isoformat())
    if meeting.state is not MeetingState.OPEN:
        raise MeetingNotOpen


def preside_over_item(session: Session, item_id: int, person_id: int) -> tuple[Meeting, Item]:
    """The open meeting of an item, and the item, for the person who presides.

    Raises:
        RecusedHere: whoever presides is recused in it, and hands over the chair for it.
    """
    meeting_id = find(session, Item, item_id).meeting_id
    meeting = preside(session, meeting_id, person_id)
    item = found(session.get(Item, item_id, populate_existing=True))
    require_may_take_part(session, item, person_id)
    return meeting, item


def take_chair(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Take over the lead of an open meeting: the chair, or a vice chair who steps in.

    Raises:
        Missing, MeetingNotOpen.
        NotPresiding: the person is not of the presidium.
    """
    with writing(hurry=True) as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        require_open(session, meeting)
        person = find(session, Person, person_id)
        if person.role not in PRESIDIUM:
            raise NotPresiding(presiding=_presiding_name(session, meeting))
        if meeting.presiding_id == person_id:
            return
        if (item := treated(session, meeting)) is not None:
            require_may_take_part(session, item, person_id)
        before = f"p{meeting.presiding_id}"
        meeting.presiding_id = person_id
        payload = {"from": before, "to": person.ref}
        journal.append(session, meeting.chain, "meeting.chair_taken", payload, actor=actor, now=now)


def _presiding_name(session: Session, meeting: Meeting) -> str:
    if meeting.presiding_id is None:
        return ""
    return find(session, Person, meeting.presiding_id).name
