"""Who decided in which §§: from rolls and stretches of presence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from council.services.protocol_parts import Serving
from council.services.record_words import NBSP, clock, spans
from council.services.wording import whom
from council.store.models import Division, DivisionKind, DivisionState, Item, Person, Presence
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
    return frozenset(
        (presence.seat_id, presence.person_id)
        for presence in record.presences
        if presence.seat_id is not None and _whole_item(presence, item)
    )


def _deciding_division(divisions: Sequence[Division]) -> Division | None:
    main = [
        division
        for division in divisions
        if division.kind is DivisionKind.MAIN and division.state is DivisionState.CLOSED
    ]
    return main[-1] if main else None


def _whole_item(presence: Presence, item: Item) -> bool:
    """Who comes while an item is treated waits for the next; who leaves has not decided it."""
    if item.opened_at is None or item.decided_at is None or presence.arrived_at > item.opened_at:
        return False
    return presence.left_at is None or presence.left_at >= item.decided_at


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
    return [
        Serving(
            name=person_in_record(known[service].person),
            substitute_for=_stands_in_for(known[service]),
            paragraphs=spans(numbers) if numbers and len(numbers) < all_ else "",
        )
        for service, numbers in by_service.items()
    ]


def changes(record: Record, decided: Sequence[Decided]) -> list[str]:
    """Who came after the opening and who left, each with its time and its §."""
    told = []
    for presence in record.presences:
        if presence.seat_id is not None and _came_later(record, presence):
            told.append((presence.arrived_at, _arrival(presence, decided)))
        if (left := presence.left_at) is not None:
            told.append((left, _leaving(presence.person, left, decided)))
    return [text for _, text in sorted(told)]


def not_serving(record: Record) -> list[str]:
    """Substitutes who were there and never served."""
    serving = {presence.person_id for presence in record.presences if presence.seat_id is not None}
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


def _stands_in_for(presence: Presence) -> str:
    holder = presence.seat.holder if presence.seat else None
    if holder is None or holder.id == presence.person_id:
        return ""
    return person_in_record(holder)


def _came_later(record: Record, presence: Presence) -> bool:
    opened = record.meeting.opened_at
    return opened is not None and presence.arrived_at > opened


def _arrival(presence: Presence, decided: Sequence[Decided]) -> str:
    who = person_in_record(presence.person)
    instead = _stands_in_for(presence)
    instead = f" för {instead}" if instead else ""
    service = (presence.seat_id, presence.person_id)
    first = [one.number for one in decided if service in one.took_part]
    since = f" från och med §{NBSP}{min(first)}" if first else ""
    return f"{who} anländer {clock(presence.arrived_at)} och tjänstgör{instead}{since}."


def _leaving(person: Person, left: datetime, decided: Sequence[Decided]) -> str:
    before = [one.number for one in decided if one.at <= left]
    after = f" efter §{NBSP}{max(before)}" if before else ""
    return f"{person_in_record(person)} lämnar sammanträdet {clock(left)}{after}."
