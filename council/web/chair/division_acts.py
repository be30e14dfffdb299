"""A division: opened, closed, its tie broken, declared void."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law import tally
from council.law.majorities import Basis
from council.law.procedure import Step
from council.law.refusals import ReasonMissing
from council.services import ballots, breaking_off, counting, divisions
from council.services.missing import Missing, find
from council.store.base import db
from council.store.models import ON_LIST, Division, DivisionState, Item, Meeting, Method, Role
from council.web import vote_list
from council.web.asking import actor, person, wants_json
from council.web.chair import confirmations
from council.web.chair.answers import answer, ask, division_answer, must_ask
from council.web.clock import now
from council.web.forms import body, fields


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/votering")(open_division)
    bp.post("/voteringar/<int:division_id>/stang")(close_division)
    bp.post("/voteringar/<int:division_id>/utslagsrost")(casting_vote)
    bp.post("/voteringar/<int:division_id>/ogiltig")(annul)
    bp.get("/voteringar/<int:division_id>/avbryt")(break_off_page)
    bp.post("/voteringar/<int:division_id>/avbryt")(break_off)
    bp.post("/voteringar/<int:division_id>/tredjedel")(settle_doubt)
    bp.post("/voteringar/<int:division_id>/grund")(declare_basis)


def open_division(item_id: int) -> ResponseReturnValue:
    """ "Öppna omröstningen", on the tablets unless another method is named."""
    method = _method(Method.DEVICE)
    division = divisions.open_division(
        item_id, person().person_id, actor(), now=now(), method=method
    )
    return answer(find(db.session(), Item, item_id).meeting_id, division=division)


def close_division(division_id: int) -> ResponseReturnValue:
    """ "Stäng omröstningen"; asks a person once. What is closed already stays as it is."""
    division, meeting = _found(division_id)
    if division.state is DivisionState.OPEN and must_ask() and not _waits_for_list(division):
        return ask(meeting, **confirmations.close_division(db.session(), division))
    close = ballots.close_ballot if division.secret else divisions.close_division
    close(division_id, person().person_id, actor(), now=now())
    return division_answer(division_id)


def casting_vote(division_id: int) -> ResponseReturnValue:
    """ "Utslagsröst"; asks a person once."""
    division, meeting = _found(division_id)
    choice = divisions.parse_choice(body().get("choice"))
    own = counting.vote_of(db.session(), division, person().person_id)
    against = tally.against_own(own, choice)
    waits = find(db.session(), Item, division.item_id).step is Step.TIE
    if waits and division.state is DivisionState.CLOSED and must_ask():
        return ask(meeting, **confirmations.casting_vote(division, choice, against=against))
    reason = str(body().get("reason") or "")
    if against and not reason.strip() and not (wants_json() or request.is_json):
        raise ReasonMissing
    divisions.give_casting_vote(
        division_id, person().person_id, choice, actor(), now=now(), reason=reason
    )
    return division_answer(division_id)


def annul(division_id: int) -> ResponseReturnValue:
    """ "Förklara omröstningen ogiltig", with the reason that becomes public."""
    _found(division_id)
    reason = fields("reason")["reason"]
    divisions.annul_division(division_id, person().person_id, reason, actor(), now=now())
    return division_answer(division_id)


def break_off_page(division_id: int) -> ResponseReturnValue:
    """Asks by what a division on the tablets is replaced, and why; for the secretary, and for
    browsers without scripts. What is no longer open there is shown as it is now."""
    division, meeting = _found(division_id)
    if division.secret:
        raise Missing
    if division.state is not DivisionState.OPEN:
        return redirect(url_for("public.division", division_id=division_id), 303)
    if division.by_name:
        return redirect(url_for("secretary.vote_list_page", division_id=division_id), 303)
    return render_template("chair/break_off.html", meeting=meeting, division=division)


def break_off(division_id: int) -> ResponseReturnValue:
    """ "Avbryt och ersätt": the tablets fail; a roll call, or papers, over the same question. The
    secretary goes on to the list to type in."""
    _, meeting = _found(division_id)
    method, reason = _method(None), fields("reason")["reason"]
    division = breaking_off.break_off(
        division_id, person().person_id, reason, method, actor(), now=now()
    )
    if person().role is Role.SECRETARY and not wants_json():
        return redirect(url_for("secretary.vote_list_page", division_id=division), 303)
    return answer(meeting.id, division=division)


def settle_doubt(division_id: int) -> ResponseReturnValue:
    """Whether a third in doubt was met, with the reason that becomes public."""
    _found(division_id)
    given = fields("met", "reason")
    if given["met"] not in ("ja", "nej"):
        raise UnprocessableEntity
    divisions.settle_doubt(
        division_id, person().person_id, given["met"] == "ja", given["reason"], actor(), now=now()
    )
    return division_answer(division_id)


def declare_basis(division_id: int) -> ResponseReturnValue:
    """Whether a minority or a majority has tabled or referred the item back."""
    _found(division_id)
    try:
        basis = Basis(fields("basis")["basis"])
    except ValueError:
        raise UnprocessableEntity from None
    divisions.declare_basis(division_id, person().person_id, basis, actor(), now=now())
    return division_answer(division_id)


def _found(division_id: int) -> tuple[Division, Meeting]:
    division = find(db.session(), Division, division_id)
    return division, find(db.session(), Meeting, division.meeting_id)


def _waits_for_list(division: Division) -> bool:
    """Whether nobody needs to be asked, for the closing will be refused."""
    return division.by_name and not vote_list.listed(db.session(), division).agreed


def _method(unless: Method | None) -> Method:
    """The method that was named, or the one that goes without saying."""
    named = fields("method")["method"]
    if not named and unless is not None:
        return unless
    if named not in ON_LIST | ({unless} if unless else set()):
        raise UnprocessableEntity
    return Method(named)
