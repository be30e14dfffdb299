"""Votes given by name: the page where the list is typed in twice, and the list to print."""

from functools import partial
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law import roll_call
from council.law.refusals import ListIncomplete
from council.law.roll_call import Mark
from council.services import roll_calls
from council.services.desks import require_desk
from council.services.missing import Missing, find, found
from council.store.base import db
from council.store.models import Division, DivisionState, Meeting, MeetingState
from council.store.queries import cockpit, current, places
from council.web import refusals, vote_list
from council.web.asking import actor, person, wants_json
from council.web.chair.answers import fresh
from council.web.clock import now
from council.web.forms import body, number

FIELD = "plats-"
"""What the field of a seat's mark is called, before its number."""


def add_to(bp: Blueprint) -> None:
    """Put the pages on the secretary's blueprint."""
    bp.add_app_template_global(vote_list.who_read)
    bp.get("/voteringar/<int:division_id>/lista")(vote_list_page)
    bp.post("/voteringar/<int:division_id>/lista")(enter_list)
    bp.post("/voteringar/<int:division_id>/lista/kontroll")(check_list)
    bp.get("/sammantraden/<int:meeting_id>/upropslista")(roll_to_print)


def vote_list_page(division_id: int) -> ResponseReturnValue:
    """The list of an open division; when it is not open, the division as everybody sees it.

    For the desk alone: it shows how somebody voted, where the two readings differ.
    """
    session = db.session()
    division = find(session, Division, division_id)
    require_desk(session, find(session, Meeting, division.meeting_id), person().person_id)
    if not division.by_name:
        raise Missing
    if division.state is not DivisionState.OPEN:
        return redirect(url_for("public.division", division_id=division_id), 303)
    return _page(division)


def _page(division: Division, fault: ListIncomplete | None = None) -> str:
    """The person's own reading as it stands, with what was wrong with it, if anything."""
    session = db.session()
    meeting = found(cockpit.meeting(session, division.meeting_id))
    listed = vote_list.listed(session, division)
    reading, kept = vote_list.own_reading(listed, person().person_id)
    rows = vote_list.rows(session, meeting, division, kept)
    return render_template(
        "secretary/vote_list.html",
        meeting=meeting,
        division=division,
        listed=listed,
        reading=reading,
        others=listed.second if reading == 2 and kept is None else None,
        ready=kept is not None and kept.ready_at is not None,
        rows=rows,
        totals=vote_list.totals(rows),
        fault=None if fault is None else refusals.sentence(fault),
        first_left=None if fault is None else fault.facts["seat"],
    )


def enter_list(division_id: int) -> ResponseReturnValue:
    """ "Spara", or "Klar": the person's own reading, as far as it is typed.

    What a person has typed is kept before it is judged, and shown with the rows that are left, so
    that nothing is lost with the refusal.
    """
    find(db.session(), Division, division_id)
    given, me = body(), person().person_id
    marks, ready, afresh = _marks(given), _ticked(given, "klar"), _ticked(given, "borja_om")
    enter = partial(roll_calls.enter_list, division_id, me, marks, actor(), afresh=afresh)
    if ready and not wants_json():
        enter(now=now())
    try:
        reading = enter(now=now(), ready=ready)
    except ListIncomplete as refusal:
        if wants_json():
            raise
        return _page(find(fresh(), Division, division_id), refusal), 422
    if wants_json():
        return jsonify(division=division_id, reading=reading, marks=len(marks), ready=ready)
    return redirect(url_for("secretary.vote_list_page", division_id=division_id), 303)


def check_list(division_id: int) -> ResponseReturnValue:
    """ "Kontrollerad": an attester has read along."""
    find(db.session(), Division, division_id)
    roll_calls.check_list(division_id, person().person_id, number("justerare"), actor(), now=now())
    if wants_json():
        return jsonify(division=division_id, reading=2)
    return redirect(url_for("secretary.vote_list_page", division_id=division_id), 303)


def roll_to_print(meeting_id: int) -> ResponseReturnValue:
    """The roll of the moment with boxes to tick, for the hall's folder."""
    session = db.session()
    meeting = find(session, Meeting, meeting_id)
    if meeting.state is MeetingState.DRAFT:
        raise Missing
    division = current.open_division(session, meeting_id)
    seats = {one.number: one for one in places.places(session, meeting_id)}
    serving = {number: one.person_id for number, one in seats.items()}
    order = roll_calls.calling_order(session, meeting, serving)
    return render_template(
        "print/roll_list.html",
        meeting=meeting,
        division=division if division is not None and not division.secret else None,
        places=[seats[one] for one in order],
        chair_last=meeting.presiding_id in [serving[one] for one in order[-1:] if serving[one]],
        moment=now(),
    )


def _ticked(given: dict[str, Any], field: str) -> bool:
    return str(given.get(field) or "") == "1"


def _marks(given: dict[str, Any]) -> dict[int, Mark]:
    """The marks of a form (``plats-12``), or of a program's JSON (``{"marks": {"12": "yes"}}``)."""
    if request.is_json:
        named = given.get("marks", {})
        if not isinstance(named, dict):
            raise UnprocessableEntity
    else:
        named = {
            name.removeprefix(FIELD): value
            for name, value in given.items()
            if name.startswith(FIELD)
        }
    return {_seat(seat): roll_call.parse_mark(mark) for seat, mark in named.items()}


def _seat(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 6):
        raise UnprocessableEntity
    return int(text)
