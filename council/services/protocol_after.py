"""What members have added to a decision, as its § tells it: reservations, notes, their annexes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from council.services.protocol_parts import Reasons, Section
from council.services.protocol_service import took_part
from council.services.record_words import NBSP
from council.services.wording import whom
from council.services.wording_after import PartyDeciding, noted, reserved
from council.store.models import Item, Note, Reservation
from council.store.queries.afterwards import taken_in
from council.store.queries.protocol import Record


def after_sections(record: Record, item: Item, annexes: int) -> Iterable[Section]:
    """Reservationer and Protokollsanteckningar; ``annexes``: how many stand before the reasons."""
    if reservations := record.reservations.get(item.id, ()):
        numbers = [one.annex for one in reasons(record, item, annexes)]
        yield Section(
            "reservations",
            "Reservationer",
            reserved(reservations, _deciding(record, item), numbers),
            times=tuple(one.announced_at for one in reservations),
        )
    if notes := taken_in(record.notes.get(item.id, ())):
        told = tuple(noted(note, which=_which(record, note)) for note in notes)
        yield Section(
            "notes",
            "Protokollsanteckningar",
            told[0] if len(told) == 1 else "",
            points=told if len(told) > 1 else (),
            times=tuple(note.announced_at for note in notes),
        )


def reasons(record: Record, item: Item, annexes: int) -> list[Reasons]:
    """The written reasons of an item's reservations, each an annex after those before it."""
    written = [one for one in record.reservations.get(item.id, ()) if one.text]
    return [
        Reasons(number, f"Bilaga {number}{_of(item)}, Reservation från {_name(one)}", one.text)
        for number, one in enumerate(written, start=annexes + 1)
    ]


def _deciding(record: Record, item: Item) -> Mapping[str, PartyDeciding]:
    parties = {
        presence.person_id: presence.person.party
        for presence in record.presences
        if presence.person.party is not None
    }
    people: dict[str, set[int]] = defaultdict(set)
    for _, person_id in took_part(record, item):
        if (party := parties.get(person_id)) is not None:
            people[party.letters].add(person_id)
    names = {party.letters: party.name for party in parties.values()}
    return {
        letters: PartyDeciding(names[letters], frozenset(those))
        for letters, those in people.items()
    }


def _which(record: Record, note: Note) -> int | None:
    divisions = record.divisions.get(note.item_id, ())
    if len(divisions) < 2:
        return None
    return next((one.sequence for one in divisions if one.id == note.division_id), None)


def _of(item: Item) -> str:
    return "" if item.paragraph is None else f" till §{NBSP}{item.paragraph.number}"


def _name(reservation: Reservation) -> str:
    party = reservation.person.party
    return whom(reservation.person.name, party.letters if party else None)
