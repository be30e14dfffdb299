"""Step 8, after the decision: reservations said aloud are recorded, notes are taken in or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from council.services import notes, reservations
from council.services.missing import find
from council.services.wording_after import INTENDED
from council.store.base import db
from council.store.models import Item, Meeting, Note, NoteKind, Reservation
from council.store.queries import afterwards, places
from council.store.queries.places import Place
from council.web.asking import actor, person, wants_json
from council.web.chair.answers import answer
from council.web.clock import now
from council.web.forms import number
from council.web.member.reservation_acts import flag


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/reservation-av")(record_reservation)
    bp.post("/anteckningar/<int:note_id>/avgor")(settle_note)
    bp.add_app_template_global(added, "added_of")
    bp.add_app_template_global(all_added, "all_added_in")
    bp.add_app_template_global(serving_in)


def record_reservation(item_id: int) -> ResponseReturnValue:
    """Somebody in the hall reserved aloud; who presides or the secretary writes it down."""
    item = find(db.session(), Item, item_id)
    reservation = reservations.record_reservation(
        item_id, person().person_id, number("person"), flag("written"), actor(), now=now()
    )
    return answer(item.meeting_id, reservation=reservation)


def settle_note(note_id: int) -> ResponseReturnValue:
    """ "Ta in" or "Ta inte in"."""
    item = find(db.session(), Item, find(db.session(), Note, note_id).item_id)
    notes.settle(note_id, person().person_id, flag("accepted"), actor(), now=now())
    if wants_json():
        return jsonify(state="done")
    return answer(item.meeting_id)


@dataclass(frozen=True, slots=True)
class Added:
    """What members have added to one decision."""

    item: Item
    reservations: Sequence[Reservation]
    waiting: Sequence[Note]
    taken_in: Sequence[Note]

    @property
    def wrong_presses(self) -> Sequence[Note]:
        """Votes that were meant otherwise: the result stands."""
        return [one for one in self.taken_in if one.kind is NoteKind.WRONG_PRESS]

    @property
    def accepted(self) -> Sequence[Note]:
        """Notes and statements that stand in the protocol."""
        return [one for one in self.taken_in if one.kind is not NoteKind.WRONG_PRESS]

    def meant(self, note: Note) -> str:
        """What somebody who pressed wrong meant: "att rösta ja"."""
        return "" if note.intended is None else INTENDED[note.intended]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.reservations or self.waiting or self.taken_in)


def added(item: Item) -> Added:
    """What stands beside an item's decision at this moment."""
    (one,) = _added([item])
    return one


def all_added(meeting: Meeting) -> list[Added]:
    """What stands beside every decision of a meeting, in the order of the §§."""
    decided = [*reversed(afterwards.decided_items(db.session(), meeting.id))]
    return [one for one in _added(decided) if one]


def _added(items: Sequence[Item]) -> list[Added]:
    session, numbers = db.session(), [item.id for item in items]
    noted = afterwards.notes(session, numbers)
    reserved = afterwards.reservations(session, numbers)
    return [
        Added(
            item=item,
            reservations=reserved.get(item.id, ()),
            waiting=afterwards.waiting(noted.get(item.id, ())),
            taken_in=afterwards.taken_in(noted.get(item.id, ())),
        )
        for item in items
    ]


def serving_in(meeting: Meeting) -> list[Place]:
    """The seats of a meeting on which somebody serves."""
    return [one for one in places.places(db.session(), meeting.id) if one.taken]


def decided_facts(subject: Any) -> dict[str, Any]:
    """What step 8 shows beside the decision."""
    return {"added": added(subject.item)}
