"""Acts on the roll: substitutes called, leavings and lost links recorded, recusal noted."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law.remote import Lost
from council.law.taking_part import Ground
from council.services import attendance, recusals, remote, substitutes
from council.services.desks import at_desk
from council.services.missing import find, found
from council.store.base import db
from council.store.models import Item, Meeting, Role
from council.store.queries import cockpit
from council.web.asking import actor, person, wants_json
from council.web.chair import roll_view
from council.web.chair.answers import answer, fresh
from council.web.clock import now
from council.web.forms import body, fields, number

LONGEST_REASON = 2000


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/sammantraden/<int:meeting_id>/inkallning")(call_substitute)
    bp.post("/sammantraden/<int:meeting_id>/lamnat")(record_left)
    bp.post("/sammantraden/<int:meeting_id>/forbindelse")(record_link)
    bp.post("/arenden/<int:item_id>/jav")(note_recusal)
    bp.post("/arenden/<int:item_id>/jav/ersattare")(stand_in)
    bp.post("/arenden/<int:item_id>/jav/bort")(lift_recusal)
    bp.get("/ordforande/<int:meeting_id>/skal")(private_reasons)


def call_substitute(meeting_id: int) -> ResponseReturnValue:
    """ "Godkänn": the next in line; "Välj annan…": somebody else, with the reason."""
    find(db.session(), Meeting, meeting_id)
    serves = substitutes.call_substitute(
        meeting_id,
        person().person_id,
        number("seat"),
        _chosen(),
        _reason(),
        actor(),
        now=now(),
    )
    return _roll_answer(meeting_id, serves=serves)


def record_left(meeting_id: int) -> ResponseReturnValue:
    """ "Har lämnat": the desk records that somebody has gone."""
    find(db.session(), Meeting, meeting_id)
    attendance.record_left(meeting_id, person().person_id, number("person"), actor(), now=now())
    return _roll_answer(meeting_id, state="left")


def record_link(meeting_id: int) -> ResponseReturnValue:
    """ "Bild eller ljud borta", "Förbindelsen är tillbaka"."""
    find(db.session(), Meeting, meeting_id)
    who, lost = number("person"), fields("lost")["lost"]
    if lost == "":
        remote.regain_link(meeting_id, person().person_id, who, actor(), now=now())
        return _roll_answer(meeting_id, present=True)
    present = remote.lose_link(
        meeting_id, person().person_id, who, actor(), now=now(), lost=_lost(lost)
    )
    return _roll_answer(meeting_id, present=present)


def note_recusal(item_id: int) -> ResponseReturnValue:
    """ "Anteckna jäv"."""
    find(db.session(), Item, item_id)
    recusals.note_recusal(
        item_id, person().person_id, number("person"), _ground(), _reason(), actor(), now=now()
    )
    return _item_roll_answer(item_id, state="recused")


def stand_in(item_id: int) -> ResponseReturnValue:
    """ "Låt … träda in": a substitute serves in the item for who has stepped aside."""
    find(db.session(), Item, item_id)
    serves = recusals.stand_in(
        item_id,
        person().person_id,
        number("person"),
        _chosen(),
        actor(),
        now=now(),
        reason=_reason(),
    )
    return _item_roll_answer(item_id, serves=serves)


def lift_recusal(item_id: int) -> ResponseReturnValue:
    """ "Inte jävig": as the council has decided."""
    find(db.session(), Item, item_id)
    recusals.lift_recusal(
        item_id, person().person_id, number("person"), _reason(), actor(), now=now()
    )
    return _item_roll_answer(item_id, state="lifted")


def private_reasons(meeting_id: int) -> ResponseReturnValue:
    """The reasons that only whoever presides and the secretary may see. Never pushed.

    Others of the presidium are told who sees them.
    """
    session = db.session()
    meeting = found(cockpit.meeting(session, meeting_id))
    may_see = at_desk(session, meeting, person().person_id)
    back = "secretary.roll" if person().role is Role.SECRETARY else "chair.cockpit"
    return render_template(
        "chair/reasons.html",
        meeting=meeting,
        may_see=may_see,
        recusals=roll_view.recusals_of(session, meeting) if may_see else (),
        called=roll_view.called_out_of_turn(session, meeting) if may_see else (),
        back=url_for(back, meeting_id=meeting_id),
    )


def _chosen() -> int | None:
    """The substitute that was chosen; None where the next in line is approved."""
    return number("substitute") if body().get("substitute") not in (None, "") else None


def _reason() -> str:
    """Why; kept for the desk alone.

    Raises:
        UnprocessableEntity: longer than anybody reads.
    """
    reason = fields("reason")["reason"].strip()
    if len(reason) > LONGEST_REASON:
        raise UnprocessableEntity
    return reason


def _ground() -> Ground:
    try:
        return Ground(fields("ground")["ground"] or Ground.PERSONAL)
    except ValueError:
        raise UnprocessableEntity from None


def _lost(text: str) -> Lost:
    try:
        return Lost(text)
    except ValueError:
        raise UnprocessableEntity from None


def _roll_answer(meeting_id: int, **facts: object) -> ResponseReturnValue:
    """Facts for a program; people stay at the roll."""
    if wants_json():
        return answer(meeting_id, **facts)
    if person().role is Role.SECRETARY:
        return redirect(url_for("secretary.roll", meeting_id=meeting_id), 303)
    return redirect(url_for("chair.cockpit", meeting_id=meeting_id, visa="upprop"), 303)


def _item_roll_answer(item_id: int, **facts: object) -> ResponseReturnValue:
    return _roll_answer(find(fresh(), Item, item_id).meeting_id, **facts)
