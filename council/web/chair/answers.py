"""How an act of the chair is answered: JSON for programs, the cockpit for people."""

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from council.services.missing import find
from council.store.base import db
from council.store.models import Division, Item, Meeting, Role
from council.web.asking import person, wants_json
from council.web.forms import body

CONFIRMED = "bekraftad"
"""The field by which a form says that the person was asked, and still wants to."""


def fresh() -> Session:
    """The reading session, at what has just been written."""
    db.session.rollback()
    return db.session()


def answer(meeting_id: int, **facts: Any) -> ResponseReturnValue:
    """Facts for a program; people go on to the cockpit."""
    if wants_json():
        return jsonify(facts)
    endpoint = "secretary.meeting" if person().role is Role.SECRETARY else "chair.cockpit"
    return redirect(url_for(endpoint, meeting_id=meeting_id), 303)


def meeting_answer(meeting_id: int) -> ResponseReturnValue:
    """Where the meeting stands after an act."""
    return answer(meeting_id, state=find(fresh(), Meeting, meeting_id).state.value)


def item_answer(item_id: int) -> ResponseReturnValue:
    """Where the item stands after an act."""
    item = find(fresh(), Item, item_id)
    return answer(item.meeting_id, state=item.state.value, step=item.step.value)


def division_answer(division_id: int) -> ResponseReturnValue:
    """The division as the public data shows it."""
    session = fresh()
    division = find(session, Division, division_id)
    if wants_json():
        # The public data's own words; here, since the data's package reads much that no act needs.
        from council.web.api import presenting

        return jsonify(presenting.division(session, division_id))
    return answer(division.meeting_id)


def must_ask() -> bool:
    """Whether a person has not been asked yet. Programs are not asked."""
    return not (wants_json() or request.is_json or body().get(CONFIRMED) == "1")


def ask(meeting: Meeting, **facts: Any) -> str:
    """The page that asks once, for browsers without scripts."""
    return render_template("chair/confirm.html", meeting=meeting, **facts)
