"""The register of motions: received, remitted, decided within a year, reported, written off.

KL 5 kap. 35 §. What happens to a motion outside a meeting is told in the council's own chain;
what the council decides in an item follows from that item's gavel (``follow``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from council.law.deadlines import MotionDue, motion_due, motion_status
from council.law.refusals import BadMotion, MotionEnded, NotReported
from council.services.missing import find, found
from council.services.presences import day
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemKind, ItemState, Meeting, Motion


@dataclass(frozen=True, slots=True)
class NewMotion:
    """A motion that has come in: written, signed, on one subject."""

    title: str
    reference: str
    movers: Sequence[str]
    received_on: date
    text: str = ""


def receive(new: NewMotion, actor: Actor, *, now: datetime) -> int:
    """Enter a motion in the register. Gives its number.

    Raises:
        BadMotion: without a title or a mover, or received on a day that has not come.
    """
    movers = [name.strip() for name in new.movers if name.strip()]
    _require(new.title.strip(), "title")
    _require(movers, "movers")
    _require(new.received_on <= day(now), "received")
    with writing() as session:
        motion = Motion(
            title=new.title.strip(),
            reference=new.reference.strip(),
            movers="\n".join(movers),
            text=new.text.strip(),
            received_on=new.received_on,
        )
        session.add(motion)
        session.flush()
        payload = {
            "motion": motion_ref(motion.id),
            "received": new.received_on.isoformat(),
            "due": motion_due(new.received_on).isoformat(),
        }
        journal.append(session, journal.BODY, "motion.received", payload, actor=actor, now=now)
        return motion.id


def report(motion_id: int, text: str, actor: Actor, *, now: datetime) -> None:
    """Tell the council that a motion is not ready, and what has come up (KL 5 kap. 35 §).

    Raises:
        Missing. MotionEnded: it is decided or written off. BadMotion: nothing is told.
    """
    _require(text.strip(), "report")
    with writing() as session:
        motion = _going_on(session, motion_id)
        motion.reported_on, motion.report = day(now), text.strip()
        in_time = day(now) <= motion_due(motion.received_on)
        payload = {
            "motion": motion_ref(motion.id),
            "reported": day(now).isoformat(),
            "in_time": in_time,
        }
        journal.append(session, journal.BODY, "motion.reported", payload, actor=actor, now=now)


def write_off(motion_id: int, actor: Actor, *, now: datetime) -> None:
    """Record that the council has written a motion off, once it was told what has come up.

    Raises:
        Missing, MotionEnded.
        NotReported: the council has not been told.
    """
    with writing() as session:
        motion = _going_on(session, motion_id)
        if motion.reported_on is None:
            raise NotReported(due=motion_due(motion.received_on).isoformat())
        motion.written_off_on = day(now)
        payload = {"motion": motion_ref(motion.id), "written_off": day(now).isoformat()}
        journal.append(session, journal.BODY, "motion.written_off", payload, actor=actor, now=now)


def follow(session: Session, item: Item) -> None:
    """Let the register follow the gavel of an item that treats a motion.

    Where it was only received it has been remitted; where it was decided its clock stops. What
    was tabled or referred back goes on.
    """
    if item.motion_id is None:
        return
    motion = found(session.get(Motion, item.motion_id))
    meeting = found(session.get(Meeting, item.meeting_id))
    if item.kind is ItemKind.MOTION_RECEIVED:
        motion.remitted_on = motion.remitted_on or meeting.date
    elif item.state is ItemState.DECIDED and motion.written_off_on is None:
        motion.decided_on = motion.decided_on or meeting.date


def status(motion: Motion, today: date) -> MotionDue:
    """Where a motion stands in its year. One that is written off is done with."""
    ended = motion.decided_on is not None or motion.written_off_on is not None
    return motion_status(
        motion.received_on, today, decided=ended, reported=motion.reported_on is not None
    )


def motion_ref(motion_id: int) -> str:
    """How the journal names a motion."""
    return f"mo{motion_id}"


def _going_on(session: Session, motion_id: int) -> Motion:
    motion = find(session, Motion, motion_id)
    if motion.decided_on is not None or motion.written_off_on is not None:
        raise MotionEnded
    return motion


def _require(given: object, field: str) -> None:
    if not given:
        raise BadMotion(field=field)
