"""Confirming a question with the gavel, and what the item comes to when none is left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.majorities import (
    Basis,
    Special,
    require_extra_election_due,
    two_thirds_needed,
)
from council.law.procedure import Step
from council.law.proposals import Kind as ProposalKind
from council.law.questions import Kind
from council.law.refusals import DivisionNeeded, MustBeTabled
from council.law.tally import Choice
from council.services import deciding_words, electing, putting
from council.services.attendance import quorum, settle_roll
from council.services.item_parts import divisions_of, item_ref, proposal_ref, proposals_of
from council.services.matter_ends import follow
from council.services.missing import found
from council.services.speech_parts import end_all
from council.services.terms import first_meeting
from council.store import journal, locks
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import (
    Body,
    Division,
    DivisionState,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    Paragraph,
    Proposal,
    ProposalState,
    Question,
    SettledBy,
)

ENDS = {
    ProposalKind.DISMISSAL: ItemState.DECIDED,
    ProposalKind.TABLING: ItemState.TABLED,
    ProposalKind.REFERRAL: ItemState.REFERRED,
}
"""What an item becomes where a formal proposal carries. An adjournment decides nothing in it."""


def confirm(
    session: Session,
    meeting: Meeting,
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    by: SettledBy | None = None,
) -> Paragraph | None:
    """The gavel: the question is settled, and the next one put, or the item finished with its §.

    Raises:
        DivisionNeeded: a special majority cannot be found by acclamation.
        MustBeTabled: an item on an extra election is tabled the first time.
    """
    question = putting.current(session, item)
    if question is None:
        return finish(session, meeting, item, None, actor, now)
    settled = _settle(session, meeting, item, question, now, by)
    ending = _formal_end(session, question)
    if ending is None and _goes_on(session, item, question):
        payload = {"item": item_ref(item), **settled, "put": _put_now(session, item, question)}
        journal.append(session, meeting.chain, "question.settled", payload, actor=actor, now=now)
        return None
    return finish(session, meeting, item, ending, actor, now, settled)


def _goes_on(session: Session, item: Item, question: Question) -> bool:
    """Put what comes after a settled question. False where nothing is left, and the item ends."""
    if question.kind is Kind.LEAVE:
        item.step, item.question_id = Step.DEBATE, None
        return question.outcome is Choice.YES
    if question.kind is Kind.PREPARATORY:
        main = found(session.get(Question, question.main_id))
        again = putting.put_chain(session, item, main)
        item.step = Step.REQUESTED if again.id == main.id else Step.QUESTION
        return True
    item.step = Step.QUESTION
    return putting.put_next(session, item) is not None


def _put_now(session: Session, item: Item, before: Question) -> dict[str, Any] | None:
    """What was put after a question, as the journal tells it."""
    question = putting.current(session, item)
    return None if question is before else putting.told(question)


def finish(
    session: Session,
    meeting: Meeting,
    item: Item,
    formal: Proposal | None,
    actor: Actor,
    now: datetime,
    settled: Mapping[str, Any] | None = None,
) -> Paragraph:
    """The item is done with: its decision, its §, and what became of each proposal."""
    body = found(session.get(Body, 1))
    carried = _sort_proposals(session, item)
    item.step, item.decided_at = Step.DECIDED, now
    item.state = ItemState.DECIDED if formal is None else ENDS[formal.kind]
    elected = electing.elect(session, meeting, item, actor, now) if formal is None else ""
    item.decision = deciding_words.decision(session, body, item, formal, elected)
    paragraph = _next_paragraph(session, meeting, item)
    payload = {
        "item": item_ref(item),
        "paragraph": f"{paragraph.year}/{paragraph.number}",
        "proposal": proposal_ref(carried[0]) if carried else None,
        "carried": [proposal_ref(one) for one in carried],
        "state": item.state.value,
        # Who is elected stands in election.decided, by reference: they may be private persons.
        "decision": None if item.kind is ItemKind.ELECTION else item.decision,
        "settled": None if settled is None else dict(settled),
    }
    entry = journal.append(session, meeting.chain, "item.decided", payload, actor=actor, now=now)
    item.decided_at = moment(entry.at)
    end_all(session, meeting, item, actor, now)
    follow(session, item)
    settle_roll(session, meeting, actor, now)
    return paragraph


def _settle(
    session: Session,
    meeting: Meeting,
    item: Item,
    question: Question,
    now: datetime,
    by: SettledBy | None,
) -> dict[str, Any]:
    require_decidable(session, meeting, item, question)
    division = deciding_division(session, item, question)
    if division is None:
        _require_acclaimable(session, meeting, item, question)
        electing.require_acclaimable(session, meeting, item, question)
        question.outcome, question.settled_by = question.found, by or SettledBy.ACCLAMATION
    else:
        question.outcome = electing.outcome_of(session, question, division)
        question.settled_by = SettledBy.DIVISION
        _use_up(item, question, division)
    question.settled_at = now
    return {
        "question": question.ref,
        "outcome": None if question.outcome is None else question.outcome.value,
        "by": question.settled_by.value,
        "winner": proposal_ref(question.winner_id),
    }


def deciding_division(session: Session, item: Item, question: Question) -> Division | None:
    """The division that settled a question, if one was held that was not declared void."""
    held = [
        one
        for one in divisions_of(session, item)
        if one.question_id == question.id and one.state is DivisionState.CLOSED
    ]
    return held[-1] if held else None


def require_decidable(
    session: Session, meeting: Meeting, item: Item, question: Question | None
) -> None:
    """Let an extra election be decided only when it has been tabled once and is due.

    Raises:
        MustBeTabled: it is treated for the first time (KL 5 kap. 50 § 2 st.).
        TooSoon: in the council's first six months (10 §).
    """
    main = question is not None and question.kind is Kind.MAIN
    if not main or item.special is not Special.EXTRA_ELECTION:
        return
    if item.returns_id is None:
        raise MustBeTabled
    if first := first_meeting(session, meeting):
        require_extra_election_due(first, meeting.date)


def _require_acclaimable(
    session: Session, meeting: Meeting, item: Item, question: Question
) -> None:
    if question.kind is not Kind.MAIN or item.special is None:
        return
    if putting.counted_side(session, item, question) is question.found:
        present = quorum(session, meeting, item).serving
        raise DivisionNeeded(present=present, needed=two_thirds_needed(present))


def _use_up(item: Item, question: Question, division: Division) -> None:
    """A minority that has had its way has used the right for this matter (50 §)."""
    if division.basis is Basis.MINORITY and question.outcome is division.counted_side:
        item.minority_used = True


def _formal_end(session: Session, question: Question) -> Proposal | None:
    """The formal proposal that ends the treatment, if it carried."""
    if question.kind is not Kind.FORMAL or question.winner_id is None:
        return None
    proposal = found(session.get(Proposal, question.winner_id))
    return proposal if proposal.kind in ENDS else None


def _sort_proposals(session: Session, item: Item) -> list[int]:
    """Say of each proposal what became of it. Gives those that carried, in the order put."""
    settled = [one for one in putting.questions_of(session, item) if one.settled_at is not None]
    carried = [
        one.winner_id
        for one in settled
        if one.winner_id is not None and one.kind is not Kind.PREPARATORY
    ]
    put = {
        ref
        for one in putting.rounds_of(session, item)
        if any(putting.is_of(question, one) for question in settled)
        for ref in one.refs
    }
    for proposal in proposals_of(session, item):
        if proposal.id in carried:
            proposal.state = ProposalState.CARRIED
        else:
            proposal.state = ProposalState.LOST if proposal.id in put else ProposalState.NOT_PUT
    return carried


def _next_paragraph(session: Session, meeting: Meeting, item: Item) -> Paragraph:
    year = meeting.date.year
    locks.hold_numbering(session, year)
    last = session.scalar(select(func.max(Paragraph.number)).where(Paragraph.year == year))
    paragraph = Paragraph(item_id=item.id, meeting_id=meeting.id, year=year, number=(last or 0) + 1)
    session.add(paragraph)
    return paragraph
