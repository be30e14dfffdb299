"""What all who are present agree on, and items that are done with in one press."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.services import matters, plain_items
from council.services.missing import find, found
from council.store.base import db
from council.store.models import Item, Meeting
from council.web.asking import actor, person, wants_json
from council.web.chair import matters as matters_desk
from council.web.chair.answers import answer, ask, fresh, item_answer, must_ask
from council.web.clock import now
from council.web.forms import body


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/tas-upp")(take_up)
    bp.post("/arenden/<int:item_id>/ense")(agree)
    bp.post("/arenden/<int:item_id>/utan-yrkanden")(settle)


def take_up(item_id: int) -> ResponseReturnValue:
    """ "Alla är ense, ta upp ärendet"."""
    meeting_id = find(db.session(), Item, item_id).meeting_id
    matters.take_up(item_id, person().person_id, _objections(), actor(), now=now())
    if wants_json():
        return item_answer(item_id)
    # Still to be opened, so the cockpit would not show it by itself.
    return redirect(url_for("chair.cockpit", meeting_id=meeting_id, arende=item_id), 303)


def agree(item_id: int) -> ResponseReturnValue:
    """ "Alla är ense om beslutet"."""
    find(db.session(), Item, item_id)
    matters.agree(item_id, person().person_id, _objections(), actor(), now=now())
    return item_answer(item_id)


def settle(item_id: int) -> ResponseReturnValue:
    """ "Lägg anmälan till handlingarna", "Interpellationen är besvarad"; an answer asks once."""
    item = find(db.session(), Item, item_id)
    if item.kind in plain_items.ASKED and must_ask():
        meeting = found(db.session().get(Meeting, item.meeting_id))
        return ask(meeting, **matters_desk.answered(item))
    paragraph = plain_items.settle(item_id, person().person_id, actor(), now=now())
    item = find(fresh(), Item, item_id)
    return answer(item.meeting_id, paragraph=paragraph, decision=item.decision)


def _objections() -> int:
    """How many object; without the field, nobody.

    Raises:
        UnprocessableEntity: no whole number.
    """
    text = str(body().get("objections", "0")).strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise UnprocessableEntity
    return int(text)
