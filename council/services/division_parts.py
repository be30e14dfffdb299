"""What opening a division and declaring it void consist of, inside the act that does so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from council.law import procedure, tally
from council.law.procedure import Act, Step
from council.law.roll import require_quorum
from council.services import counting, putting, sealing
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.confirming import require_decidable
from council.services.framing import frame, short_way
from council.services.item_parts import item_ref, proposal_ref
from council.services.missing import find, found
from council.services.speech_parts import end_all
from council.store import journal, locks
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Meeting,
    Method,
    Person,
)


def preside_over_division(
    session: Session, division_id: int, person_id: int
) -> tuple[Meeting, Division]:
    """The division under its lock, for who presides and is not recused in its item."""
    item_id = find(session, Division, division_id).item_id
    meeting, _ = preside_over_item(session, item_id, person_id)
    return meeting, found(locks.hold_division(session, division_id, alone=True))


def open_in(
    session: Session,
    meeting: Meeting,
    item: Item,
    person: Person,
    actor: Actor,
    now: datetime,
    *,
    method: Method,
) -> Division:
    """Open the division on the question that is put, the roll frozen, for who presides.

    Raises:
        NotNow, SecretVoteRequired, NotQuorate, MustBeTabled, TooSoon.
    """
    tally.require_open_vote(counting.matter_of(item))
    require_quorum(quorum(session, meeting, item))
    short_way(session, meeting, item, person, actor, now)
    procedure.require(Act.OPEN_DIVISION, item.step)
    require_decidable(session, meeting, item, putting.current(session, item))
    end_all(session, meeting, item, actor, now)
    division = frame(session, item, now, method)
    session.add(division)
    session.flush()
    roll = sealing.freeze_roll(session, division, item)
    item.step = Step.DIVISION
    payload = _opened(division, item, roll)
    entry = journal.append(session, meeting.chain, "division.opened", payload, actor=actor, now=now)
    division.opened_at = moment(entry.at)
    return division


def _opened(division: Division, item: Item, roll: Sequence[DivisionSeat]) -> dict[str, Any]:
    return {
        "division": sealing.division_ref(division),
        "item": item_ref(item),
        "question": f"q{division.question_id}",
        "kind": division.kind.value,
        "method": division.method.value,
        "secret": division.secret,
        "yes": {"proposal": proposal_ref(division.yes_id), "means": division.yes_phrase},
        "no": {"proposal": proposal_ref(division.no_id), "means": division.no_phrase},
        "roll": [str(seat.number) for seat in roll if seat.person_id is not None],
    }


def annul_in(
    session: Session,
    meeting: Meeting,
    item: Item,
    division: Division,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Declare a division void; its votes are not counted, and its question is divided on anew."""
    division.state, division.annul_reason = DivisionState.ANNULLED, reason
    division.closed_at = division.closed_at or now
    division.outcome = division.rule = division.basis = None
    item.step = Step.REQUESTED
    payload = {"division": sealing.division_ref(division), "reason": reason}
    journal.append(session, meeting.chain, "division.annulled", payload, actor=actor, now=now)
