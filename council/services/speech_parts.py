"""What the use cases of the speakers' list share: who may speak, and the end of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import MeetingNotOpen, NotNow
from council.law.speaking import Kind, Speaker
from council.services.chairing import preside
from council.services.item_parts import hold_item, item_ref
from council.services.missing import find, found
from council.store import journal
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import (
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Person,
    Presence,
    Recusal,
    RecusalGround,
    Role,
    Speech,
)
from council.store.queries import speeches as listed


def speech_ref(speech: Speech | None) -> str | None:
    """How the journal names a request for the floor, and the speech it becomes."""
    return None if speech is None else f"t{speech.id}"


def hold_speech(session: Session, speech_id: int) -> tuple[Meeting, Item, Speech]:
    """A speech with its meeting and item, under the meeting's lock.

    Raises:
        Missing: no such speech.
        MeetingNotOpen: nobody speaks before or after the meeting.
    """
    item_id = find(session, Speech, speech_id).item_id
    meeting, item = hold_item(session, item_id)
    if meeting.state is not MeetingState.OPEN:
        raise MeetingNotOpen
    return meeting, item, found(session.get(Speech, speech_id, populate_existing=True))


def preside_over_speech(
    session: Session, speech_id: int, person_id: int
) -> tuple[Meeting, Item, Speech]:
    """A speech with its meeting and item, for the person who presides."""
    meeting, item, speech = hold_speech(session, speech_id)
    preside(session, meeting.id, person_id)
    return meeting, item, speech


def require_waiting(speech: Speech, act: str) -> None:
    """Let an act go on only with somebody who waits for the floor.

    Raises:
        NotNow: the speech is held already, or struck.
    """
    if speech.called_at is not None or speech.struck_at is not None:
        raise NotNow(act=act, step="struck" if speech.struck_at else "called")


def speaker(session: Session, meeting: Meeting, item: Item, person_id: int | None) -> Speaker:
    """What the law has to know of somebody who wants to speak; without a person, a guest."""
    if person_id is None:
        return Speaker(guest=True)
    person = find(session, Person, person_id)
    seats = session.scalars(
        select(Presence.seat_id).where(
            Presence.meeting_id == meeting.id,
            Presence.person_id == person_id,
            Presence.left_at.is_(None),
        )
    ).all()
    recusals = session.scalars(
        select(Recusal).where(Recusal.item_id == item.id, Recusal.lifted_at.is_(None))
    ).all()
    own = next((one for one in recusals if one.person_id == person_id), None)
    stands_in = any(one.substitute_id == person_id for one in recusals)
    return Speaker(
        serving=bool(seats) and (stands_in or any(seat is not None for seat in seats)),
        substitute=person.role is Role.SUBSTITUTE,
        recused=own is not None,
        accountable=bool(seats) and own is not None and own.ground is RecusalGround.ACCOUNTABLE,
    )


def end_all(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """Within a transaction that ends the debate, opens a division or finishes the item: who
    speaks has spoken, and the list is closed. Points of order stay on it as long as the item is
    treated."""
    speaking = listed.speaking(session, meeting.id)
    struck = [
        one
        for one in listed.waiting(session, item.id)
        if item.state is not ItemState.OPEN or one.kind is not Kind.ORDER
    ]
    if speaking is not None or struck:
        end(session, meeting, item, speaking, struck, actor, now)


def pause(session: Session, meeting: Meeting, at: datetime) -> None:
    """Within a transaction that adjourns the meeting: who speaks has spoken; the list stays."""
    speaking = listed.speaking(session, meeting.id)
    if speaking is not None:
        speaking.ended_at = at


def end(
    session: Session,
    meeting: Meeting,
    item: Item,
    speaking: Speech | None,
    struck: list[Speech],
    actor: Actor,
    now: datetime,
) -> None:
    """Record that who speaks has spoken, and who is struck with it."""
    payload = {
        "item": item_ref(item),
        "speech": speech_ref(speaking),
        "struck": [speech_ref(one) for one in struck],
    }
    entry = journal.append(session, meeting.chain, "speech.ended", payload, actor=actor, now=now)
    if speaking is not None:
        speaking.ended_at = moment(entry.at)
    for one in struck:
        one.struck_at = moment(entry.at)
