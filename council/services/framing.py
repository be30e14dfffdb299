"""From an item's proposals to the division on its next question, word for word."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.procedure import Act, Step
from council.law.questions import Kind, Question, next_question, steps_left
from council.law.refusals import NotNow
from council.law.tally import Choice
from council.services import wording
from council.services.item_parts import divisions_of, proposals_of
from council.services.questions import approve, declare_found, end_debate, review
from council.services.requests import request
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Meeting,
    Method,
    Person,
    Proposal,
)


def short_way(
    session: Session, meeting: Meeting, item: Item, person: Person, actor: Actor, now: datetime
) -> None:
    """Straight from the debate to a requested division, where nobody asks for the floor: each
    act that is passed by is its own entry in the journal."""
    if item.step is not Step.DEBATE:
        return
    end_debate(session, meeting, item, actor, now)
    review(session, meeting, item, actor, now)
    approve(session, meeting, item, None, actor, now)
    first = min(proposals_of(session, item), key=lambda proposal: proposal.put_as or 0)
    declare_found(session, meeting, item, first.id, actor, now)
    request(session, meeting, item, person, actor, now)


def frame(session: Session, item: Item, now: datetime) -> Division:
    """The division on the item's next question, its words frozen as the voters read them.

    Raises:
        NotNow: nothing has been found that a division could be about.
    """
    proposals = {proposal.id: proposal for proposal in proposals_of(session, item)}
    before = divisions_of(session, item)
    winners = _winners(before)
    question = _question(proposals, item, winners)
    yes = proposals[question.yes]
    no = None if question.no is None else proposals[question.no]
    yes_effect, no_effect = _effects(question, yes, no, steps_left(len(proposals), len(winners)))
    return Division(
        meeting_id=item.meeting_id,
        item_id=item.id,
        sequence=len(before) + 1,
        kind=DivisionKind(question.kind.value),
        method=Method.DEVICE,
        secret=False,
        state=DivisionState.OPEN,
        yes_id=yes.id,
        no_id=None if no is None else no.id,
        yes_phrase=yes.phrase,
        yes_effect=yes_effect,
        no_phrase=no.phrase if no else wording.rejection(yes),
        no_effect=no_effect,
        opened_at=now,
    )


def _effects(question: Question, yes: Proposal, no: Proposal | None, left: int) -> tuple[str, str]:
    if question.kind is Kind.PREPARATORY:
        effect = wording.preparatory_effect(left - 1)
        return effect, effect
    return yes.effect, no.effect if no else wording.REJECTION_EFFECT


def _winners(before: list[Division]) -> list[int]:
    """What each preparatory division so far gave, in turn; the void ones gave nothing."""
    return [
        winner
        for division in before
        if division.state is DivisionState.CLOSED
        and division.kind is DivisionKind.PREPARATORY
        and (winner := division.yes_id if division.outcome is Choice.YES else division.no_id)
    ]


def _question(proposals: dict[int, Proposal], item: Item, winners: list[int]) -> Question:
    order = sorted(proposals, key=lambda number: proposals[number].put_as or 0)
    if item.found_id is None:
        raise NotNow(act=Act.OPEN_DIVISION.value, step=item.step.value)
    return next_question(order, item.found_id, winners)
