"""An item's way, event by event, as its page tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from council.services import wording_questions
from council.store.models import Division, DivisionKind, Item, Question
from council.store.queries.public_items import ItemWhole
from council.web.frame import body
from council.web.public import headlines
from council.web.words import whom


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with an item. ``weighty``: the decision."""

    at: datetime
    text: str
    weighty: bool = False


def of_item(whole: ItemWhole) -> list[Event]:
    """What has happened, the first first."""
    return sorted(_events(whole), key=lambda event: event.at)


def _events(whole: ItemWhole) -> Iterator[Event]:
    item = whole.item
    if item.opened_at is not None:
        yield Event(item.opened_at, _("Ärendet öppnas"))
    if item.order_approved_at is not None:
        yield Event(item.order_approved_at, _("Propositionsordningen godkänns"))
    for question in item.questions:
        yield from _question(question)
    for division in whole.divisions:
        yield from _division(division, whole.annulled.get(division.id))
    if item.decided_at is not None:
        yield Event(item.decided_at, _decided(item), weighty=True)


def _question(question: Question) -> Iterator[Event]:
    if question.found_at is not None:
        what = wording_questions.found(body(), question)
        yield Event(question.found_at, _("Ordföranden finner att %(what)s", what=what))
    if question.requested_at is not None and question.requested_by is not None:
        party = question.requested_by.party
        name = whom(question.requested_by.name, party.letters if party else None)
        yield Event(question.requested_at, _("Omröstning begärs av %(name)s", name=name))


def _division(division: Division, annulled: datetime | None) -> Iterator[Event]:
    preparatory = division.kind is DivisionKind.PREPARATORY
    yield Event(
        division.opened_at,
        _("Den förberedande omröstningen öppnas") if preparatory else _("Omröstningen öppnas"),
    )
    if division.closed_at is not None and division.votes_yes is not None:
        figures = headlines.figures(division)
        yield Event(division.closed_at, _("Omröstningen stängs, %(figures)s", figures=figures))
    if annulled is not None:
        yield Event(annulled, _("Omröstningen förklaras ogiltig"))


def _decided(item: Item) -> str:
    number = item.paragraph.number if item.paragraph else ""
    return _("Fullmäktige beslutar, §\u00a0%(number)s", number=number)
