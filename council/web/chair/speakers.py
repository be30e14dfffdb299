"""C3: the speakers' list as whoever presides leads it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law.speaking import Kind, Move
from council.services import speeches
from council.services.missing import find
from council.store.base import db
from council.store.models import Item, Speech
from council.web import speaking
from council.web.asking import actor, person
from council.web.chair.answers import answer, fresh
from council.web.clock import now
from council.web.forms import body, fields, number

LONGEST_NAME = 120


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/talare")(put_up)
    bp.post("/arenden/<int:item_id>/streck")(draw_line)
    bp.post("/arenden/<int:item_id>/streck/hav")(lift_line)
    bp.post("/anforanden/<int:speech_id>/ordet")(give_floor)
    bp.post("/anforanden/<int:speech_id>/avsluta")(end_speech)
    bp.post("/anforanden/<int:speech_id>/flytta")(move_speech)
    bp.post("/anforanden/<int:speech_id>/stryk")(strike_speech)
    speaking.add_to(bp)


def put_up(item_id: int) -> ResponseReturnValue:
    """ "Lägg till": somebody asked aloud, or a guest speaks."""
    item = find(db.session(), Item, item_id)
    given = fields("guest", "about")
    if len(given["guest"]) > LONGEST_NAME:
        raise UnprocessableEntity
    speech = speeches.ask_for_other(
        item.id,
        person().person_id,
        kind_asked(),
        actor(),
        now=now(),
        speaker_id=number("person") if body().get("person") else None,
        guest=given["guest"],
        about=given["about"],
    )
    return answer(item.meeting_id, speech=speech)


def give_floor(speech_id: int) -> ResponseReturnValue:
    """ "Ge ordet"."""
    speeches.give_floor(speech_id, person().person_id, actor(), now=now())
    return _answer(speech_id)


def end_speech(speech_id: int) -> ResponseReturnValue:
    """ "Avsluta anförandet"."""
    speeches.end_speech(speech_id, person().person_id, actor(), now=now())
    return _answer(speech_id)


def move_speech(speech_id: int) -> ResponseReturnValue:
    """ "Flytta upp", "Flytta ner"."""
    find(db.session(), Speech, speech_id)
    try:
        way = Move(fields("way")["way"])
    except ValueError:
        raise UnprocessableEntity from None
    speeches.move(speech_id, person().person_id, way, actor(), now=now())
    return _answer(speech_id)


def strike_speech(speech_id: int) -> ResponseReturnValue:
    """ "Stryk"."""
    speeches.strike(speech_id, person().person_id, actor(), now=now())
    return _answer(speech_id)


def draw_line(item_id: int) -> ResponseReturnValue:
    """ "Sätt streck"."""
    speeches.draw_line(item_id, person().person_id, actor(), now=now())
    return answer(find(fresh(), Item, item_id).meeting_id, line_drawn=True)


def lift_line(item_id: int) -> ResponseReturnValue:
    """ "Häv strecket"."""
    speeches.lift_line(item_id, person().person_id, actor(), now=now())
    return answer(find(fresh(), Item, item_id).meeting_id, line_drawn=False)


def kind_asked() -> Kind:
    """What the floor is asked for; without a word, for a speech.

    Raises:
        UnprocessableEntity: something else.
    """
    try:
        return Kind(fields("kind")["kind"] or Kind.SPEECH)
    except ValueError:
        raise UnprocessableEntity from None


def _answer(speech_id: int) -> ResponseReturnValue:
    speech = find(fresh(), Speech, speech_id)
    return answer(speech.meeting_id, speech=speech_id, state=speech_state(speech))


def speech_state(speech: Speech) -> str:
    """Where a request for the floor stands, in one word for programs."""
    if speech.struck_at is not None:
        return "struck"
    if speech.ended_at is not None:
        return "ended"
    return "waiting" if speech.called_at is None else "speaking"
