"""The meeting as a whole: opened, led, attended, closed."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.services import attendance, chairing, meetings
from council.services.missing import find
from council.store.base import UNKEEPABLE, db
from council.store.models import Meeting, MeetingState
from council.web.asking import actor, person
from council.web.chair import confirmations
from council.web.chair.answers import answer, ask, meeting_answer, must_ask
from council.web.clock import now
from council.web.forms import body

ALL = "all"
MOST = 400
LONGEST = 200


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/sammantraden/<int:meeting_id>/oppna")(open_meeting)
    bp.post("/sammantraden/<int:meeting_id>/ordforandeskap")(take_chair)
    bp.post("/sammantraden/<int:meeting_id>/narvaro")(record_present)
    bp.post("/sammantraden/<int:meeting_id>/avsluta")(close_meeting)


def open_meeting(meeting_id: int) -> ResponseReturnValue:
    """ "Öppna sammanträdet"."""
    meetings.open_meeting(meeting_id, person().person_id, actor(), now=now())
    return meeting_answer(meeting_id)


def take_chair(meeting_id: int) -> ResponseReturnValue:
    """ "Ta över ordförandeskapet"."""
    chairing.take_chair(meeting_id, person().person_id, actor(), now=now())
    return meeting_answer(meeting_id)


def record_present(meeting_id: int) -> ResponseReturnValue:
    """ "Registrera på plats", one or all."""
    find(db.session(), Meeting, meeting_id)
    recorded = attendance.record_present(meeting_id, _usernames(), actor(), now=now())
    return answer(meeting_id, recorded=recorded)


def close_meeting(meeting_id: int) -> ResponseReturnValue:
    """ "Avsluta sammanträdet"; asks a person once."""
    meeting = find(db.session(), Meeting, meeting_id)
    if meeting.state is MeetingState.OPEN and must_ask():
        return ask(meeting, **confirmations.close_meeting(db.session(), meeting))
    meetings.close_meeting(meeting_id, person().person_id, actor(), now=now())
    return meeting_answer(meeting_id)


def _usernames() -> list[str] | None:
    """Whom to record; None is all who hold a seat.

    Raises:
        UnprocessableEntity: neither a list of names nor ``all``.
    """
    if request.is_json:
        given = body().get("usernames")
    else:
        given = request.form.getlist("usernames") or None
        given = ALL if given == [ALL] or ALL in request.form else given
    if given == ALL:
        return None
    if not isinstance(given, list) or not 1 <= len(given) <= MOST:
        raise UnprocessableEntity
    if not all(map(_is_name, given)):
        raise UnprocessableEntity
    return given


def _is_name(given: object) -> bool:
    return isinstance(given, str) and 0 < len(given) <= LONGEST and not UNKEEPABLE.search(given)
