"""What is done with proposals: put, backed, taken back, changed; by a member or by the desk."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from council.law.refusals import Refused
from council.services import proposals
from council.services.missing import find
from council.store.base import db
from council.store.models import Item, Proposal, Role
from council.web import proposing, refusals
from council.web.asking import actor, person, wants_fragment, wants_json
from council.web.auth.views import own_path
from council.web.chair import proposal_desk
from council.web.clock import now
from council.web.member import requests, yrka


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/arenden/<int:item_id>/yrkanden")(propose)
    bp.post("/yrkanden/<int:proposal_id>/instam")(second_proposal)
    bp.post("/yrkanden/<int:proposal_id>/tillbaka")(withdraw_proposal)
    bp.post("/yrkanden/<int:proposal_id>/andra")(amend_proposal)


def propose(item_id: int) -> ResponseReturnValue:
    """ "Lägg fram yrkandet"; with somebody as mover, the desk writes it down."""
    given = proposing.given()
    find(db.session(), Item, item_id)
    try:
        number = proposals.put_proposal(
            item_id,
            person().person_id,
            proposing.proposal(given),
            actor(),
            now=now(),
            mover_id=proposing.mover(given),
            unanimous=proposing.unanimous(given),
        )
    except Refused as refusal:
        return _again(item_id, refusal, given)
    return _done(given, proposal=number)


def second_proposal(proposal_id: int) -> ResponseReturnValue:
    """ "Instäm"."""
    given = proposing.given()
    proposals.second(
        proposal_id, person().person_id, actor(), now=now(), mover_id=proposing.mover(given)
    )
    return _done(given, proposal=proposal_id)


def withdraw_proposal(proposal_id: int) -> ResponseReturnValue:
    """ "Ta tillbaka"."""
    given = proposing.given()
    proposals.withdraw(
        proposal_id,
        person().person_id,
        actor(),
        now=now(),
        mover_id=proposing.mover(given),
        unanimous=proposing.unanimous(given),
    )
    return _done(given, proposal=proposal_id)


def amend_proposal(proposal_id: int) -> ResponseReturnValue:
    """ "Ändra"."""
    given = proposing.given()
    find(db.session(), Proposal, proposal_id)
    try:
        proposals.amend(
            proposal_id,
            person().person_id,
            given["text"],
            given["motive"],
            actor(),
            now=now(),
            mover_id=proposing.mover(given),
            unanimous=proposing.unanimous(given),
        )
    except Refused as refusal:
        if wants_json() or wants_fragment() or _at_desk(given):
            raise
        told = refusals.sentence(refusal)
        change = partial(yrka.changed_again, proposal_id=proposal_id, given=given, fault=told)
        return _m5(refusal, change)
    return _done(given, proposal=proposal_id)


def _again(item_id: int, refusal: Refused, given: Mapping[str, str]) -> ResponseReturnValue:
    """The form once more, with what was typed and what was wrong with it."""
    if wants_json() or wants_fragment():
        raise refusal
    fault = proposing.faults(refusal, given)
    if _at_desk(given):
        return proposal_desk.page(item_id, fault, status=refusals.STATUS[type(refusal)])
    return _m5(refusal, partial(yrka.again, fault=fault))


def _at_desk(given: Mapping[str, str]) -> bool:
    """Whether the desk writes down what somebody else proposes."""
    return bool(given["mover"]) or person().role is Role.SECRETARY


def _m5(refusal: Refused, change: requests.Change) -> ResponseReturnValue:
    db.session.rollback()  # others may have written since
    return requests.page(change=change, status=refusals.STATUS[type(refusal)])


def _done(given: Mapping[str, str], **facts: int) -> ResponseReturnValue:
    if wants_json():
        return jsonify(facts)
    back = own_path(given["next"]) or url_for("member.requests", _anchor="yrka")
    return redirect(back, 303)
