"""From the question that is put to the division on it, word for word; and the way there."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.procedure import Act, Step
from council.law.questions import Kind
from council.law.refusals import NotNow
from council.services import putting
from council.services.confirming import confirm
from council.services.item_parts import divisions_of
from council.services.missing import found
from council.services.questions import approve, declare_found, end_debate, put_counter, review
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
    Question,
)

KINDS = {
    Kind.LEAVE: DivisionKind.PROCEDURAL,
    Kind.FORMAL: DivisionKind.PROCEDURAL,
    Kind.PREPARATORY: DivisionKind.PREPARATORY,
    Kind.MAIN: DivisionKind.MAIN,
    Kind.ADDITION: DivisionKind.MAIN,
}
"""What kind of division settles each kind of question, in the words of the public data."""


def short_way(
    session: Session, meeting: Meeting, item: Item, person: Person, actor: Actor, now: datetime
) -> None:
    """Straight to a requested division, where nobody asks for the floor: each act that is passed
    by is its own entry in the journal."""
    if item.step is Step.DEBATE:
        end_debate(session, meeting, item, actor, now)
        review(session, meeting, item, actor, now)
        approve(session, meeting, item, None, actor, now)
        _find_first(session, meeting, item, person, actor, now)
    question = putting.current(session, item)
    if question is None:
        return
    if question.kind is Kind.PREPARATORY and item.step is Step.RESULT:
        confirm(session, meeting, item, actor, now)
        question = found(putting.current(session, item))
    if question.kind is Kind.MAIN and _chain_begins(session, item, question):
        put_counter(session, meeting, item, actor, now)
        question = found(putting.current(session, item))
    if question.kind is Kind.PREPARATORY and item.step is Step.QUESTION:
        _find_first(session, meeting, item, person, actor, now)


def _find_first(
    session: Session, meeting: Meeting, item: Item, person: Person, actor: Actor, now: datetime
) -> None:
    """Find for what is put first, and record that a division was asked for."""
    question = found(putting.current(session, item))
    first = question.yes_id
    if question.kind is Kind.MAIN:
        first = putting.competing(session, item, question)[0]
    declare_found(session, meeting, item, first, actor, now)
    request(session, meeting, item, person, actor, now)


def _chain_begins(session: Session, item: Item, main: Question) -> bool:
    return item.step is Step.REQUESTED and putting.chain_left(session, item, main) > 0


def frame(session: Session, item: Item, now: datetime, method: Method = Method.DEVICE) -> Division:
    """The division on the question that is put, its words frozen as the voters read them.

    Raises:
        NotNow: nothing has been found that a division could be about, or the counter-proposal is
            not known yet.
    """
    question = putting.current(session, item)
    if question is None or (question.kind is Kind.MAIN and _chain_begins(session, item, question)):
        raise NotNow(act=Act.OPEN_DIVISION.value, step=item.step.value)
    return Division(
        meeting_id=item.meeting_id,
        item_id=item.id,
        question_id=question.id,
        sequence=len(divisions_of(session, item)) + 1,
        kind=KINDS[question.kind],
        method=method,
        secret=False,
        state=DivisionState.OPEN,
        yes_id=question.yes_id,
        no_id=question.no_id,
        yes_phrase=question.yes_phrase,
        yes_effect=question.yes_effect,
        no_phrase=question.no_phrase,
        no_effect=question.no_effect,
        counted_side=putting.counted_side(session, item, question),
        opened_at=now,
    )
