"""Items that come back: tabled, referred back or left undecided at an earlier meeting."""

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from council.services import returning
from council.services.missing import find
from council.store.base import db
from council.store.models import Meeting
from council.web.asking import actor, wants_json
from council.web.clock import now
from council.web.forms import number


def add_to(bp: Blueprint) -> None:
    """Put the act on the secretary's blueprint."""
    bp.post("/sekreterare/<int:meeting_id>/aterkommande")(bring_back)


def bring_back(meeting_id: int) -> ResponseReturnValue:
    """ "Lägg till på dagordningen"."""
    find(db.session(), Meeting, meeting_id)
    item = returning.bring_back(number("item"), meeting_id, actor(), now=now())
    if wants_json():
        return jsonify(item=item)
    return redirect(url_for("secretary.agenda", meeting_id=meeting_id), 303)
