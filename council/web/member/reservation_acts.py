"""What a member adds to a decision, as acts: a reservation, its reasons, a note, a wrong press."""

from typing import Any

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law.tally import Choice
from council.services import notes, reservations
from council.services.missing import find
from council.store.base import db
from council.store.models import Division, Item, NoteKind
from council.web.asking import actor, person, wants_json
from council.web.clock import now
from council.web.forms import body, fields


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/arenden/<int:item_id>/reservation")(reserve)
    bp.post("/arenden/<int:item_id>/reservation/motivering")(give_reasons)
    bp.post("/arenden/<int:item_id>/anteckning")(announce_note)
    bp.post("/voteringar/<int:division_id>/felrost")(wrong_press)


def reserve(item_id: int) -> ResponseReturnValue:
    """ "Reservera dig"."""
    find(db.session(), Item, item_id)
    written = flag("written")
    number = reservations.reserve(item_id, person().person_id, written, actor(), now=now())
    return _done(item_id, reservation=number)


def give_reasons(item_id: int) -> ResponseReturnValue:
    """ "Lämna motiveringen"."""
    find(db.session(), Item, item_id)
    text = fields("text")["text"].replace("\r\n", "\n")
    reservations.give_reasons(item_id, person().person_id, text, actor(), now=now())
    return _done(item_id)


def announce_note(item_id: int) -> ResponseReturnValue:
    """ "Protokollsanteckning", or a special statement."""
    find(db.session(), Item, item_id)
    text = fields("text")["text"].replace("\r\n", "\n")
    number = notes.announce(item_id, person().person_id, _kind(), text, actor(), now=now())
    return _done(item_id, note=number)


def wrong_press(division_id: int) -> ResponseReturnValue:
    """ "Jag röstade fel"."""
    item_id = find(db.session(), Division, division_id).item_id
    number = notes.announce(
        item_id,
        person().person_id,
        NoteKind.WRONG_PRESS,
        "",
        actor(),
        now=now(),
        division_id=division_id,
        intended=_intended(),
    )
    return _done(item_id, note=number)


def flag(name: str) -> bool:
    """A yes or no: true, false in JSON; 1, 0 or nothing in a form.

    Raises:
        UnprocessableEntity: something else.
    """
    given = body().get(name, False)
    if given in ("1", "true", True):
        return True
    if given in ("0", "false", "", False):
        return False
    raise UnprocessableEntity


def _kind() -> NoteKind:
    given = body().get("kind", NoteKind.NOTE.value)
    if given not in (NoteKind.NOTE.value, NoteKind.STATEMENT.value):
        raise UnprocessableEntity
    return NoteKind(given)


def _intended() -> Choice | None:
    given = body().get("intended", "")
    if given == "":
        return None
    if given not in {choice.value for choice in Choice}:
        raise UnprocessableEntity
    return Choice(given)


def _done(item_id: int, **facts: Any) -> ResponseReturnValue:
    if wants_json():
        return jsonify(state="done", **facts)
    return redirect(url_for("member.requests", arende=item_id) + "#reservera", 303)
