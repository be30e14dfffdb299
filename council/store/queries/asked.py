"""How the questions of an item are read along with it, by every page that tells of them."""

from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from council.store.models import Item, Person, Proposal, Question


def _parts() -> tuple[_AbstractLoad, ...]:
    return (
        joinedload(Question.found_proposal).selectinload(Proposal.movers),
        joinedload(Question.requested_by).joinedload(Person.party),
    )


def question_now() -> _AbstractLoad:
    """The question that is put now, what was found and who asked for a division."""
    return joinedload(Item.question).options(*_parts())


def every_question() -> _AbstractLoad:
    """All that was put of an item, in turn."""
    return selectinload(Item.questions).options(*_parts())
