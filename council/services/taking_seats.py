"""Members who wait for their seats take them when the item under treatment is finished."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.services.presences import begin, end, on_seat, seat_number, yield_seat
from council.store import journal
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import Ending, Meeting, Presence


def settle_roll(session: Session, meeting: Meeting, actor: Actor, now: datetime) -> None:
    """Let members who wait for their seats take them, when no item is under treatment.

    Within the transaction that finishes an item or opens one; tells the journal what it did.
    """
    waiting = list(
        session.scalars(
            select(Presence)
            .where(
                Presence.meeting_id == meeting.id,
                Presence.left_at.is_(None),
                Presence.waits_for_id.is_not(None),
            )
            .order_by(Presence.id)
        )
    )
    if not waiting:
        return
    taken = [
        _taken(session, one, on_seat(session, meeting, one.waits_for_id or 0)) for one in waiting
    ]
    payload = {"taken": taken}
    entry = journal.append(session, meeting.chain, "roll.seat_taken", payload, actor=actor, now=now)
    for one in waiting:
        take_seat(session, meeting, one, moment(entry.at))


def take_seat(session: Session, meeting: Meeting, waiting: Presence, at: datetime) -> None:
    """Whoever waits for a seat begins to serve on it; the substitute who serves there yields."""
    seat_id = waiting.waits_for_id
    if seat_id is not None and (there := on_seat(session, meeting, seat_id)) is not None:
        yield_seat(session, there, at)
    end(session, waiting, Ending.CALLED, at)
    begin(session, waiting, at, seat_id=seat_id)


def _taken(session: Session, waiting: Presence, there: Presence | None) -> dict[str, str | None]:
    return {
        "member": f"p{waiting.person_id}",
        "seat": seat_number(session, waiting.waits_for_id),
        "yields": None if there is None else f"p{there.person_id}",
    }
