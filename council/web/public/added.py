"""What members have added to a decision, as every reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.services.wording_after import noted
from council.store.base import db
from council.store.models import Item, MeetingState, Reservation
from council.store.queries import afterwards


@dataclass(frozen=True, slots=True)
class Added:
    """Reservations with their reasons once these are attested, and what the protocol notes."""

    reservations: Sequence[Reservation]
    notes: Sequence[str]
    attested: bool


def added_to(item: Item) -> Added:
    """What stands beside an item's decision: no note that was not taken in, no draft."""
    session = db.session()
    notes = afterwards.taken_in(afterwards.notes(session, [item.id]).get(item.id, ()))
    return Added(
        reservations=afterwards.reservations(session, [item.id]).get(item.id, ()),
        notes=[noted(note) for note in notes],
        attested=item.meeting.state is MeetingState.ATTESTED,
    )
