"""From the debate to what the chair finds: review, question order, acclamation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.proposals import Proposal as Put
from council.law.proposals import is_permutation, proposed_order
from council.law.refusals import NotNow, UnknownProposal
from council.law.roll import require_quorum
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.item_parts import (
    any_stands,
    divisions_of,
    item_ref,
    proposal_ref,
    proposals_of,
)
from council.services.requests import may_be_undone, request_stands
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting


def close_debate(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """End the debate. With nothing proposed the item goes straight to the gavel."""
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        end_debate(session, meeting, item, actor, now)


def review_proposals(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Confirm what has been proposed: after this nothing is added or taken back."""
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        review(session, meeting, item, actor, now)


def approve_order(
    item_id: int,
    person_id: int,
    order: Sequence[int] | None,
    actor: Actor,
    *,
    now: datetime,
) -> None:
    """Record the question order that the meeting approves; ``None`` is the proposed one.

    Raises:
        UnknownProposal: the order does not hold each proposal once.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        approve(session, meeting, item, order, actor, now)


def declare(
    item_id: int, person_id: int, proposal_id: int | None, actor: Actor, *, now: datetime
) -> None:
    """Put the question and record what the chair finds (KL 5 kap. 53 §).

    ``proposal_id`` is the proposal that the acclamation is found to carry.

    Raises:
        UnknownProposal: not one of those put. NotQuorate: too few are left to decide.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        declare_found(session, meeting, item, proposal_id, actor, now)


def step_back(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Go one step back, before the gavel: to correct what was pressed too soon.

    Raises:
        NotNow: a division has been opened, or there is no step before.
        GavelAfterRequest: somebody else asked for a division, and only that person takes it back.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        procedure.require(Act.STEP_BACK, item.step)
        if item.step is Step.DEBATE or any_stands(divisions_of(session, item)):
            raise NotNow(act=Act.STEP_BACK.value, step=item.step.value)
        if not may_be_undone(session, meeting, item, actor.ref):
            raise request_stands(session, item)
        before = item.step
        _undo(session, item)
        payload = {"item": item_ref(item), "from": before.value, "to": item.step.value}
        journal.append(session, meeting.chain, "item.stepped_back", payload, actor=actor, now=now)


def end_debate(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """``close_debate`` within a transaction."""
    procedure.require(Act.CLOSE_DEBATE, item.step)
    item.step = procedure.after_debate(len(proposals_of(session, item)))
    if item.step is Step.FOUND:
        item.found_at = now
    payload = {"item": item_ref(item)}
    journal.append(session, meeting.chain, "item.debate_closed", payload, actor=actor, now=now)


def review(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """``review_proposals`` within a transaction."""
    procedure.require(Act.REVIEW, item.step)
    item.step = Step.ORDER
    payload = {
        "item": item_ref(item),
        "proposals": [proposal_ref(proposal.id) for proposal in proposals_of(session, item)],
    }
    journal.append(session, meeting.chain, "item.proposals_reviewed", payload, actor=actor, now=now)


def approve(
    session: Session,
    meeting: Meeting,
    item: Item,
    order: Sequence[int] | None,
    actor: Actor,
    now: datetime,
) -> None:
    """``approve_order`` within a transaction."""
    procedure.require(Act.APPROVE_ORDER, item.step)
    proposals = proposals_of(session, item)
    known = [Put(proposal.id, proposal.kind) for proposal in proposals]
    chosen = proposed_order(known) if order is None else list(order)
    if not is_permutation(chosen, known):
        raise UnknownProposal
    for proposal in proposals:
        proposal.put_as = chosen.index(proposal.id) + 1
    item.step, item.order_approved_at = Step.QUESTION, now
    payload = {
        "item": item_ref(item),
        "order": [proposal_ref(number) for number in chosen],
        "as_proposed": chosen == proposed_order(known),
    }
    journal.append(session, meeting.chain, "question.order_approved", payload, actor=actor, now=now)


def declare_found(
    session: Session,
    meeting: Meeting,
    item: Item,
    proposal_id: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """``declare`` within a transaction."""
    procedure.require(Act.FIND, item.step)
    require_quorum(quorum(session, meeting))
    if proposal_id not in {proposal.id for proposal in proposals_of(session, item)}:
        raise UnknownProposal
    item.step, item.found_id, item.found_at = Step.FOUND, proposal_id, now
    payload = {"item": item_ref(item), "found": proposal_ref(proposal_id)}
    journal.append(session, meeting.chain, "acclamation.declared", payload, actor=actor, now=now)


BACK = {
    Step.PROPOSALS: Step.DEBATE,
    Step.ORDER: Step.PROPOSALS,
    Step.QUESTION: Step.ORDER,
    Step.FOUND: Step.QUESTION,
    Step.REQUESTED: Step.FOUND,
}
"""The step before each, for going back before the gavel."""


def _undo(session: Session, item: Item) -> None:
    proposals = proposals_of(session, item)
    match item.step:
        case Step.FOUND:
            item.found_id, item.found_at = None, None
        case Step.QUESTION:
            item.order_approved_at = None
            for proposal in proposals:
                proposal.put_as = None
        case Step.REQUESTED:
            item.requested_by_id, item.requested_at = None, None
    item.step = BACK[item.step] if proposals else Step.DEBATE
