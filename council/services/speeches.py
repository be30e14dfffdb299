"""The speakers' list: asking for the floor, being struck or moved, the line (streck).

The floor itself is given in ``floor.py``.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.refusals import DebateNotOpen, GuestUnnamed
from council.law.speaking import Kind, Move, moved
from council.services.chairing import preside, preside_over_item
from council.services.floor import end_speech, give_floor
from council.services.item_parts import hold_item, item_ref
from council.services.speech_asking import Request, enter, number
from council.services.speech_parts import (
    end_all,
    hold_speech,
    preside_over_speech,
    require_waiting,
    speech_ref,
)
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting
from council.store.queries import speeches as listed

__all__ = [
    "ask_for_floor",
    "ask_for_other",
    "draw_line",
    "end_all",
    "end_speech",
    "give_floor",
    "lift_line",
    "move",
    "strike",
]


def ask_for_floor(
    item_id: int,
    person_id: int,
    kind: Kind,
    actor: Actor,
    *,
    now: datetime,
    reply_to: int | None = None,
    about: str = "",
) -> int:
    """Ask for the floor. Asking again while one waits changes nothing. Gives the speech.

    Raises:
        Missing: no such item, or no such speech to answer.
        MeetingNotOpen, MayNotSpeak, DebateNotOpen, LineDrawn, NothingToAnswer, OwnSpeech,
        TooManyReplies.
    """
    with writing() as session:
        meeting, item = hold_item(session, item_id)
        request = Request(kind, person_id, reply_to=reply_to, about=about.strip())
        return _ask(session, meeting, item, request, actor, now)


def ask_for_other(
    item_id: int,
    person_id: int,
    kind: Kind,
    actor: Actor,
    *,
    now: datetime,
    speaker_id: int | None = None,
    guest: str = "",
    reply_to: int | None = None,
    about: str = "",
) -> int:
    """Whoever presides puts somebody on the list: who asked aloud, or a guest by name.

    Raises:
        GuestUnnamed: neither a person nor a name. NotPresiding; and as when somebody asks.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        name = "" if speaker_id is not None else guest.strip()
        if speaker_id is None and not name:
            raise GuestUnnamed
        request = Request(kind, speaker_id, name, reply_to, about.strip())
        return _ask(session, meeting, item, request, actor, now)


def strike(speech_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Take somebody off the list: whoever presides, or the one who asked.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: the speech is held already, or struck.
    """
    with writing(hurry=True) as session:
        meeting, item, speech = hold_speech(session, speech_id)
        if speech.person_id != person_id:
            preside(session, meeting.id, person_id)
        require_waiting(speech, "strike")
        payload = {"item": item_ref(item), "speech": speech_ref(speech)}
        entry = journal.append(
            session, meeting.chain, "speech.struck", payload, actor=actor, now=now
        )
        speech.struck_at = moment(entry.at)


def move(speech_id: int, person_id: int, way: Move, actor: Actor, *, now: datetime) -> None:
    """Move somebody one step on the list; at the end of it nothing changes.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: the speech is held already, or struck.
    """
    with writing(hurry=True) as session:
        meeting, item, speech = preside_over_speech(session, speech_id, person_id)
        require_waiting(speech, "move")
        waiting = listed.waiting(session, item.id)
        before = [one.id for one in waiting]
        after = moved(before, speech.id, way)
        if after == before:
            return
        number(waiting, after)
        payload = {"item": item_ref(item), "speech": speech_ref(speech), "way": way.value}
        journal.append(session, meeting.chain, "speech.moved", payload, actor=actor, now=now)


def draw_line(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Draw the line (streck): nobody new may ask for a speech.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        DebateNotOpen: the item is not debated.
    """
    with writing(hurry=True) as session:
        meeting, item = _debated(session, item_id, person_id)
        if item.line_drawn_at is None:
            payload = {"item": item_ref(item), "waiting": len(listed.waiting(session, item.id))}
            entry = journal.append(
                session, meeting.chain, "debate.line_drawn", payload, actor=actor, now=now
            )
            item.line_drawn_at = moment(entry.at)


def lift_line(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Open the list again. Raises as ``draw_line``."""
    with writing(hurry=True) as session:
        meeting, item = _debated(session, item_id, person_id)
        if item.line_drawn_at is not None:
            payload = {"item": item_ref(item)}
            journal.append(
                session, meeting.chain, "debate.line_lifted", payload, actor=actor, now=now
            )
            item.line_drawn_at = None


def _ask(
    session: Session, meeting: Meeting, item: Item, request: Request, actor: Actor, now: datetime
) -> int:
    speech, new = enter(session, meeting, item, request, now)
    if not new:
        return speech.id
    payload = {
        "item": item_ref(item),
        "speech": speech_ref(speech),
        "kind": speech.kind.value,
        "by": None if speech.person_id is None else f"p{speech.person_id}",
        "answers": None if speech.reply_to_id is None else f"t{speech.reply_to_id}",
    }
    entry = journal.append(session, meeting.chain, "speech.asked", payload, actor=actor, now=now)
    speech.asked_at = moment(entry.at)
    return speech.id


def _debated(session: Session, item_id: int, person_id: int) -> tuple[Meeting, Item]:
    meeting, item = preside_over_item(session, item_id, person_id)
    if item.step is not Step.DEBATE:
        raise DebateNotOpen(step=item.step.value)
    return meeting, item
