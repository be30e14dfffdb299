"""A pause of the meeting (ajournering): over lunch, for talks, or to another day.

While it lasts nothing is treated: every act of the chair asks for an open meeting. People may
come and go. Where the meeting goes on another day its roll ends, and all check in anew: who
left the first day may serve on the next (KL 5 kap. 19–20 §§).
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import BadPause, NotNow, NotPresiding
from council.services.chairing import preside
from council.services.missing import find, found
from council.services.presences import day, end, require_no_division
from council.services.speech_parts import pause
from council.store import journal, locks
from council.store.base import moment, written
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Adjournment, Ending, Meeting, MeetingState, Person, Presence
from council.store.models.people import PRESIDIUM


def adjourn(
    meeting_id: int, person_id: int, until: datetime, actor: Actor, *, now: datetime
) -> None:
    """Adjourn an open meeting to a later moment, also in the midst of an item.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        BadPause: the moment is not later than now.
        DivisionOpen: votes are being given.
    """
    with writing(hurry=True) as session:
        meeting = preside(session, meeting_id, person_id)
        if until <= now:
            raise BadPause
        require_no_division(session, meeting)
        other_day = day(until) != day(now)
        meeting.state = MeetingState.ADJOURNED
        payload = {"until": written(until), "other_day": other_day}
        entry = journal.append(
            session, meeting.chain, "meeting.adjourned", payload, actor=actor, now=now
        )
        at = moment(entry.at)
        session.add(Adjournment(meeting_id=meeting.id, from_at=at, until=until))
        pause(session, meeting, at)
        if other_day:
            _end_roll(session, meeting, at)


def postpone(
    meeting_id: int, person_id: int, until: datetime, actor: Actor, *, now: datetime
) -> None:
    """Say another moment at which an adjourned meeting goes on.

    Raises:
        Missing, NotPresiding.
        NotNow: it is not adjourned. BadPause: the moment is not later than now.
    """
    with writing(hurry=True) as session:
        meeting, pause = _paused(session, meeting_id, person_id, act="postpone")
        if until <= now:
            raise BadPause
        other_day = day(until) != day(now)
        payload = {"until": written(until), "other_day": other_day}
        entry = journal.append(
            session, meeting.chain, "meeting.adjourned", payload, actor=actor, now=now
        )
        pause.until = until
        if other_day:
            _end_roll(session, meeting, moment(entry.at))


def resume(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Go on with an adjourned meeting. Who resumes it presides.

    On another day than the pause began, whatever was said of it, the roll of that day ends here.

    Raises:
        Missing, NotPresiding.
        NotNow: it is not adjourned.
    """
    with writing(hurry=True) as session:
        meeting, pause = _paused(session, meeting_id, person_id, act="resume")
        meeting.state, meeting.presiding_id = MeetingState.OPEN, person_id
        payload = {"presiding": f"p{person_id}"}
        entry = journal.append(
            session, meeting.chain, "meeting.resumed", payload, actor=actor, now=now
        )
        pause.resumed_at = moment(entry.at)
        _end_roll(session, meeting, pause.resumed_at, since_before=day(pause.resumed_at))


def _paused(
    session: Session, meeting_id: int, person_id: int, *, act: str
) -> tuple[Meeting, Adjournment]:
    meeting = found(locks.hold_meeting(session, meeting_id))
    if find(session, Person, person_id).role not in PRESIDIUM:
        raise NotPresiding(presiding="")
    if meeting.state is not MeetingState.ADJOURNED:
        raise NotNow(act=act, step=meeting.state.value)
    return meeting, session.scalars(
        select(Adjournment).where(
            Adjournment.meeting_id == meeting.id, Adjournment.resumed_at.is_(None)
        )
    ).one()


def _end_roll(
    session: Session, meeting: Meeting, at: datetime, *, since_before: date | None = None
) -> None:
    """End everybody's presence; ``since_before``: only of those who came before that day."""
    ongoing = select(Presence).where(Presence.meeting_id == meeting.id, Presence.left_at.is_(None))
    for presence in session.scalars(ongoing).all():
        if since_before is None or day(presence.arrived_at) < since_before:
            end(session, presence, Ending.ADJOURNED, at)
