"""The link to somebody at a distance: lost and regained. KL 5 kap. 16 §."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import AlreadyThere, NotNow
from council.law.remote import Lost, counts_as_present
from council.services.desks import require_desk
from council.services.entering import enter, entering_of, require_may_enter
from council.services.missing import find
from council.services.presences import (
    begin,
    end,
    hold_roll,
    on_seat,
    ongoing,
    require_no_division,
    seat_number,
    stretches,
)
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Ending, Meeting, Person, Presence
from council.store.queries.rules_of_order import rules_of_order


def lose_link(
    meeting_id: int,
    person_id: int,
    member_id: int,
    actor: Actor,
    *,
    now: datetime,
    lost: Lost = Lost.PICTURE,
) -> bool:
    """Record that picture or sound of somebody at a distance is gone. Gives whether the person
    counts as present all the same, by the rules that the council has decided on.

    Whoever presides records it, the secretary, or the person.

    Raises:
        Missing, NotPresiding, DivisionOpen. NotNow: the person takes no part at a distance.
    """
    with writing(hurry=True) as session:
        meeting = hold_roll(session, meeting_id, "lose_link")
        _require_desk_or_self(session, meeting, person_id, member_id)
        there = ongoing(session, meeting, member_id)
        if there is None or not there.remote:
            raise NotNow(act="lose_link", step=meeting.state.value)
        require_no_division(session, meeting)
        present = counts_as_present(rules_of_order(session).remote, lost)
        payload = {
            "member": f"p{member_id}",
            "seat": seat_number(session, there.seat_id),
            "lost": lost.value,
            "present": present,
        }
        entry = journal.append(
            session, meeting.chain, "roll.link_lost", payload, actor=actor, now=now
        )
        if not present:
            end(session, there, Ending.LINK_LOST, moment(entry.at))
        return present


def regain_link(
    meeting_id: int, person_id: int, member_id: int, actor: Actor, *, now: datetime
) -> None:
    """Record that picture and sound are back: the person is present from now.

    A member gets the seat back as one who arrives does; a substitute gets it if nobody else has
    been called to it, and waits otherwise.

    Raises:
        Missing, NotPresiding, AlreadyThere. NotNow: no link was lost.
    """
    with writing(hurry=True) as session:
        meeting = hold_roll(session, meeting_id, "regain_link")
        _require_desk_or_self(session, meeting, person_id, member_id)
        before = stretches(session, meeting.id, member_id)
        if before and before[-1].left_at is None:
            raise AlreadyThere
        if not before or before[-1].ended is not Ending.LINK_LOST:
            raise NotNow(act="regain_link", step=meeting.state.value)
        entering = entering_of(session, find(session, Person, member_id))
        require_may_enter(entering, before, now)
        if entering.seat is not None:
            enter(session, meeting, [entering], actor, now, remote=True, regained=True)
        else:
            _back(session, meeting, before[-1], actor, now)


def _back(
    session: Session, meeting: Meeting, before: Presence, actor: Actor, now: datetime
) -> None:
    free = before.seat_id is not None and on_seat(session, meeting, before.seat_id) is None
    seat_id = before.seat_id if free else None
    line = {
        "member": f"p{before.person_id}",
        "seat": seat_number(session, seat_id),
        "remote": True,
    }
    entry = journal.append(
        session, meeting.chain, "roll.link_regained", {"entered": [line]}, actor=actor, now=now
    )
    begin(session, before, moment(entry.at), seat_id=seat_id)


def _require_desk_or_self(
    session: Session, meeting: Meeting, person_id: int, member_id: int
) -> None:
    find(session, Person, member_id)
    if person_id != member_id:
        require_desk(session, meeting, person_id)
