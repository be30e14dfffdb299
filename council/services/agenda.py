"""An item that is put on the agenda late, after the meeting was convened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.deadlines import Announced, announced
from council.law.refusals import BadItem, NotNow
from council.services.item_parts import item_ref
from council.services.missing import find, found
from council.services.presences import day
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemKind, Meeting, MeetingState, Motion, Person

OVER = (MeetingState.CLOSED, MeetingState.ATTESTED)
ASKED = (ItemKind.INTERPELLATION, ItemKind.QUESTION)


@dataclass(frozen=True, slots=True)
class LateItem:
    """What is put on the agenda. ``prepared``: by a committee; ``answerer``: in words."""

    title: str
    kind: ItemKind
    reference: str = ""
    prepared: bool = True
    asked_by_id: int | None = None
    answered_by_id: int | None = None
    answerer: str = ""
    motion_id: int | None = None


def add_item(meeting_id: int, new: LateItem, actor: Actor, *, now: datetime) -> int:
    """Put an item last on a meeting's agenda. Gives its number.

    Whether it counts as announced follows from the day: on a draft, or a week before, it does;
    later all who are present must take it up (KL 5 kap. 13, 52 §§).

    Raises:
        Missing: no such meeting, person or motion.
        NotNow: the meeting is over.
        BadItem: what the kind needs is missing.
    """
    with writing() as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        if meeting.state in OVER:
            raise NotNow(act="add_item", step=meeting.state.value)
        _require_whole(session, new)
        return put_last(session, meeting, new, actor, now).id


def put_last(
    session: Session, meeting: Meeting, new: LateItem, actor: Actor, now: datetime
) -> Item:
    """``add_item`` within a transaction, for what is whole."""
    item = _row(session, meeting, new, now)
    session.add(item)
    session.flush()
    payload = {
        "item": item_ref(item),
        "number": item.number,
        "title": item.title,
        "kind": item.kind.value,
        "announced": item.announced,
        "prepared": item.prepared,
    }
    journal.append(session, meeting.chain, "item.added", payload, actor=actor, now=now)
    return item


def _require_whole(session: Session, new: LateItem) -> None:
    _require(new.title.strip() or new.kind is ItemKind.MOTION_RECEIVED, "title")
    if new.kind in ASKED:
        _require(new.asked_by_id, "asked_by")
        _require(new.answerer.strip() or new.answered_by_id, "answerer")
    if new.kind is ItemKind.MOTION_RECEIVED:
        _require(new.motion_id, "motion")
    for person_id in (new.asked_by_id, new.answered_by_id):
        if person_id is not None:
            find(session, Person, person_id)


def _row(session: Session, meeting: Meeting, new: LateItem, now: datetime) -> Item:
    last = session.scalar(select(func.max(Item.number)).where(Item.meeting_id == meeting.id))
    motion = None if new.motion_id is None else _motion(session, new.motion_id)
    in_time = announced(meeting.date, day(now)) is Announced.IN_TIME
    return Item(
        meeting_id=meeting.id,
        number=(last or 0) + 1,
        title=new.title.strip() or (f"Motion: {motion.title}" if motion else ""),
        kind=new.kind,
        reference=new.reference.strip() or (motion.reference if motion else ""),
        prepared=new.prepared,
        announced=meeting.state is MeetingState.DRAFT or in_time,
        asked_by_id=new.asked_by_id,
        answered_by_id=new.answered_by_id,
        answerer=_answerer(session, new),
        motion_id=new.motion_id,
    )


def _motion(session: Session, motion_id: int) -> Motion:
    motion = find(session, Motion, motion_id)
    if motion.decided_on is not None or motion.written_off_on is not None:
        raise BadItem(field="motion")
    return motion


def _answerer(session: Session, new: LateItem) -> str:
    if new.answerer.strip() or new.answered_by_id is None:
        return new.answerer.strip()
    return find(session, Person, new.answered_by_id).name


def _require(given: object, field: str) -> None:
    if not given:
        raise BadItem(field=field)
