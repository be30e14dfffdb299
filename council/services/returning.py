"""What comes back: items tabled, referred back or left undecided; the reasons of a referral."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from council.law.majorities import Reasoning, may_set_reasons, third_needed
from council.law.procedure import Step
from council.law.proposals import Kind as ProposalKind
from council.law.questions import Kind
from council.law.refusals import NotNow, ReasonMissing, ReasonsNotTheirs
from council.services import putting
from council.services.chairing import preside_over_item
from council.services.confirming import deciding_division
from council.services.counting import formal_id
from council.services.item_copies import write_copy
from council.services.item_parts import item_ref, proposal_ref
from council.services.missing import Missing, find, found
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    ItemState,
    MeetingState,
    Mover,
    Proposal,
    Vote,
)

COMES_BACK = (ItemState.TABLED, ItemState.REFERRED)
"""States of an item that a later meeting goes on with."""


def bring_back(item_id: int, meeting_id: int, actor: Actor, *, now: datetime) -> int:
    """Put an item that was tabled, referred back or left undecided last on the agenda of a
    meeting that is prepared. Gives the new item's number.

    It keeps its papers, what the board proposed, whom it elects and whether a minority has used
    its right.

    Raises:
        Missing: no such item or meeting.
        NotNow: the item does not come back, has come back already, or the meeting has begun.
    """
    with writing() as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        before = found(session.scalars(_whole(item_id)).one_or_none())
        again = session.scalar(select(Item.id).where(Item.returns_id == before.id))
        ready = meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED)
        if before.state not in COMES_BACK or again is not None or not ready:
            raise NotNow(act="bring_back", step=before.state.value)
        item = write_copy(session, before, meeting)
        payload = {"item": item_ref(item), "returns": item_ref(before)}
        journal.append(session, meeting.chain, "item.brought_back", payload, actor=actor, now=now)
        return item.id


def to_come_back(session: Session) -> list[Item]:
    """The items that wait to be brought back, the oldest first."""
    later = select(Item.returns_id).where(Item.returns_id.is_not(None))
    return list(
        session.scalars(
            select(Item)
            .where(Item.state.in_(COMES_BACK), Item.id.not_in(later))
            .order_by(Item.decided_at)
            .options(selectinload(Item.meeting), selectinload(Item.paragraph))
        )
    )


def set_reasons(
    item_id: int, person_id: int, mover_id: int, backed: int, actor: Actor, *, now: datetime
) -> None:
    """Say whose reasons a referral back has: those of the ones who asked for it (KL 5 kap. 50 §
    tredje stycket), where several differ with a third of those present behind them.

    Args:
        mover_id: the mover of the referral whose reasons are tried.
        backed: how many of those present stand behind them.

    Raises:
        Missing: no such mover of a referral in this item.
        NotNow: no referral back has carried, or the gavel has fallen.
        ReasonMissing: the mover gave none.
        ReasonsNotTheirs: the mover did not ask for the referral, or too few stand behind.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        question = putting.current(session, item)
        if item.step is not Step.RESULT or question is None or question.kind is not Kind.FORMAL:
            raise NotNow(act="set_reasons", step=item.step.value)
        division = deciding_division(session, item, question)
        if division is None or division.outcome is not division.counted_side:
            raise NotNow(act="set_reasons", step=item.step.value)
        mover, proposal = _mover(session, item, mover_id)
        present = division.present or 0
        by_askers = _asked(session, division, mover)
        reasons = proposal.motive.strip()
        if not reasons:
            raise ReasonMissing
        if not may_set_reasons(Reasoning(mover.id, backed, by_askers), present):
            raise ReasonsNotTheirs(needed=third_needed(present), backed=backed)
        carried = find(session, Proposal, formal_id(question))
        carried.motive = reasons
        payload = {
            "item": item_ref(item),
            "proposal": proposal_ref(carried.id),
            "of": proposal_ref(proposal.id),
            "backed": backed,
        }
        journal.append(
            session, meeting.chain, "referral.reasons_set", payload, actor=actor, now=now
        )


def _whole(item_id: int) -> Select[Item]:
    return (
        select(Item)
        .where(Item.id == item_id)
        .options(
            selectinload(Item.documents),
            selectinload(Item.clauses),
            selectinload(Item.proposals).selectinload(Proposal.movers),
        )
    )


def _mover(session: Session, item: Item, mover_id: int) -> tuple[Mover, Proposal]:
    mover = find(session, Mover, mover_id)
    proposal = find(session, Proposal, mover.proposal_id)
    if proposal.item_id != item.id or proposal.kind is not ProposalKind.REFERRAL:
        raise Missing
    return mover, proposal


def _asked(session: Session, division: Division, mover: Mover) -> bool:
    """Whether somebody voted for the referral back."""
    vote = session.scalar(
        select(Vote.choice)
        .join(
            DivisionSeat,
            (DivisionSeat.division_id == Vote.division_id) & (DivisionSeat.seat_id == Vote.seat_id),
        )
        .where(Vote.division_id == division.id, DivisionSeat.person_id == mover.person_id)
    )
    return vote is not None and vote is division.counted_side
