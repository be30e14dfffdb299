"""Who is there: check-in, the chair's or secretary's roll, leaving, the quorum."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import AlreadyThere, NoRotation, NotNow, StillPresiding
from council.law.remote import require_remote
from council.services.desks import require_desk
from council.services.entering import candidates, enter, entering_of, require_may_enter
from council.services.missing import find
from council.services.presences import (
    HALL,
    end,
    hold_roll,
    ongoing,
    require_no_division,
    seat_number,
    stretches,
    stretches_of_all,
)
from council.services.quorums import present_for, quorum
from council.services.spells import spells
from council.services.taking_seats import settle_roll
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Ending, Meeting, MeetingState, Person
from council.store.models.people import PRESIDIUM
from council.store.queries.rules_of_order import rules_of_order

__all__ = [
    "HALL",
    "check_in",
    "leave",
    "present_for",
    "quorum",
    "record_left",
    "record_present",
    "settle_roll",
    "spells",
]


def check_in(
    meeting_id: int, person_id: int, actor: Actor, *, now: datetime, remote: bool = False
) -> None:
    """Record that a councillor is there, or takes part at a distance (``remote``).

    A substitute waits to be called. A member whose seat a substitute has taken gets it back:
    at once between items, else when the item under treatment is finished (KL 5 kap. 19 §).

    Raises:
        Missing: no such meeting.
        NotNow: it is not published, or is over.
        NotServing: neither member nor substitute.
        NotAtADistance: the council has not decided on it, or the presidium may not.
        AlreadyThere, NoRotation.
    """
    with writing() as session:
        meeting = hold_roll(session, meeting_id, "check_in")
        entering = entering_of(session, find(session, Person, person_id))
        require_may_enter(entering, stretches(session, meeting.id, person_id), now)
        if remote:
            presidium = entering.person.role in PRESIDIUM
            require_remote(rules_of_order(session), presidium=presidium)
        enter(session, meeting, [entering], actor, now, remote=remote)


def record_present(
    meeting_id: int, usernames: Sequence[str] | None, actor: Actor, *, now: datetime
) -> int:
    """Record several as present; ``None`` means all who hold a seat. Gives how many came to it.

    Those already there are passed by; so are, when all are recorded, those who left today.

    Raises:
        Missing, NotNow.
        UnknownPerson: a name that nobody here has; nobody is recorded then.
        NotServing, NoRotation: one of those named may not serve.
    """
    with writing() as session:
        meeting = hold_roll(session, meeting_id, "check_in")
        known = stretches_of_all(session, meeting)
        entering = []
        for candidate in candidates(session, usernames):
            try:
                require_may_enter(candidate, known.get(candidate.person.id, ()), now)
            except AlreadyThere:
                continue
            except NoRotation:
                if usernames is None:
                    continue
                raise
            entering.append(candidate)
        if entering:
            enter(session, meeting, entering, actor, now)
        return len(entering)


def leave(meeting_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Record that somebody leaves. Who leaves may not serve again that day (KL 5 kap. 20 §).

    Raises:
        Missing: no such meeting.
        NotNow: the person is not there.
        DivisionOpen: votes are being given; the roll stands until the gavel.
    """
    with writing() as session:
        meeting = hold_roll(session, meeting_id, "leave")
        _leave(session, meeting, person_id, actor, now, act="leave")


def record_left(
    meeting_id: int, person_id: int, member_id: int, actor: Actor, *, now: datetime
) -> None:
    """Whoever presides, or the secretary, records that somebody has left.

    Raises:
        Missing, NotPresiding, NotNow, DivisionOpen.
    """
    with writing() as session:
        meeting = hold_roll(session, meeting_id, "leave")
        require_desk(session, meeting, person_id)
        member = find(session, Person, member_id)
        _leave(session, meeting, member.id, actor, now, act="record_left")


def _leave(
    session: Session, meeting: Meeting, person_id: int, actor: Actor, now: datetime, *, act: str
) -> None:
    presence = ongoing(session, meeting, person_id)
    if presence is None:
        raise NotNow(act=act, step=meeting.state.value)
    require_no_division(session, meeting)
    if meeting.state is MeetingState.OPEN and meeting.presiding_id == person_id:
        raise StillPresiding
    payload = {"member": f"p{person_id}", "seat": seat_number(session, presence.seat_id)}
    entry = journal.append(session, meeting.chain, "roll.left", payload, actor=actor, now=now)
    end(session, presence, Ending.LEFT, moment(entry.at))
