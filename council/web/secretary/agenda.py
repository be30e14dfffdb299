"""The secretary's agenda: when the meeting was announced, and items that come late."""

from datetime import date
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law import matters as law
from council.law.deadlines import announced, announcing_limit, urgent_limit
from council.law.refusals import BadItem
from council.services import agenda as service
from council.services import announcing
from council.services.agenda import OVER, LateItem
from council.services.matters import facts_of
from council.services.missing import find
from council.services.returning import to_come_back
from council.store.base import db
from council.store.models import Item, ItemKind, Meeting, MeetingState
from council.store.queries import agenda as reading
from council.store.queries import motions
from council.web.asking import actor, wants_json
from council.web.clock import now
from council.web.forms import fields
from council.web.matter_words import KINDS
from council.web.refusals import sentence

FIELDS = (
    "title",
    "kind",
    "reference",
    "prepared",
    "asked_by",
    "answered_by",
    "answerer",
    "motion",
)


def add_to(bp: Blueprint) -> None:
    """Put the agenda on the secretary's blueprint."""
    bp.get("/sekreterare/<int:meeting_id>/dagordning")(agenda)
    bp.post("/sekreterare/<int:meeting_id>/dagordning")(add_item)
    bp.post("/sekreterare/<int:meeting_id>/kungjort")(announce)
    bp.post("/sekreterare/arenden/<int:item_id>/kungjort")(announce_item)


def agenda(meeting_id: int) -> ResponseReturnValue:
    """Every item with what its announcing and preparing allow."""
    return _page(meeting_id)


def add_item(meeting_id: int) -> ResponseReturnValue:
    """ "Lägg till ärendet"."""
    find(db.session(), Meeting, meeting_id)
    given = fields(*FIELDS)
    try:
        item_id = service.add_item(meeting_id, _new(given), actor(), now=now())
    except BadItem as bad:
        if wants_json():
            raise
        wrong = (str(bad.facts["field"]), sentence(bad))
        return make_response(_page(meeting_id, wrong=wrong, given=given), 422)
    if wants_json():
        return jsonify(item=item_id)
    return redirect(url_for("secretary.agenda", meeting_id=meeting_id), 303)


def announce(meeting_id: int) -> ResponseReturnValue:
    """ "Sammanträdet kungjordes den …"."""
    meeting = find(db.session(), Meeting, meeting_id)
    allows = announcing.announce(meeting_id, _day(), actor(), now=now())
    if wants_json():
        latest = announcing_limit(meeting.date)
        return jsonify(allows=allows.value, latest=latest.isoformat())
    return redirect(url_for("secretary.agenda", meeting_id=meeting_id), 303)


def announce_item(item_id: int) -> ResponseReturnValue:
    """ "Det brådskande ärendet kungjordes den …"."""
    item = find(db.session(), Item, item_id)
    allows = announcing.announce_item(item_id, _day(), actor(), now=now())
    if wants_json():
        return jsonify(allows=allows.value)
    return redirect(url_for("secretary.agenda", meeting_id=item.meeting_id), 303)


def _new(given: dict[str, str]) -> LateItem:
    """The item that a form describes.

    Raises:
        BadItem: no such kind.
    """
    try:
        kind = ItemKind(given["kind"])
    except ValueError:
        raise BadItem(field="kind") from None
    return LateItem(
        title=given["title"],
        kind=kind,
        reference=given["reference"],
        prepared=given["prepared"] != "no",
        asked_by_id=_number(given["asked_by"]),
        answered_by_id=_number(given["answered_by"]),
        answerer=given["answerer"],
        motion_id=_number(given["motion"]) if kind is ItemKind.MOTION_RECEIVED else None,
    )


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnprocessableEntity
    return int(text)


def _day() -> date:
    try:
        return date.fromisoformat(fields("on")["on"].strip())
    except ValueError:
        raise UnprocessableEntity from None


def _page(
    meeting_id: int,
    wrong: tuple[str, str] = ("", ""),
    given: dict[str, str] | None = None,
) -> str:
    session = db.session()
    meeting = find(session, Meeting, meeting_id)
    return render_template(
        "secretary/agenda.html",
        meeting=meeting,
        items=reading.items(session, meeting_id),
        kinds=KINDS,
        must_be_taken_up=lambda item: law.must_be_taken_up(facts_of(item)),
        must_be_agreed=lambda item: law.must_be_agreed(facts_of(item)),
        people=reading.councillors(session),
        motions=motions.going_on(session),
        may_announce=meeting.state in announcing.BEFORE,
        may_add=meeting.state not in OVER,
        wrong=wrong,
        given=given or dict.fromkeys(FIELDS, ""),
        returning=to_come_back(session),
        may_bring_back=meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED),
        **_limits(meeting),
    )


def _limits(meeting: Meeting) -> dict[str, Any]:
    """Until when it had to be announced, and what the day that it was leaves."""
    on = meeting.announced_on
    return {
        "latest": announcing_limit(meeting.date),
        "urgent": urgent_limit(meeting.date),
        "allows": None if on is None else announced(meeting.date, on).value,
        "draft": meeting.state is MeetingState.DRAFT,
    }
