"""How a decision was made, step by step, in the sentences of the record."""

from collections.abc import Iterator
from datetime import datetime

from council.services import wording, wording_chain, wording_shares
from council.services.record_words import exact_clock
from council.store.models import Body, DivisionState, Item, Person, Question
from council.store.queries.public_items import ItemWhole


def of_item(whole: ItemWhole, body: Body) -> list[str]:
    """What was put, what was found, who asked for a division, and what it gave."""
    item = whole.item
    if not wording_chain.was_put(item):
        return [wording.put(body, (), None)] if item.decided_at and not item.proposals else []
    put = wording_chain.was_put(item)
    return [text for question in put for text in _question(whole, question, body)]


def _question(whole: ItemWhole, question: Question, body: Body) -> Iterator[str]:
    """A question with its divisions; a main question's own come after its preparatory ones."""
    held = any(one.question_id == question.id for one in whole.divisions)
    yield from wording_chain.told(body, whole.item, question, _requester(question), held=held)
    if question.main_id is None and not _has_chain(whole.item, question):
        yield from _divisions(whole, question, body)
    elif question.main_id is not None:
        yield from _divisions(whole, question, body)
        if _chain(whole.item, question.main_id)[-1] is question:
            main = next(one for one in whole.item.questions if one.id == question.main_id)
            yield from _divisions(whole, main, body)


def _chain(item: Item, main_id: int) -> list[Question]:
    return [one for one in item.questions if one.main_id == main_id and one.found_at is not None]


def _has_chain(item: Item, question: Question) -> bool:
    return bool(_chain(item, question.id))


def _requester(question: Question) -> str | None:
    if question.requested_by is None or question.requested_at is None:
        return None
    return _named(question.requested_by, question.requested_at)


def _named(person: Person, at: datetime) -> str:
    party = person.party.letters if person.party else None
    return f"{wording.whom(person.name, party)} {exact_clock(at)}"


def _divisions(whole: ItemWhole, question: Question, body: Body) -> Iterator[str]:
    for division in whole.divisions:
        if division.question_id != question.id or division.secret:
            continue
        yield wording.voting_proposition(division)
        if division.state is DivisionState.ANNULLED:
            at = whole.annulled[division.id]
            yield wording.annulled(division, at, again=division is not whole.divisions[-1])
        if division.state is DivisionState.CLOSED:
            yield wording_shares.result(
                body, division, last=wording_chain.is_last(whole.item, question)
            )
