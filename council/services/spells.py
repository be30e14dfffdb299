"""Stretches of presence as the law sees them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from council.law.roll import Ending, Spell
from council.services.presences import HALL, stretches
from council.store.models import Presence


def spells(session: Session, meeting_id: int, person_id: int) -> tuple[Spell, ...]:
    """A person's stretches as the law sees them, in the hall's time."""
    return as_spells(stretches(session, meeting_id, person_id))


def as_spells(presences: Sequence[Presence]) -> tuple[Spell, ...]:
    """Stretches as the law sees them."""
    return tuple(
        Spell(
            arrived=one.arrived_at.astimezone(HALL),
            left=one.left_at.astimezone(HALL) if one.left_at else None,
            ending=Ending(one.ended.value) if one.ended else Ending.LEFT,
            served=one.seat_id is not None,
        )
        for one in presences
    )
