"""Adjourning the meeting, saying another time, and going on."""

import re
from datetime import date, datetime, time

from flask import Blueprint
from flask.typing import ResponseReturnValue

from council.law.refusals import BadPause
from council.services import adjournments
from council.services.missing import find
from council.services.presences import HALL, day
from council.store.base import db
from council.store.models import Meeting, MeetingState
from council.web.asking import actor, person
from council.web.chair.answers import meeting_answer
from council.web.clock import now
from council.web.forms import fields

CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/sammantraden/<int:meeting_id>/ajournera")(adjourn)
    bp.post("/sammantraden/<int:meeting_id>/ateruppta")(resume)


def adjourn(meeting_id: int) -> ResponseReturnValue:
    """ "Ajournera till kl. …"; while adjourned, another time."""
    meeting = find(db.session(), Meeting, meeting_id)
    paused = meeting.state is MeetingState.ADJOURNED
    act = adjournments.postpone if paused else adjournments.adjourn
    act(meeting_id, person().person_id, _until(), actor(), now=now())
    return meeting_answer(meeting_id)


def resume(meeting_id: int) -> ResponseReturnValue:
    """ "Återuppta sammanträdet"."""
    adjournments.resume(meeting_id, person().person_id, actor(), now=now())
    return meeting_answer(meeting_id)


def _until() -> datetime:
    """The moment that a form names: a clock of the hall, and a day where it is not today.

    Raises:
        BadPause: no such clock, or no such day.
    """
    given = fields("clock", "day")
    clock = CLOCK.fullmatch(given["clock"].strip())
    try:
        on = date.fromisoformat(given["day"].strip()) if given["day"].strip() else day(now())
    except ValueError:
        raise BadPause from None
    if clock is None:
        raise BadPause
    return datetime.combine(on, time(int(clock[1]), int(clock[2])), tzinfo=HALL)
