"""How a decision was made, step by step, in the sentences of the record."""

from collections.abc import Iterator
from datetime import datetime

from council.services import wording
from council.services.record_words import exact_clock
from council.store.models import Body, DivisionKind, DivisionState, Person, Proposal
from council.store.queries.public_items import ItemWhole


def of_item(whole: ItemWhole, body: Body) -> list[str]:
    """What was put, what was found, who asked for a division, and what it gave."""
    return list(_steps(whole, body))


def _steps(whole: ItemWhole, body: Body) -> Iterator[str]:
    item = whole.item
    if item.found_at is None:
        return
    order = sorted(
        (one for one in item.proposals if one.put_as is not None),
        key=lambda proposal: proposal.put_as or 0,
    )
    yield wording.put(body, order, item.found)
    if item.requested_at is not None and item.requested_by is not None:
        yield wording.requested(_requester(item.requested_by, item.requested_at))
    elif item.decided_at is not None and item.found is not None:
        yield wording.requested(None)
    if whole.divisions and item.found is not None:
        yield from filter(None, [wording.chain(order, item.found)])
        yield from _divisions(whole, order, body)


def _requester(person: Person, at: datetime) -> str:
    party = person.party.letters if person.party else None
    return f"{wording.whom(person.name, party)} {exact_clock(at)}"


def _divisions(whole: ItemWhole, order: list[Proposal], body: Body) -> Iterator[str]:
    preparatory = 0
    for division in whole.divisions:
        yield wording.voting_proposition(division)
        if division.state is DivisionState.ANNULLED:
            at = whole.annulled[division.id]
            yield wording.annulled(division, at, again=division is not whole.divisions[-1])
        if division.state is not DivisionState.CLOSED:
            continue
        if division.kind is DivisionKind.PREPARATORY:
            preparatory += 1
        last = preparatory >= len(order) - 2
        yield wording.result(body, division, last=last)
