"""What the use cases of an item share: its proposals, its divisions, its names in the journal."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from council.law.refusals import ArrivedLate, NotServing
from council.services.missing import find, found
from council.services.presences import entered_in_time, ongoing, treated
from council.services.recusal_rights import require_may_take_part
from council.store import locks
from council.store.models import (
    Division,
    DivisionState,
    Item,
    Meeting,
    MeetingState,
    Proposal,
    ProposalState,
)
from council.store.queries import aside


def item_ref(item: Item) -> str:
    """How the journal names an item."""
    return f"i{item.id}"


def proposal_ref(proposal_id: int | None) -> str | None:
    """How the journal names a proposal."""
    return None if proposal_id is None else f"y{proposal_id}"


def proposals_of(session: Session, item: Item) -> list[Proposal]:
    """An item's proposals that stand and may be put, in the order in which they were moved."""
    return list(
        session.scalars(
            select(Proposal)
            .where(
                Proposal.item_id == item.id,
                Proposal.state != ProposalState.WITHDRAWN,
                Proposal.refused.is_(None),
            )
            .order_by(Proposal.position)
            .options(selectinload(Proposal.movers))
        )
    )


def divisions_of(session: Session, item: Item) -> list[Division]:
    """An item's divisions, the first first."""
    return list(
        session.scalars(
            select(Division).where(Division.item_id == item.id).order_by(Division.sequence)
        )
    )


def any_stands(divisions: Sequence[Division]) -> bool:
    """Whether a division has been opened that has not been declared void."""
    return any(division.state is not DivisionState.ANNULLED for division in divisions)


def hold_item(session: Session, item_id: int) -> tuple[Meeting, Item]:
    """An item and its meeting under the meeting's lock.

    Raises:
        Missing: no such item.
    """
    meeting_id = find(session, Item, item_id).meeting_id
    meeting = found(locks.hold_meeting(session, meeting_id))
    return meeting, found(session.get(Item, item_id, populate_existing=True))


def require_serving(session: Session, meeting: Meeting, person_id: int) -> None:
    """Let only who serves in the open meeting go on: on a seat, or standing in for somebody
    recused in the item under treatment.

    Raises:
        NotServing: the person does not.
        RecusedHere: the person is recused in the item under treatment.
        ArrivedLate: the person came after its roll was fixed.
    """
    there = ongoing(session, meeting, person_id)
    item = treated(session, meeting)
    standing_in = item is not None and aside.stood_in_for(session, item.id, person_id) is not None
    serves = there is not None and (there.seat_id is not None or standing_in)
    if not serves or meeting.state is not MeetingState.OPEN:
        raise NotServing
    if item is not None:
        require_may_take_part(session, item, person_id)
        if there is not None and not standing_in and not entered_in_time(session, item, there):
            raise ArrivedLate


def instant(moment: datetime | None) -> str:
    """A moment as a fact of a refusal: ISO 8601, or nothing."""
    return "" if moment is None else moment.isoformat()
