"""Entering the speakers' list: whether it takes somebody new, and at which place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.matters import require_party_to_question
from council.law.refusals import MeetingNotOpen
from council.law.speaking import Asked, Kind, entered, require_may_ask, require_may_speak
from council.law.speaking_time import require_may_reply
from council.services.missing import Missing, found
from council.services.speech_parts import speaker
from council.store.models import Item, ItemKind, Meeting, MeetingState, Speech
from council.store.queries import speeches as listed


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who wants the floor: a person, or a guest by name. ``about``: what a point of
    order is about; ``reply_to``: the speech that is answered, without one the last."""

    kind: Kind
    person_id: int | None = None
    guest: str = ""
    reply_to: int | None = None
    about: str = ""

    @property
    def who(self) -> str:
        """The one who asks, told apart from everybody else."""
        return _who(self.person_id, self.guest)


def enter(
    session: Session, meeting: Meeting, item: Item, request: Request, now: datetime
) -> tuple[Speech, bool]:
    """Put somebody on the list; whether that is new. Who waits for the same already stays.

    Raises:
        As ``judge``.
    """
    waiting = listed.waiting(session, item.id)
    for one in waiting:
        if (one.kind, _who(one.person_id, one.guest)) == (request.kind, request.who):
            return one, False
    answered = judge(session, meeting, item, request)
    speech = Speech(
        meeting_id=meeting.id,
        item_id=item.id,
        person_id=request.person_id,
        guest=request.guest,
        kind=request.kind,
        reply_to_id=None if answered is None else answered.id,
        about=request.about,
        asked_at=now,
        place=len(waiting) + 1,
    )
    session.add(speech)
    session.flush()
    turns = _turns(session, item)
    refs = entered([_asked(one, turns) for one in waiting], _asked(speech, turns))
    number([*waiting, speech], refs)
    return speech, True


def judge(session: Session, meeting: Meeting, item: Item, request: Request) -> Speech | None:
    """Whether the list takes somebody new. Gives the speech that a reply answers.

    Raises:
        MeetingNotOpen, MayNotSpeak, DebateNotOpen, LineDrawn, NothingToAnswer, OwnSpeech,
        TooManyReplies.
    """
    if meeting.state is not MeetingState.OPEN:
        raise MeetingNotOpen
    require_may_speak(speaker(session, meeting, item, request.person_id))
    if item.kind is ItemKind.QUESTION and request.kind is not Kind.ORDER:
        require_party_to_question(request.person_id, item.asked_by_id, item.answered_by_id)
    require_may_ask(request.kind, item.step, line_drawn=item.line_drawn_at is not None)
    return _answered(session, item, request) if request.kind is Kind.REPLY else None


def number(waiting: Sequence[Speech], refs: Sequence[int]) -> None:
    """Give those who wait their places in an order."""
    for speech in waiting:
        speech.place = refs.index(speech.id) + 1


def _answered(session: Session, item: Item, request: Request) -> Speech:
    """The speech that a reply answers, when one more may be asked for."""
    called = listed.spoke(session, item.id)
    if request.reply_to is None:
        answered = called[-1] if called else None
    else:
        answered = next((one for one in called if one.id == request.reply_to), None)
        if answered is None:
            raise Missing
    had = 0 if answered is None else _replies(session, item, answered, request.who)
    who = None if answered is None else _who(answered.person_id, answered.guest)
    require_may_reply(who, request.who, had, listed.limits(session))
    return found(answered)


def _replies(session: Session, item: Item, answered: Speech, who: str) -> int:
    """How many replies somebody has asked for in the exchange that a speech belongs to."""
    every = {
        one.id: one
        for one in session.scalars(
            select(Speech).where(Speech.item_id == item.id, Speech.struck_at.is_(None))
        )
    }

    def root(speech: Speech) -> int:
        while speech.reply_to_id is not None:
            speech = every[speech.reply_to_id]
        return speech.id

    return sum(
        one.kind is Kind.REPLY
        and _who(one.person_id, one.guest) == who
        and root(one) == root(answered)
        for one in every.values()
    )


def _turns(session: Session, item: Item) -> dict[int, int]:
    """Which in turn each speech of an item was, from 1."""
    called = listed.spoke(session, item.id)
    return {one.id: turn for turn, one in enumerate(called, start=1)}


def _asked(speech: Speech, turns: dict[int, int]) -> Asked:
    return Asked(speech.id, speech.kind, turns.get(speech.reply_to_id or 0, 0))


def _who(person_id: int | None, guest: str) -> str:
    return f"g{guest}" if person_id is None else f"p{person_id}"
