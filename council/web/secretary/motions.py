"""The secretary's register of motions: enter one, tell the council, write off."""

from datetime import date
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from council.law.refusals import BadMotion
from council.services import motion_lists
from council.services import motions as service
from council.services.agenda import OVER
from council.services.motions import NewMotion
from council.store.base import db
from council.store.models import Meeting
from council.store.queries import current
from council.web.asking import actor, wants_json
from council.web.clock import now
from council.web.forms import fields
from council.web.public.meetings import today
from council.web.public.motions import rows
from council.web.refusals import sentence

FIELDS = ("title", "reference", "movers", "received_on", "text")


def add_to(bp: Blueprint) -> None:
    """Put the register on the secretary's blueprint."""
    bp.get("/sekreterare/motioner")(motions)
    bp.post("/sekreterare/motioner")(receive_motion)
    bp.post("/sekreterare/<int:meeting_id>/motioner")(list_motions)
    bp.post("/sekreterare/motioner/<int:motion_id>/anmal")(report_motion)
    bp.post("/sekreterare/motioner/<int:motion_id>/avskriv")(write_off_motion)


def motions() -> ResponseReturnValue:
    """The register with what has to be done, the one whose year ends first at the top."""
    return _page()


def receive_motion() -> ResponseReturnValue:
    """ "För in motionen"."""
    given = fields(*FIELDS)
    try:
        new = NewMotion(
            title=given["title"],
            reference=given["reference"],
            movers=given["movers"].splitlines(),
            received_on=_day(given["received_on"]),
            text=given["text"],
        )
        motion_id = service.receive(new, actor(), now=now())
    except BadMotion as bad:
        return _bad(bad, given=given)
    if wants_json():
        return jsonify(motion=motion_id), 200
    return redirect(url_for("secretary.motions"), 303)


def report_motion(motion_id: int) -> ResponseReturnValue:
    """ "Anmäl till fullmäktige"."""
    given = fields("report")
    try:
        service.report(motion_id, given["report"], actor(), now=now())
    except BadMotion as bad:
        return _bad(bad, motion_id=motion_id)
    return _done(motion_id)


def write_off_motion(motion_id: int) -> ResponseReturnValue:
    """ "Fullmäktige har avskrivit motionen"."""
    service.write_off(motion_id, actor(), now=now())
    return _done(motion_id)


def list_motions(meeting_id: int) -> ResponseReturnValue:
    """ "Lägg redovisningen på dagordningen"."""
    item_id = motion_lists.put_list_on_agenda(meeting_id, actor(), now=now())
    if wants_json():
        return jsonify(item=item_id)
    return redirect(url_for("secretary.agenda", meeting_id=meeting_id), 303)


def _done(motion_id: int) -> ResponseReturnValue:
    if wants_json():
        return jsonify(motion=motion_id)
    return redirect(url_for("secretary.motions"), 303)


def _bad(bad: BadMotion, **facts: Any) -> ResponseReturnValue:
    if wants_json():
        raise bad
    wrong = (str(bad.facts["field"]), sentence(bad))
    return make_response(_page(wrong=wrong, **facts), 422)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadMotion(field="received") from None


def _next() -> Meeting | None:
    """The meeting whose agenda a list can be put on."""
    meeting = current.current_meeting(db.session(), today())
    return None if meeting is None or meeting.state in OVER else meeting


def _page(
    wrong: tuple[str, str] = ("", ""),
    given: dict[str, str] | None = None,
    motion_id: int | None = None,
) -> str:
    return render_template(
        "secretary/motions.html",
        meeting=None,
        next_meeting=_next(),
        rows=[row for row in reversed(rows()) if row.going_on],
        today=today(),
        given=given or dict.fromkeys(FIELDS, ""),
        wrong=wrong,
        motion_id=motion_id,
    )
