"""From the debate to what the chair finds: review, question order, acclamation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law import procedure
from council.law import questions as law
from council.law.procedure import Act, Step
from council.law.proposals import is_permutation, keeps_groups, proposed_order
from council.law.questions import Kind
from council.law.refusals import NotNow, UnknownProposal
from council.law.roll import require_quorum
from council.law.tally import Choice
from council.services import putting
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.item_parts import item_ref, proposal_ref, proposals_of
from council.services.missing import found
from council.services.speech_parts import end_all
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting, Question
from council.store.queries.rules_of_order import rules_of_order


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
        UnknownProposal: the order does not hold each proposal once, formal ones first and
            additions last.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        approve(session, meeting, item, order, actor, now)


def declare(
    item_id: int,
    person_id: int,
    proposal_id: int | None,
    actor: Actor,
    *,
    now: datetime,
    side: Choice | None = None,
) -> None:
    """Put the question and record what the chair finds (KL 5 kap. 53 §).

    ``proposal_id`` is the proposal that the acclamation is found to carry; of a yes/no question
    ``side`` may say it instead.

    Raises:
        UnknownProposal: not one of those put. NotQuorate: too few are left to decide.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        declare_found(session, meeting, item, proposal_id, actor, now, side=side)


def put_preparatory(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Put which of the others shall meet the main proposal in the division asked for.

    Raises:
        NotNow: no division is asked for, or only two compete.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        put_counter(session, meeting, item, actor, now)


def swap_sides(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Let yes and no of a formal question change places, before anything is found.

    Raises:
        NotNow: another kind of question, or something has been found.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        procedure.require(Act.FIND, item.step)
        question = found(putting.current(session, item))
        if question.kind is not Kind.FORMAL:
            raise NotNow(act="swap_sides", step=item.step.value)
        question.yes_id, question.no_id = question.no_id, question.yes_id
        question.yes_phrase, question.no_phrase = question.no_phrase, question.yes_phrase
        question.yes_effect, question.no_effect = question.no_effect, question.yes_effect
        payload = {"item": item_ref(item), "question": question.ref}
        journal.append(
            session, meeting.chain, "question.sides_swapped", payload, actor=actor, now=now
        )


def end_debate(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """``close_debate`` within a transaction."""
    procedure.require(Act.CLOSE_DEBATE, item.step)
    end_all(session, meeting, item, actor, now)
    item.step = procedure.after_debate(len(proposals_of(session, item)))
    payload = {"item": item_ref(item)}
    journal.append(session, meeting.chain, "item.debate_closed", payload, actor=actor, now=now)


def review(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """``review_proposals`` within a transaction."""
    procedure.require(Act.REVIEW, item.step)
    proposals = proposals_of(session, item)
    item.step = Step.ORDER if proposals else Step.FOUND
    payload = {
        "item": item_ref(item),
        "proposals": [proposal_ref(proposal.id) for proposal in proposals],
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
    """``approve_order`` within a transaction; the first question is put."""
    procedure.require(Act.APPROVE_ORDER, item.step)
    proposals = proposals_of(session, item)
    known = [putting.as_put(proposal) for proposal in proposals]
    proposed = proposed_order(known, tabling_first=rules_of_order(session).tabling_before_referral)
    chosen = proposed if order is None else list(order)
    if not is_permutation(chosen, known) or not keeps_groups(chosen, known):
        raise UnknownProposal
    for proposal in proposals:
        proposal.put_as = chosen.index(proposal.id) + 1
    put = putting.put_next(session, item)
    # Nothing is put where the last proposal was withdrawn with the council's consent.
    item.step, item.order_approved_at = Step.QUESTION if put else Step.FOUND, now
    payload = {
        "item": item_ref(item),
        "order": [proposal_ref(number) for number in chosen],
        "as_proposed": chosen == proposed,
        "put": putting.told(put),
    }
    journal.append(session, meeting.chain, "question.order_approved", payload, actor=actor, now=now)


def declare_found(
    session: Session,
    meeting: Meeting,
    item: Item,
    proposal_id: int | None,
    actor: Actor,
    now: datetime,
    *,
    side: Choice | None = None,
) -> None:
    """``declare`` within a transaction."""
    procedure.require(Act.FIND, item.step)
    require_quorum(quorum(session, meeting, item))
    question = found(putting.current(session, item))
    if question.kind is Kind.MAIN:
        _find_main(session, item, question, proposal_id, now)
    else:
        question.found, question.found_at = side or _side(question, proposal_id), now
    item.step = Step.FOUND
    payload = {
        "item": item_ref(item),
        "question": question.ref,
        "found": proposal_ref(found_id(question)),
        "side": None if question.found is None else question.found.value,
    }
    journal.append(session, meeting.chain, "acclamation.declared", payload, actor=actor, now=now)


def found_id(question: Question) -> int | None:
    """The proposal that the chair found; None where the side found has none."""
    if question.kind is Kind.MAIN:
        return question.found_id
    return question.yes_id if question.found is Choice.YES else question.no_id


def put_counter(
    session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime
) -> None:
    """``put_preparatory`` within a transaction."""
    question = putting.current(session, item)
    if (
        item.step is not Step.REQUESTED
        or question is None
        or question.kind is not Kind.MAIN
        or not putting.chain_left(session, item, question)
    ):
        raise NotNow(act="put_preparatory", step=item.step.value)
    payload = {
        "item": item_ref(item),
        "put": putting.told(putting.put_chain(session, item, question)),
    }
    journal.append(session, meeting.chain, "question.put", payload, actor=actor, now=now)
    item.step = Step.QUESTION


def _find_main(
    session: Session, item: Item, question: Question, proposal_id: int | None, now: datetime
) -> None:
    refs = putting.competing(session, item, question)
    if proposal_id not in refs:
        raise UnknownProposal
    by_id = {proposal.id: proposal for proposal in proposals_of(session, item)}
    question.found, question.found_id, question.found_at = Choice.YES, proposal_id, now
    question.yes_id, question.no_id = proposal_id, None
    if len(refs) <= 2:
        putting.frame_main(question, by_id, law.next_question(refs, proposal_id, ()))
    else:
        putting.frame_main(question, by_id, law.Question(Kind.MAIN, proposal_id, None))


def _side(question: Question, proposal_id: int | None) -> Choice:
    """The side that a proposal stands on; no proposal is the side that has none."""
    if proposal_id == question.yes_id:
        return Choice.YES
    if proposal_id == question.no_id:
        return Choice.NO
    raise UnknownProposal
