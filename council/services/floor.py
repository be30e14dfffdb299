"""The floor: one has it at a time."""

from datetime import datetime

from council.law.refusals import DebateNotOpen, NotNow
from council.law.speaking import fits, require_may_speak
from council.services.chairing import preside
from council.services.item_parts import item_ref
from council.services.speech_parts import (
    end,
    hold_speech,
    preside_over_speech,
    require_waiting,
    speaker,
    speech_ref,
)
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.queries import speeches as listed


def give_floor(speech_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Give somebody on the list the floor; who has it has spoken.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: the speech is held already, or struck.
        MayNotSpeak: the person has left, or is recused since.
        DebateNotOpen: the debate is over; only a point of order may be raised.
    """
    with writing(hurry=True) as session:
        meeting, item, speech = preside_over_speech(session, speech_id, person_id)
        require_waiting(speech, "give_floor")
        if not fits(speech.kind, item.step):
            raise DebateNotOpen(step=item.step.value)
        require_may_speak(speaker(session, meeting, item, speech.person_id))
        before = listed.speaking(session, meeting.id)
        payload = {
            "item": item_ref(item),
            "speech": speech_ref(speech),
            "ended": speech_ref(before),
        }
        entry = journal.append(
            session, meeting.chain, "speech.floor_given", payload, actor=actor, now=now
        )
        if before is not None:
            before.ended_at = moment(entry.at)
            session.flush()  # one has the floor, at every moment
        speech.called_at = moment(entry.at)


def end_speech(speech_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Somebody has spoken: whoever presides says so, or the speaker.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: the person does not have the floor.
    """
    with writing(hurry=True) as session:
        meeting, item, speech = hold_speech(session, speech_id)
        if speech.person_id != person_id:
            preside(session, meeting.id, person_id)
        if speech.called_at is None or speech.ended_at is not None:
            raise NotNow(act="end_speech", step="waiting" if speech.called_at is None else "ended")
        end(session, meeting, item, speech, [], actor, now)
