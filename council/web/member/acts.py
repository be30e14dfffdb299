"""What a councillor does: checks in, votes, asks for a division, leaves."""

from time import perf_counter
from uuid import uuid4

from flask import Blueprint, jsonify, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from council.law.refusals import BadKey, DivisionNotOpen, Refused
from council.services import attendance, presses, remote, requests
from council.services.divisions import parse_choice
from council.services.missing import find
from council.services.presses import Receipt
from council.store.base import db, written
from council.store.models import KEY_LENGTH, Division
from council.store.queries import own
from council.web import refusals
from council.web.asking import actor, person, wants_fragment, wants_json
from council.web.auth.views import own_path
from council.web.clock import now
from council.web.forms import body
from council.web.health import metrics
from council.web.member import too_late


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/voteringar/<int:division_id>/rost")(cast)
    bp.post("/sammantraden/<int:meeting_id>/incheckning")(check_in)
    bp.post("/sammantraden/<int:meeting_id>/utcheckning")(leave)
    bp.post("/sammantraden/<int:meeting_id>/forbindelse/tillbaka")(regain_link)
    bp.post("/arenden/<int:item_id>/begaran")(request_division)
    bp.post("/arenden/<int:item_id>/begaran/tillbaka")(withdraw_request)


def cast(division_id: int) -> ResponseReturnValue:
    """One press. Who may vote is judged by the use case, on the frozen roll."""
    began = perf_counter()
    me = person()
    try:
        given = body()
        choice, key = parse_choice(given.get("choice")), _key(given.get("key"))
        receipt = presses.cast(division_id, me.person_id, choice, key, auth=me.auth, now=now())
    except HTTPException:
        find(db.session(), Division, division_id)
        raise
    except Refused as refusal:
        find(db.session(), Division, division_id)  # 404 comes before what was wrong in the form
        metrics.refused(refusals.code(refusal))
        return _refused(refusal, division_id, str(given.get("choice")))
    metrics.accepted(perf_counter() - began)
    if wants_json():
        return jsonify(_answer(receipt))
    if wants_fragment():
        return _state_line(division_id, again=receipt.again)
    return redirect(own_path(str(given.get("next") or "")) or url_for("member.now"), 303)


def check_in(meeting_id: int) -> ResponseReturnValue:
    """ "Jag är på plats", "Jag deltar på distans"."""
    far = body().get("remote") in ("1", True)
    attendance.check_in(meeting_id, person().person_id, actor(), now=now(), remote=far)
    return _done("member.now")


def leave(meeting_id: int) -> ResponseReturnValue:
    """ "Jag lämnar sammanträdet"."""
    attendance.leave(meeting_id, person().person_id, actor(), now=now())
    return _done("member.now")


def regain_link(meeting_id: int) -> ResponseReturnValue:
    """ "Förbindelsen är tillbaka"."""
    me = person().person_id
    remote.regain_link(meeting_id, me, me, actor(), now=now())
    return _done("member.now")


def request_division(item_id: int) -> ResponseReturnValue:
    """ "Begär omröstning"."""
    requests.request_division(item_id, person().person_id, actor(), now=now())
    return _done("member.now")


def withdraw_request(item_id: int) -> ResponseReturnValue:
    """ "Ta tillbaka"."""
    requests.withdraw_request(item_id, person().person_id, actor(), now=now())
    return _done("member.now")


def _done(endpoint: str) -> ResponseReturnValue:
    if wants_json():
        return jsonify(state="done")
    return redirect(url_for(endpoint), 303)


def _key(value: object) -> str:
    if value is None or value == "":
        return str(uuid4())
    if not isinstance(value, str) or len(value) > KEY_LENGTH or "\x00" in value:
        raise BadKey
    return value


def _answer(receipt: Receipt) -> dict[str, object]:
    answer: dict[str, object] = {
        "division": receipt.division_id,
        "choice": receipt.choice.value,
        "recorded_at": written(receipt.recorded_at),
        "receipt": receipt.code,
    }
    if receipt.again:
        answer["again"] = True
    return answer


def _state_line(division_id: int, *, again: bool) -> str:
    session = db.session()
    recorded = own.recorded(session, division_id, person().person_id)
    closed = again and find(session, Division, division_id).closed_at is not None
    return render_template("member/state.html", recorded=recorded, closed=closed)


def _refused(refusal: Refused, division_id: int, choice: str) -> ResponseReturnValue:
    session = db.session()
    division = find(session, Division, division_id)
    late = isinstance(refusal, DivisionNotOpen)
    replaced = too_late.replaced_by(session, division) if late else None
    if replaced is not None:
        refusal = DivisionNotOpen(replaced_by=replaced.value)
    if wants_json() or not (late or wants_fragment()):
        return refusals.refused(refusal)
    when_closed = late and replaced is None
    page = render_template(
        "member/refused.html" if wants_fragment() else "member/too_late.html",
        message=too_late.sentence(division, choice) if when_closed else refusals.sentence(refusal),
        code=refusals.code(refusal),
        recorded=own.recorded(session, division_id, person().person_id),
        replaced=replaced,
        division=division,
    )
    return make_response(page, refusals.STATUS[type(refusal)])
