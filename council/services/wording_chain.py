"""The record's sentences on what the chair put and found, question by question."""

from collections.abc import Iterator

from council.law.proposals import Group, group
from council.law.questions import Kind, steps_left
from council.law.tally import Choice
from council.services import wording, wording_questions
from council.store.models import (
    Body,
    Item,
    Proposal,
    ProposalState,
    Question,
    SettledBy,
)


def standing(item: Item) -> list[Proposal]:
    """The proposals that were put or may be, as the approved order has them."""
    kept = [
        one
        for one in item.proposals
        if one.state is not ProposalState.WITHDRAWN and one.refused is None
    ]
    return sorted(kept, key=lambda one: (one.put_as or 0, one.position))


def competing(item: Item, question: Question) -> list[Proposal]:
    """The proposals that compete in a main question, in the approved order."""
    material = [one for one in standing(item) if group(one.kind) is Group.MATERIAL]
    if question.clause is None:
        return material
    return [one for one in material if one.clause in (None, question.clause)]


def is_last(item: Item, question: Question | None) -> bool:
    """Whether no further preparatory question comes between this one and the main division."""
    if question is None:
        return True
    main = next((one for one in item.questions if one.id == question.main_id), None)
    if main is None:
        return True
    chain = [one for one in was_put(item) if one.main_id == main.id]
    so_far = [one for one in chain if one.sequence <= question.sequence]
    return steps_left(len(competing(item, main)), len(so_far)) == 0


def was_put(item: Item) -> list[Question]:
    """The questions that the chair has found something of, in the order they were put."""
    return [one for one in item.questions if one.found_at is not None]


def told(
    body: Body,
    item: Item,
    question: Question,
    requester: str | None,
    *,
    held: bool,
    together: str = "andra ärenden",
) -> Iterator[str]:
    """What was put, what was found and whether a division was asked for; the chain that follows.

    ``requester``: who asked for a division, as the record names one. ``held``: a division was
    opened on it, if only to be declared void. ``together``: with what it was decided in one blow.
    """
    if question.kind is Kind.MAIN:
        yield from _main(body, item, question)
    else:
        yield _binary(body, question)
    if requester is not None:
        yield wording.requested(requester)
    elif question.settled_by is SettledBy.BLOCK:
        yield in_one_blow(together)
    elif question.settled_at is not None and not held:
        yield wording.requested(None)
    if question.kind is Kind.MAIN and question.requested_at is not None:
        order = competing(item, question)
        if question.found_proposal is not None:
            yield from filter(None, [wording.chain(order, question.found_proposal)])


def in_one_blow(together: str) -> str:
    """That an item was decided with others."""
    return f"Ärendet avgörs i ett sammanhang med {together}."


def _main(body: Body, item: Item, question: Question) -> Iterator[str]:
    sentence = wording.put(body, competing(item, question), question.found_proposal)
    if question.clause is not None:
        sentence = f"Punkt {question.clause}: {sentence}"
    yield sentence


def _binary(body: Body, question: Question) -> str:
    yes, no = question.yes_phrase, question.no_phrase
    found = wording_questions.found(body, question)
    match question.kind:
        case Kind.PREPARATORY:
            winner = yes if question.found is Choice.YES else no
            return f"Ordföranden ställer {yes} mot {no} och finner att {winner} får mest stöd."
        case Kind.LEAVE:
            return f"Ordföranden frågar om interpellationen får ställas och finner att {found}."
        case Kind.ADDITION:
            put = f"bifall till och avslag på {wording.wanted(yes)}"
            return f"Ordföranden ställer proposition på {put} och finner att {found}."
    return f"Ordföranden ställer proposition på {yes} och på {no} och finner att {found}."
