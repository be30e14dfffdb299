"""Who decided in which §§: from rolls and stretches of presence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from council.services.presences import day
from council.services.protocol_parts import Serving
from council.services.record_words import spans
from council.services.wording import whom
from council.store.models import (
    Adjournment,
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Person,
    Presence,
    Recusal,
)
from council.store.queries.protocol import Record

Service = tuple[int, int]
"""A seat's row number and the person who serves on it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided item with its §, the time of the gavel and who took part."""

    item: Item
    number: int
    at: datetime
    took_part: frozenset[Service]


def decided_items(record: Record) -> list[Decided]:
    """The decided items in the order of their §§."""
    decided = [
        Decided(item, item.paragraph.number, item.decided_at, took_part(record, item))
        for item in record.items
        if item.paragraph is not None and item.decided_at is not None
    ]
    return sorted(decided, key=lambda one: one.number)


def took_part(record: Record, item: Item) -> frozenset[Service]:
    """Who took part in a decision: the roll of the division that decided, else who was there."""
    if (main := _deciding_division(record.divisions.get(item.id, ()))) is not None:
        return frozenset(
            (seat.seat_id, seat.person_id) for seat in main.roll if seat.person_id is not None
        )
    there = {
        (presence.seat_id, presence.person_id)
        for presence in record.presences
        if presence.seat_id is not None and _whole_item(record, presence, item)
    }
    return _without_aside(record, item, there)


def _without_aside(record: Record, item: Item, there: set[Service]) -> frozenset[Service]:
    """Who is recused has not decided; who stands in has. Nor has who takes no part."""
    recusals = record.recusals.get(item.id, ())
    no_part = {person.id for person in record.no_part.get(item.id, ())}
    gone = {(one.seat_id, one.person_id) for one in recusals}
    instead = {
        (one.seat_id, one.substitute_id)
        for one in recusals
        if one.substitute_id is not None and (one.seat_id, one.person_id) in there
    }
    return frozenset(one for one in (there - gone) | instead if one[1] not in no_part)


def _deciding_division(divisions: Sequence[Division]) -> Division | None:
    main = [
        division
        for division in divisions
        if division.kind is DivisionKind.MAIN and division.state is DivisionState.CLOSED
    ]
    return main[-1] if main else None


def _whole_item(record: Record, presence: Presence, item: Item) -> bool:
    """Who comes while an item is treated waits for the next; who leaves has not decided it."""
    fixed = _roll_fixed(record, item)
    if fixed is None or item.decided_at is None or presence.arrived_at > fixed:
        return False
    return presence.left_at is None or presence.left_at >= item.decided_at


def _roll_fixed(record: Record, item: Item) -> datetime | None:
    """When the roll of an item was fixed: its opening, or when it went on on another day."""
    fixed = item.opened_at
    for pause in record.pauses:
        if fixed and overnight(pause) and pause.resumed_at and pause.from_at >= fixed:
            fixed = pause.resumed_at
    return fixed


def overnight(pause: Adjournment) -> bool:
    """Whether the meeting goes on another day, with a new roll call."""
    return day(pause.from_at) != day(pause.resumed_at or pause.until)


def served(record: Record, decided: Sequence[Decided]) -> dict[Service, list[int]]:
    """The §§ that each has decided in, by seat; before the first §, who serves now."""
    by_service: dict[Service, list[int]] = {}
    for presence in sorted(record.presences, key=_place):
        if presence.seat_id is not None and (decided or presence.left_at is None):
            by_service.setdefault((presence.seat_id, presence.person_id), [])
    for one in decided:
        for service in one.took_part:
            by_service.setdefault(service, []).append(one.number)
    return {service: told for service, told in by_service.items() if told or not decided}


def serving_list(
    record: Record, by_service: Mapping[Service, Sequence[int]], all_: int
) -> list[Serving]:
    """The list of those who decided, in the order of the hall."""
    known = _first_presences(record)
    stood_in = {
        (one.seat_id, one.substitute_id): one
        for recusals in record.recusals.values()
        for one in recusals
    }
    return [
        Serving(
            name=_served_by(service, known, stood_in),
            substitute_for=_served_for(service, known, stood_in),
            paragraphs=spans(numbers) if numbers and len(numbers) < all_ else "",
        )
        for service, numbers in by_service.items()
    ]


def _served_by(
    service: Service,
    known: Mapping[Service, Presence],
    stood_in: Mapping[tuple[int, int | None], Recusal],
) -> str:
    person = known[service].person if service in known else stood_in[service].substitute
    return "" if person is None else person_in_record(person)


def _served_for(
    service: Service,
    known: Mapping[Service, Presence],
    stood_in: Mapping[tuple[int, int | None], Recusal],
) -> str:
    if service in known:
        return stands_in_for(known[service])
    return person_in_record(stood_in[service].person)


def not_serving(record: Record) -> list[str]:
    """Substitutes who were there and never served."""
    serving = {presence.person_id for presence in record.presences if presence.seat_id is not None}
    serving |= {
        one.substitute_id
        for recusals in record.recusals.values()
        for one in recusals
        if one.substitute_id is not None
    }
    waiting = {
        presence.person_id: person_in_record(presence.person)
        for presence in record.presences
        if presence.person_id not in serving
    }
    return list(waiting.values())


def person_in_record(person: Person) -> str:
    """ "Ledamot 33 (V)"."""
    return whom(person.name, person.party.letters if person.party else None)


def _place(presence: Presence) -> tuple[int, str]:
    return (presence.seat.number if presence.seat else 0, presence.arrived_at.isoformat())


def _first_presences(record: Record) -> dict[Service, Presence]:
    known: dict[Service, Presence] = {}
    for presence in record.presences:
        if presence.seat_id is not None:
            known.setdefault((presence.seat_id, presence.person_id), presence)
    return known


def stands_in_for(presence: Presence) -> str:
    """Whose seat it is, where somebody else serves on it."""
    holder = presence.seat.holder if presence.seat else None
    if holder is None or holder.id == presence.person_id:
        return ""
    return person_in_record(holder)
