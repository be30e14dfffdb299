"""The register of motions as pages and desks read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from council.store.models import Item, Meeting, MeetingState, Motion


@dataclass(frozen=True, slots=True)
class Entry:
    """A motion with the items of public meetings that treat it, the first first."""

    motion: Motion
    items: Sequence[Item]


def register(session: Session) -> list[Entry]:
    """Every motion, the newest first."""
    motions = session.scalars(
        select(Motion).order_by(Motion.received_on.desc(), Motion.id.desc())
    ).all()
    by_motion: dict[int, list[Item]] = {}
    for item in session.scalars(
        select(Item)
        .join(Meeting, Meeting.id == Item.meeting_id)
        .where(Item.motion_id.is_not(None), Meeting.state != MeetingState.DRAFT)
        .order_by(Meeting.date, Item.id)
        .options(joinedload(Item.meeting), joinedload(Item.paragraph))
    ):
        by_motion.setdefault(item.motion_id or 0, []).append(item)
    return [Entry(one, by_motion.get(one.id, [])) for one in motions]


def going_on(session: Session) -> list[Motion]:
    """Those that are neither decided nor written off, the oldest first."""
    return list(
        session.scalars(
            select(Motion)
            .where(Motion.decided_on.is_(None), Motion.written_off_on.is_(None))
            .order_by(Motion.received_on, Motion.id)
        )
    )
