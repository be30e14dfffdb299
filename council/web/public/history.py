"""An item's way, event by event, as its page tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from council.store.models import Division, DivisionKind, Item
from council.store.queries.public_items import ItemWhole
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
    if item.found_at is not None:
        yield Event(item.found_at, _found(item))
    if item.requested_at is not None and item.requested_by is not None:
        party = item.requested_by.party
        name = whom(item.requested_by.name, party.letters if party else None)
        yield Event(item.requested_at, _("Omröstning begärs av %(name)s", name=name))
    for division in whole.divisions:
        yield from _division(division, whole.annulled.get(division.id))
    if item.decided_at is not None:
        yield Event(item.decided_at, _decided(item), weighty=True)


def _found(item: Item) -> str:
    if item.found is None:
        return _("Ordföranden finner att ärendet läggs till handlingarna")
    return _("Ordföranden finner att svaret är %(what)s", what=item.found.phrase)


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
