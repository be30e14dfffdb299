"""Breaking off a division on the tablets, and starting over by roll call or on papers."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import NotNow, ReasonMissing, SecretBallot
from council.services.chairing import require_open
from council.services.desks import require_desk
from council.services.division_parts import annul_in, open_in
from council.services.missing import find, found
from council.services.recusal_rights import require_may_take_part
from council.store import locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Division, DivisionState, Item, Meeting, Method, Person

BROKEN_OFF = {
    Method.ROLL_CALL: "avbruten – ersatt av upprop",
    Method.PAPER: "avbruten – ersatt av röstsedlar",
}
"""What the record says of a division that another method replaced."""


def break_off(
    division_id: int,
    person_id: int,
    reason: str,
    method: Method,
    actor: Actor,
    *,
    now: datetime,
) -> int:
    """Declare the open division void and open one by roll call or on papers over the same
    question, since the tablets fail. Gives the number of the new one.

    The secretary may do it on the word of whoever presides, whose own tablet may be among those
    that fail; closing it and the gavel remain the chair's. Both happen, or neither: the hall never
    stands with a division that was broken off and none in its place.

    Raises:
        Missing, MeetingNotOpen, MeetingAdjourned, RecusedHere, NotQuorate.
        NotPresiding: neither leads the meeting nor keeps its record.
        ReasonMissing: no reason given.
        NotNow: it is not open, or its votes are given on a list already.
        SecretBallot: a secret ballot is declared void and opened on papers by itself.
    """
    if not reason.strip():
        raise ReasonMissing
    with writing(hurry=True) as session:
        meeting, item, division = _at_division(session, division_id, person_id)
        if division.secret:
            raise SecretBallot(secret=1)
        if division.state is not DivisionState.OPEN or division.method is not Method.DEVICE:
            raise NotNow(act="break_off", step=item.step.value)
        told = f"{BROKEN_OFF[method]} ({reason.strip().rstrip('.')})"
        annul_in(session, meeting, item, division, told, actor, now)
        session.flush()
        person = find(session, Person, person_id)
        return open_in(session, meeting, item, person, actor, now, method=method).id


def _at_division(
    session: Session, division_id: int, person_id: int
) -> tuple[Meeting, Item, Division]:
    """The division under its lock, with its meeting and item, for the desk."""
    meeting_id = find(session, Division, division_id).meeting_id
    meeting = found(locks.hold_meeting(session, meeting_id))
    require_open(session, meeting)
    require_desk(session, meeting, person_id)
    division = found(locks.hold_division(session, division_id, alone=True))
    item = found(session.get(Item, division.item_id, populate_existing=True))
    require_may_take_part(session, item, person_id)
    return meeting, item, division
