"""Several items in one blow (klumpbeslut): each gets its own § with its own decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from council.law.blocks import Candidate, may_be_in_block
from council.law.matters import Subject
from council.law.procedure import Act, Step
from council.law.procedure import require as require_step
from council.law.refusals import AnotherItemOpen, NotInBlock
from council.services.chairing import preside
from council.services.confirming import confirm
from council.services.item_parts import item_ref, proposals_of
from council.services.items import begin
from council.services.matters import facts_of, require_may_decide
from council.services.meetings import item_under_treatment
from council.services.missing import Missing, found
from council.services.questions import approve, declare_found, end_debate, review
from council.services.recusal_rights import require_may_take_part
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemState, Meeting, Proposal, ProposalState, SettledBy


@dataclass(frozen=True, slots=True)
class Block:
    """What became of the items: decided together, or lifted out to be treated by themselves."""

    decided: tuple[int, ...]
    lifted_out: tuple[int, ...]


def decide_block(
    meeting_id: int, person_id: int, item_ids: Sequence[int], actor: Actor, *, now: datetime
) -> Block:
    """Decide several items as the board proposes, where nothing else is proposed in them. Those
    that cannot be decided so are lifted out and stay on the agenda.

    Raises:
        Missing, MeetingNotOpen, NotPresiding, AnotherItemOpen, NotQuorate.
        NotInBlock: none of them can be decided so.
        RecusedHere: whoever presides is recused in one of them.
    """
    with writing(hurry=True) as session:
        meeting = preside(session, meeting_id, person_id)
        if (treated := item_under_treatment(session, meeting)) is not None:
            raise AnotherItemOpen(number=treated.number, title=treated.title)
        items = _items(session, meeting, item_ids)
        fit = [item for item in items if may_be_in_block(_candidate(session, item))]
        if not fit:
            raise NotInBlock(number=items[0].number, title=items[0].title)
        number = 1 + (
            session.scalar(select(func.max(Item.block)).where(Item.meeting_id == meeting.id)) or 0
        )
        lifted = [item for item in items if item not in fit]
        payload = {
            "block": number,
            "items": [item_ref(item) for item in fit],
            "lifted_out": [item_ref(item) for item in lifted],
        }
        journal.append(session, meeting.chain, "block.decided", payload, actor=actor, now=now)
        for item in fit:
            _decide(session, meeting, item, number, actor, now)
        return Block(tuple(item.id for item in fit), tuple(item.id for item in lifted))


def fit_together(session: Session, meeting_id: int) -> list[Item]:
    """The waiting items of a meeting that can be decided in one blow, in their order."""
    waiting = session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting_id, Item.state == ItemState.WAITING)
        .order_by(Item.number)
        .options(selectinload(Item.proposals))
    )
    return [item for item in waiting if may_be_in_block(_as_candidate(item, standing(item)))]


def _items(session: Session, meeting: Meeting, item_ids: Sequence[int]) -> list[Item]:
    rows = session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id, Item.id.in_(item_ids))
        .order_by(Item.number)
    )
    items = list(rows)
    if not items or len(items) != len(set(item_ids)):
        raise Missing
    for item in items:
        require_step(Act.OPEN, item.step)
    return items


def standing(item: Item) -> list[Proposal]:
    """The proposals that stand, of an item with its proposals."""
    return [
        one
        for one in item.proposals
        if one.state is not ProposalState.WITHDRAWN and one.refused is None
    ]


def _candidate(session: Session, item: Item) -> Candidate:
    return _as_candidate(item, proposals_of(session, item))


def _as_candidate(item: Item, proposals: Sequence[Proposal]) -> Candidate:
    kinds = tuple(proposal.kind for proposal in proposals)
    asked = facts_of(item).subject is Subject.ASKED
    plain = item.special is None and item.announced and item.prepared and not asked
    return Candidate(kinds, waiting=item.step is Step.WAITING, plain=plain)


def _decide(
    session: Session, meeting: Meeting, item: Item, number: int, actor: Actor, now: datetime
) -> None:
    require_may_take_part(session, item, found(meeting.presiding_id))
    item.block = number
    begin(session, meeting, item, actor, now)
    require_may_decide(session, meeting, item)
    end_debate(session, meeting, item, actor, now)
    if item.step is Step.PROPOSALS:
        review(session, meeting, item, actor, now)
        approve(session, meeting, item, None, actor, now)
        (proposal,) = proposals_of(session, item)
        declare_found(session, meeting, item, proposal.id, actor, now)
    confirm(session, meeting, item, actor, now, by=SettledBy.BLOCK)
