"""Asking for the floor from the own tablet (M5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import UnprocessableEntity

from council.law.refusals import Refused
from council.law.speaking import Kind
from council.services import speeches
from council.services.missing import find
from council.services.sign_ins import SignedIn
from council.services.speech_asking import Request, judge
from council.store.base import db
from council.store.models import Item, ItemState, Meeting, Speech
from council.store.queries import speeches as listed
from council.store.queries.speeches import Floor
from council.web import refusals
from council.web.asking import actor, person, wants_json
from council.web.clock import now
from council.web.forms import body, fields, number

LONGEST_ABOUT = 300


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/arenden/<int:item_id>/ordet")(ask_for_floor)
    bp.post("/anforanden/<int:speech_id>/tillbaka")(take_back_speech)
    bp.post("/anforanden/<int:speech_id>/klar")(end_own_speech)


def ask_for_floor(item_id: int) -> ResponseReturnValue:
    """ "Begär ordet", "Begär replik", "Ordningsfråga"."""
    find(db.session(), Item, item_id)
    given = fields("kind", "about")
    if len(given["about"]) > LONGEST_ABOUT:
        raise UnprocessableEntity
    try:
        kind = Kind(given["kind"] or Kind.SPEECH)
    except ValueError:
        raise UnprocessableEntity from None
    speech = speeches.ask_for_floor(
        item_id,
        person().person_id,
        kind,
        actor(),
        now=now(),
        reply_to=number("reply_to") if body().get("reply_to") else None,
        about=given["about"],
    )
    return _done(speech=speech, state="waiting")


def take_back_speech(speech_id: int) -> ResponseReturnValue:
    """ "Stryk mig"."""
    speeches.strike(speech_id, person().person_id, actor(), now=now())
    return _done(speech=speech_id, state="struck")


def end_own_speech(speech_id: int) -> ResponseReturnValue:
    """ "Jag har talat klart"."""
    speeches.end_speech(speech_id, person().person_id, actor(), now=now())
    return _done(speech=speech_id, state="ended")


@dataclass(frozen=True, slots=True)
class Ordet:
    """What a councillor may ask for, and what is asked for already. ``why``: for each kind why
    not, in the words of the refusal; empty where it may be."""

    item: Item | None
    floor: Floor
    me: int
    why: Mapping[str, str]

    @property
    def own(self) -> Mapping[str, Speech]:
        """What this one waits for, by kind."""
        return {one.kind.value: one for one in self.floor.waiting if one.person_id == self.me}

    @property
    def speaks(self) -> Speech | None:
        """The own speech under way."""
        speaking = self.floor.speaking
        return speaking if speaking is not None and speaking.person_id == self.me else None

    def place(self, speech: Speech) -> int:
        """Where in the list somebody stands, from 1."""
        return [one.id for one in self.floor.waiting].index(speech.id) + 1


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_ordet.html`` shows."""
    treated = item if item is not None and item.state is ItemState.OPEN else None
    why = {kind.value: _why_not(session, meeting, treated, kind, me.person_id) for kind in Kind}
    return {"ordet": Ordet(treated, listed.floor(session, treated), me.person_id, why)}


def _why_not(
    session: Session, meeting: Meeting, item: Item | None, kind: Kind, person_id: int
) -> str:
    if item is None:
        return _("Inget ärende behandlas just nu.")
    try:
        judge(session, meeting, item, Request(kind, person_id))
    except Refused as refusal:
        return refusals.sentence(refusal)
    return ""


def _done(**facts: Any) -> ResponseReturnValue:
    if wants_json():
        return jsonify(facts)
    return redirect(url_for("member.requests", _anchor="ordet"), 303)
