"""The chair's pages: the way to the right meeting, and its cockpit."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from council.services.missing import Missing, found
from council.store.base import db
from council.store.models import MeetingState
from council.store.queries import cockpit as reading
from council.store.queries import current
from council.web.asking import person
from council.web.chair import (
    after,
    division_acts,
    election_acts,
    item_acts,
    matter_acts,
    meeting_acts,
    order,
    pause_acts,
    proposal_desk,
    roll_acts,
    speakers,
)
from council.web.chair.desk import Desk, Wanted, lay, leads
from council.web.chair.drawing import draw
from council.web.clock import now
from council.web.member.ballot import ballot
from council.web.words import day

bp = Blueprint("chair", __name__)
for acts in (
    meeting_acts,
    pause_acts,
    matter_acts,
    item_acts,
    division_acts,
    election_acts,
    after,
    speakers,
    proposal_desk,
    roll_acts,
):
    acts.add_to(bp)


@bp.get("/ordforande")
def home() -> ResponseReturnValue:
    """On to the meeting that is open, is today's or comes next; a clear page without one."""
    meeting = current.current_meeting(db.session(), day(now()))
    if meeting is None:
        return render_template("chair/none.html", meeting=None)
    return redirect(url_for("chair.cockpit", meeting_id=meeting.id), 303)


@bp.get("/ordforande/<int:meeting_id>")
def cockpit(meeting_id: int) -> ResponseReturnValue:
    """Everything the chair needs, one step at a time."""
    session, me = db.session(), person()
    meeting = found(reading.meeting(session, meeting_id))
    if meeting.state is MeetingState.DRAFT:
        raise Missing
    may = leads(meeting, me.person_id)
    desk = lay(session, meeting, leads=may, wanted=_wanted())
    if may and request.args.get("visa") == "ogiltig":
        return _annul_page(desk)
    if may and meeting.state is MeetingState.OPEN and request.args.get("visa") == "ajournera":
        return render_template("chair/adjourn.html", meeting=meeting)
    return render_template(
        "chair/cockpit.html",
        moment=now().isoformat(),
        **draw(desk),
        **_own_ballot(desk, me.person_id),
    )


def _wanted() -> Wanted:
    view, items = request.args.get("visa", ""), order.parse(request.args.get("arende"))
    return Wanted(
        item_id=items[0] if items else None,
        view=view if view == "upprop" else "",
        order=order.parse(request.args.get("ordning")),
    )


def _annul_page(desk: Desk) -> str:
    division = desk.subject.division if desk.subject else None
    return render_template("chair/annul.html", meeting=desk.meeting, division=found(division))


def _own_ballot(desk: Desk, person_id: int) -> dict[str, Any]:
    """Whoever presides votes too, from the same desk."""
    if desk.page != "division" or desk.subject is None or desk.subject.division is None:
        return {}
    return {"own_ballot": ballot(db.session(), desk.subject.division, person_id)}
