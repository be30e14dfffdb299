"""A new list of the council's people in place of the one that holds: who comes, goes, changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.services.founding import NewPerson, new_party, new_person, person_facts
from council.services.lists import write_lists
from council.store import journal
from council.store.journal import Actor
from council.store.models import Meeting, MeetingState, Party, Person, Role, Seat
from council.store.models.people import PRESIDIUM, SEATED

UNDER_WAY = (MeetingState.OPEN, MeetingState.ADJOURNED)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list changes, as people and seats."""

    added: Sequence[Person]
    changed: Sequence[Person]
    removed: Sequence[Person]
    seats: Sequence[Seat]
    lists: Sequence[Mapping[str, Any]] = ()
    """Seats with another constituency or other substitutes of their own, as the journal tells."""

    @property
    def any(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.added or self.changed or self.removed or self.seats or self.lists)


def meeting_under_way(session: Session) -> bool:
    """Whether a meeting is open or adjourned: then nobody gains or loses a seat."""
    return (
        session.scalar(select(Meeting.id).where(Meeting.state.in_(UNDER_WAY)).limit(1)) is not None
    )


def replace_people(
    session: Session, people: Sequence[NewPerson], *, actor: Actor, now: datetime
) -> Changes:
    """Make the council's people those of the list. Officials who are not on it stay.

    Who is no longer on it is kept for the record, but cannot sign in and holds no seat. A seat
    stays with its holder; one that is left goes to somebody new of the same party first.
    """
    parties = _parties(session, people)
    known = {person.username: person for person in session.scalars(select(Person))}
    listed = {one.username for one in people}
    removed = [
        person
        for person in known.values()
        if person.active and person.party_id is not None and person.username not in listed
    ]
    for person in removed:
        _remove(person)
    added = [new_person(one, parties) for one in people if one.username not in known]
    changed = [
        known[one.username]
        for one in people
        if one.username in known and _change(known[one.username], one, parties)
    ]
    session.add_all(added)
    session.flush()
    rows = {person.username: person for person in [*known.values(), *added]}
    holders = [rows[one.username] for one in people if one.role in SEATED]
    seats = _reseat(session, holders)
    _rank(session, parties.values())
    lists = write_lists(session, people, rows)
    changes = Changes(added, changed, removed, seats, lists)
    if changes.any:
        payload = _payload(changes, parties)
        journal.append(session, journal.BODY, "people.changed", payload, actor=actor, now=now)
    return changes


def _remove(person: Person) -> None:
    person.active = False
    if person.role in PRESIDIUM:
        person.role = Role.MEMBER


def _change(person: Person, new: NewPerson, parties: Mapping[str, Party]) -> bool:
    party_id = parties[new.party].id if new.party else None
    before = (person.name, person.role, person.party_id, person.call_order, person.active)
    if before == (new.name, new.role, party_id, new.order, True):
        return False
    person.name, person.role, person.party_id = new.name, new.role, party_id
    person.call_order, person.active = new.order, True
    return True


def _reseat(session: Session, holders: Sequence[Person]) -> list[Seat]:
    """Give every holder a seat; tells which seats have another holder or party than before."""
    seats = list(session.scalars(select(Seat).order_by(Seat.number)))
    before = {seat.id: (seat.holder_id, seat.party_id) for seat in seats}
    party_of = {person.id: person.party_id for person in holders}
    for seat in seats:
        if seat.holder_id is not None and party_of.get(seat.holder_id) != seat.party_id:
            seat.holder_id = None
    session.flush()  # a holder has one seat at every moment
    seated = {seat.holder_id for seat in seats}
    waiting = [person for person in holders if person.id not in seated]
    for same_party in (True, False):
        for person in list(waiting):
            for seat in seats:
                fits = not same_party or seat.party_id == person.party_id
                if seat.holder_id is None and fits and person.party_id is not None:
                    seat.holder_id, seat.party_id = person.id, person.party_id
                    waiting.remove(person)
                    break
    session.flush()
    return [seat for seat in seats if before[seat.id] != (seat.holder_id, seat.party_id)]


def _parties(session: Session, people: Sequence[NewPerson]) -> dict[str, Party]:
    """The parties by letters; those that are new stand last in the hall."""
    parties = {
        party.letters: party for party in session.scalars(select(Party).order_by(Party.hall_order))
    }
    for letters in dict.fromkeys(one.party for one in people if one.party):
        if letters not in parties:
            last = max((party.hall_order for party in parties.values()), default=0) + 1
            parties[letters] = new_party(letters, last, last)
            session.add(parties[letters])
    session.flush()
    return parties


def _rank(session: Session, parties: Iterable[Party]) -> None:
    sizes = Counter(session.scalars(select(Seat.party_id)))
    by_size = sorted(parties, key=lambda party: (-sizes[party.id], party.size_order))
    for place, party in enumerate(by_size, start=1):
        party.size_order = place


def _payload(changes: Changes, parties: Mapping[str, Party]) -> dict[str, Any]:
    letters = {party.id: party.letters for party in parties.values()}
    return {
        "added": [person_facts(person, letters) for person in changes.added],
        "changed": [person_facts(person, letters) for person in changes.changed],
        "removed": [person.ref for person in changes.removed],
        "seats": [
            {
                "seat": str(seat.number),
                "party": letters[seat.party_id],
                "member": None if seat.holder_id is None else f"p{seat.holder_id}",
            }
            for seat in changes.seats
        ],
    } | ({"lists": list(changes.lists)} if changes.lists else {})
