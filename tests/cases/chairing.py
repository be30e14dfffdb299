"""The chair's way through an item: each step by its own act, until something is reached."""

from collections.abc import Sequence
from typing import Any

from council.law.procedure import Step
from council.law.questions import Kind
from council.law.tally import Choice
from council.services import divisions, items, putting, questions, requests
from council.store.engine import reading
from council.store.models import Item, Question
from tests.cases.hall import Hall


def question_of(hall: Hall, item: int) -> Question:
    """The question that is put now, or was put last."""
    with reading() as session:
        number = session.get_one(Item, item).question_id
        return session.get_one(Question, number)


def to_first_question(hall: Hall, item: int, order: Sequence[int] | None = None) -> Question:
    """Open the item and go on until its first question is put."""
    steps: dict[Step, tuple[Any, ...]] = {
        Step.WAITING: (items.open_item,),
        Step.DEBATE: (questions.close_debate,),
        Step.PROPOSALS: (questions.review_proposals,),
        Step.ORDER: (questions.approve_order, order),
    }
    while (step := hall.item(item).step) in steps:
        act, *rest = steps[step]
        hall.does(hall.chair, act, item, *rest)
    assert hall.item(item).step is Step.QUESTION
    return question_of(hall, item)


def find_side(hall: Hall, item: int, side: Choice) -> None:
    """The chair finds for a side of the yes/no question that is put."""
    hall.does(hall.chair, questions.declare, item, None, side=side)


def find(hall: Hall, item: int, proposal: int) -> None:
    """The chair finds for a proposal."""
    hall.does(hall.chair, questions.declare, item, proposal)


def ask_for_division(hall: Hall, item: int) -> None:
    """Somebody asks for a division on what has been found."""
    hall.does(hall.chair, requests.request_division, item)


def open_division(hall: Hall, item: int, found: int | None = None) -> int:
    """Go on to the next division, asked for at each question. Gives its number.

    ``found``: the proposal that the chair finds at the main question; else the first of those put.
    """
    while True:
        question = question_of(hall, item)
        match hall.item(item).step:
            case Step.QUESTION if question.kind is Kind.MAIN and question.found is None:
                find(hall, item, found or hall.as_put(item)[0])
            case Step.QUESTION:
                find_side(hall, item, Choice.YES)
            case Step.FOUND:
                ask_for_division(hall, item)
            case Step.REQUESTED if question.kind is Kind.MAIN and chain_left(hall, item):
                hall.does(hall.chair, questions.put_preparatory, item)
            case Step.REQUESTED:
                return int(hall.does(hall.chair, divisions.open_division, item))
            case step:
                raise AssertionError(f"no division follows {step}")


def chain_left(hall: Hall, item: int) -> int:
    """How many preparatory questions remain, as the chair's desk sees it."""
    with reading() as session:
        row = session.get_one(Item, item)
        question = session.get_one(Question, row.question_id)
        return putting.chain_left(session, row, question)
