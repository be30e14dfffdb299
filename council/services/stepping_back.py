"""Going one step back before the gavel: to correct what was pressed too soon."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.questions import Kind
from council.law.refusals import NotNow
from council.services import putting
from council.services.chairing import preside_over_item
from council.services.item_parts import divisions_of, item_ref, proposals_of
from council.services.requests import may_be_undone, request_stands
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import DivisionState, Item

BACK = {
    Step.PROPOSALS: Step.DEBATE,
    Step.ORDER: Step.PROPOSALS,
    Step.QUESTION: Step.ORDER,
    Step.FOUND: Step.QUESTION,
    Step.REQUESTED: Step.FOUND,
}
"""The step before each, for going back before the gavel."""


def step_back(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Go one step back.

    Raises:
        NotNow: a division has been held on the question, another question has been settled, or
            there is no step before.
        GavelAfterRequest: somebody else asked for a division, and only that person takes it back.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        procedure.require(Act.STEP_BACK, item.step)
        if not can_step_back(session, item):
            raise NotNow(act=Act.STEP_BACK.value, step=item.step.value)
        if not may_be_undone(session, meeting, item, actor.ref):
            raise request_stands(session, item)
        before = item.step
        _undo(session, item)
        payload = {"item": item_ref(item), "from": before.value, "to": item.step.value}
        journal.append(session, meeting.chain, "item.stepped_back", payload, actor=actor, now=now)


def can_step_back(session: Session, item: Item) -> bool:
    """Whether there is a step before that neither a gavel nor a division has passed."""
    if item.step not in BACK:
        return False
    question = putting.current(session, item)
    if question is None:
        return True
    if any(
        one.question_id == question.id and one.state is not DivisionState.ANNULLED
        for one in divisions_of(session, item)
    ):
        return False
    if item.step is not Step.QUESTION:
        return not (question.kind is Kind.MAIN and putting.winners(session, question))
    before = [one for one in putting.questions_of(session, item) if one.id != question.id]
    if question.kind is Kind.PREPARATORY:
        return not any(one.main_id == question.main_id for one in before)
    return question.kind is not Kind.LEAVE and not any(one.settled_at for one in before)


def _undo(session: Session, item: Item) -> None:
    question = putting.current(session, item)
    match item.step:
        case Step.REQUESTED if question is not None:
            question.requested_by_id, question.requested_at = None, None
        case Step.FOUND if question is not None:
            question.found, question.found_id, question.found_at = None, None, None
        case Step.QUESTION if question is not None:
            if question.kind is Kind.PREPARATORY:
                item.question_id, item.step = question.main_id, Step.REQUESTED
                return
            _unapprove(session, item)
    item.step = BACK[item.step] if proposals_of(session, item) or question else Step.DEBATE


def _unapprove(session: Session, item: Item) -> None:
    """Without its order no question is put; the row is taken up by the next (putting.py)."""
    item.question_id, item.order_approved_at = None, None
    for proposal in proposals_of(session, item):
        proposal.put_as = None
