"""The secretary's pages: the way to the right meeting, and the desk where the protocol grows."""

from flask import Blueprint, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from council.law.refusals import StaleText
from council.services import items
from council.services.missing import find
from council.store.base import db
from council.store.models import Item, Meeting
from council.store.queries import current
from council.web.asking import actor, wants_json
from council.web.clock import now
from council.web.forms import fields, number
from council.web.secretary import agenda, desk, difference, motions, returning, roll, vote_lists
from council.web.words import day

bp = Blueprint("secretary", __name__)
agenda.add_to(bp)
motions.add_to(bp)
returning.add_to(bp)
roll.add_to(bp)
vote_lists.add_to(bp)


@bp.get("/sekreterare")
def home() -> ResponseReturnValue:
    """On to the meeting that is open, is today's or comes next; a clear page without one."""
    meeting = current.current_meeting(db.session(), day(now()))
    if meeting is None:
        return render_template("secretary/none.html", meeting=None)
    return redirect(url_for("secretary.meeting", meeting_id=meeting.id), 303)


@bp.get("/sekreterare/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """The desk with what the hall is doing, or has just decided, on it."""
    session = db.session()
    chosen = find(session, Meeting, meeting_id)
    laid = desk.lay(session, chosen, desk.choose(session, meeting_id))
    return render_template("secretary/desk.html", meeting=chosen, desk=laid)


@bp.get("/sekreterare/arenden/<int:item_id>")
def paragraph(item_id: int) -> ResponseReturnValue:
    """The desk with one § on it, decided or not."""
    session = db.session()
    chosen = find(session, Meeting, find(session, Item, item_id).meeting_id)
    laid = desk.lay(session, chosen, item_id)
    return render_template("secretary/desk.html", meeting=chosen, desk=laid)


@bp.post("/sekreterare/arenden/<int:item_id>")
def edit_summary(item_id: int) -> ResponseReturnValue:
    """Save an item's prose; where somebody else has changed it, both texts are shown."""
    text = fields("summary")["summary"].replace("\r\n", "\n")
    try:
        version = items.edit_summary(item_id, text, number("version"), actor(), now=now())
    except StaleText as stale:
        if wants_json():
            raise
        return _both_texts(item_id, str(stale.facts["theirs"]), text)
    if wants_json():
        return jsonify(item=item_id, version=version)
    return redirect(url_for("secretary.paragraph", item_id=item_id), 303)


def _both_texts(item_id: int, theirs: str, mine: str) -> ResponseReturnValue:
    db.session.rollback()  # what somebody else has just saved is read anew
    session = db.session()
    chosen = find(session, Meeting, find(session, Item, item_id).meeting_id)
    laid = desk.lay(session, chosen, item_id)
    page = render_template(
        "secretary/stale.html",
        meeting=chosen,
        chosen=laid.chosen,
        mine=mine,
        pieces=list(difference.pieces(theirs, mine)),
    )
    return make_response(page, 409)
