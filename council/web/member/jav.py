"""Standing aside from an item on the own tablet (M5): recusal, and not taking part."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import UnprocessableEntity

from council.law.refusals import Refused
from council.law.taking_part import require_time_to_stand_aside
from council.services import recusals, taking_part
from council.services.missing import find
from council.services.presences import GOING_ON, ongoing, voting
from council.services.sign_ins import SignedIn
from council.store.base import db
from council.store.models import Item, ItemState, Meeting, NotTakingPart, Recusal
from council.store.queries import aside, current
from council.web import refusals
from council.web.asking import actor, person, wants_json
from council.web.clock import now
from council.web.forms import fields

LONGEST_REASON = 2000


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/arenden/<int:item_id>/jav-anmalan")(recuse)
    bp.post("/arenden/<int:item_id>/deltar-inte")(take_no_part)


def recuse(item_id: int) -> ResponseReturnValue:
    """ "Anmäl jäv i ärende 12"."""
    find(db.session(), Item, item_id)
    reason = fields("reason")["reason"]
    if len(reason) > LONGEST_REASON:
        raise UnprocessableEntity
    recusals.recuse(item_id, person().person_id, reason, actor(), now=now())
    return _done("recused")


def take_no_part(item_id: int) -> ResponseReturnValue:
    """ "Delta inte i beslutet"."""
    taking_part.take_no_part(item_id, person().person_id, actor(), now=now())
    return _done("no_part")


@dataclass(frozen=True, slots=True)
class Jav:
    """What somebody may stand aside from, or has. ``why``: why not, empty where it may be.

    ``item``: the one under treatment, else the next one, for recusal may be declared beforehand.
    """

    item: Item | None
    recusal: Recusal | None
    stands_in_for: Recusal | None
    no_part: NotTakingPart | None
    why: str
    why_no_part: str


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_jav.html`` shows."""
    treated = item is not None and item.state is ItemState.OPEN
    one = item if treated else current.now(session, meeting).next_item
    if one is None:
        return {"jav": Jav(None, None, None, None, _nothing(), _nothing())}
    why = _why_not(session, meeting, me.person_id)
    return {
        "jav": Jav(
            item=one,
            recusal=_own(session, one, me.person_id),
            stands_in_for=_stood_in_for(session, one, me.person_id),
            no_part=session.get(NotTakingPart, (one.id, me.person_id)),
            why=why,
            why_no_part=_why_not_no_part(session, meeting, one, me.person_id),
        )
    }


def _own(session: Session, item: Item, person_id: int) -> Recusal | None:
    rows = aside.recusals(session, item.id)
    return next((one for one in rows if one.person_id == person_id), None)


def _stood_in_for(session: Session, item: Item, person_id: int) -> Recusal | None:
    rows = aside.recusals(session, item.id)
    return next((one for one in rows if one.substitute_id == person_id), None)


def _nothing() -> str:
    return _("Inget ärende behandlas just nu.")


def _why_not(session: Session, meeting: Meeting, person_id: int) -> str:
    there = ongoing(session, meeting, person_id)
    if meeting.state not in GOING_ON or there is None or there.seat_id is None:
        return _("Bara den som är incheckad och tjänstgör kan anmäla jäv.")
    if voting(session, meeting):
        return _("En omröstning pågår. Vänta tills den är stängd.")
    return ""


def _why_not_no_part(session: Session, meeting: Meeting, item: Item, person_id: int) -> str:
    if item.state is not ItemState.OPEN:
        return _nothing()
    try:
        recusals.require_part_in(session, meeting, item, person_id)
        require_time_to_stand_aside(item.step)
    except Refused as refusal:
        return refusals.sentence(refusal)
    return ""


def _done(state: str) -> ResponseReturnValue:
    if wants_json():
        return jsonify(state=state)
    return redirect(url_for("member.requests", _anchor="jav"), 303)
