"""When the meeting and its items were announced, and what that allows (KL 5 kap. 13–14, 52 §§)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.deadlines import Announced, announced, announcing_limit
from council.law.procedure import Step
from council.law.refusals import NotNow
from council.services.item_parts import hold_item, item_ref
from council.services.missing import found
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting, MeetingState

BEFORE = (MeetingState.DRAFT, MeetingState.PUBLISHED)


def announce(meeting_id: int, on: date, actor: Actor, *, now: datetime) -> Announced:
    """Record on which day the meeting was announced on the notice board.

    Later than a week before the day of the meeting its items may be decided only as urgent
    (14 §), each announced so, or if all present decide it (52 §).

    Raises:
        Missing. NotNow: the meeting has begun.
    """
    with writing() as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        if meeting.state not in BEFORE:
            raise NotNow(act="announce", step=meeting.state.value)
        allowed = announced(meeting.date, on)
        meeting.announced_on = on
        for item in _items(session, meeting):
            if item.announced_on is None:
                item.announced = allowed is Announced.IN_TIME
        payload = {
            "on": on.isoformat(),
            "latest": announcing_limit(meeting.date).isoformat(),
            "allows": allowed.value,
        }
        journal.append(session, meeting.chain, "meeting.announced", payload, actor=actor, now=now)
        return allowed


def announce_item(item_id: int, on: date, actor: Actor, *, now: datetime) -> Announced:
    """Record that an urgent item was announced for itself, on a later day (14 §).

    Raises:
        Missing. NotNow: it is treated already, or the meeting is over.
    """
    with writing() as session:
        meeting, item = hold_item(session, item_id)
        over = meeting.state in (MeetingState.CLOSED, MeetingState.ATTESTED)
        if item.step is not Step.WAITING or over:
            raise NotNow(act="announce", step=item.step.value)
        allowed = announced(meeting.date, on)
        item.announced_on = on
        item.announced = allowed is not Announced.ALL_PRESENT
        payload = {"item": item_ref(item), "on": on.isoformat(), "allows": allowed.value}
        journal.append(session, meeting.chain, "item.announced", payload, actor=actor, now=now)
        return allowed


def _items(session: Session, meeting: Meeting) -> list[Item]:
    return list(
        session.scalars(
            select(Item).where(Item.meeting_id == meeting.id, Item.step == Step.WAITING)
        )
    )
