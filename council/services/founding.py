"""Founding the council: its body, parties, people and seats, and the body's chain."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from council.law.roll import require_council_size
from council.services.attendance import HALL
from council.services.editions import RULES_EDITION, SOFTWARE, name_hash, rules_hash
from council.services.lists import write_lists
from council.services.parties import KNOWN
from council.store import journal
from council.store.models import Body, Party, Person, Role, Seat
from council.store.models.people import SEATED


@dataclass(frozen=True, slots=True)
class NewBody:
    """The council itself. ``hall``: its parties from left to right; by size where it is empty."""

    name: str
    organisation: str
    board: str
    demonstration: bool = False
    hall: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who shall be able to sign in; councillors have a party.

    ``substitute_for``: the user names of the members whose own substitute one is; ``order`` is
    then the place in each of their lists. None: the list says nothing of it.
    """

    username: str
    name: str
    role: Role
    party: str | None = None
    order: int | None = None
    constituency: str | None = None
    substitute_for: tuple[str, ...] | None = None


def found_body(
    session: Session,
    new: NewBody,
    people: Sequence[NewPerson],
    *,
    now: datetime,
    password_hash: str | None = None,
) -> Body:
    """Found the council in an empty database. The seats are numbered party by party in the hall.

    Raises:
        BadCouncilSize: an even number of seats, or too few (KL 5 kap. 5 §).
    """
    sizes = Counter(one.party for one in people if one.role in SEATED and one.party)
    require_council_size(sizes.total())
    body = Body(
        id=1,
        name=new.name,
        organisation=new.organisation,
        board=new.board,
        seats=sizes.total(),
        demonstration=new.demonstration,
    )
    letters = dict.fromkeys(one.party for one in people if one.party)
    parties = _parties(list(letters), sizes, new.hall)
    rows = {one.username: new_person(one, parties, password_hash) for one in people}
    session.add_all([body, *parties.values(), *rows.values()])
    session.flush()
    seats = _seats(parties.values(), list(rows.values()))
    session.add_all(seats)
    session.flush()
    payload = _payload(body, parties.values(), rows.values(), seats)
    if lists := write_lists(session, people, rows):
        payload["lists"] = lists
    journal.begin(
        session,
        journal.BODY,
        "body.created",
        payload,
        body=f"{body.organisation}, {body.name}",
        day=now.astimezone(HALL).date(),
        now=now,
    )
    session.flush()
    return body


def new_person(
    new: NewPerson, parties: Mapping[str, Party], password_hash: str | None = None
) -> Person:
    """A row for somebody new."""
    return Person(
        username=new.username,
        name=new.name,
        role=new.role,
        party=parties[new.party] if new.party else None,
        call_order=new.order,
        password_hash=password_hash,
        active=True,
    )


def new_party(letters: str, hall_order: int, size_order: int) -> Party:
    """A row for one of the parties that are known from the start."""
    known = KNOWN[letters]
    return Party(
        letters=letters,
        name=known.name,
        colour=known.colour,
        hall_order=hall_order,
        size_order=size_order,
    )


def _parties(letters: list[str], sizes: Counter[str], hall: Sequence[str]) -> dict[str, Party]:
    by_size = sorted(letters, key=lambda one: (-sizes[one], list(KNOWN).index(one)))
    placed = [one for one in hall if one in letters]
    in_hall = placed + [one for one in by_size if one not in placed]
    return {one: new_party(one, in_hall.index(one) + 1, by_size.index(one) + 1) for one in by_size}


def _seats(parties: Iterable[Party], people: Sequence[Person]) -> list[Seat]:
    holders = [
        person
        for party in sorted(parties, key=lambda party: party.hall_order)
        for person in people
        if person.party_id == party.id and person.role in SEATED
    ]
    return [
        Seat(number=number, party_id=person.party_id, holder_id=person.id)
        for number, person in enumerate(holders, start=1)
    ]


def _payload(
    body: Body, parties: Iterable[Party], people: Iterable[Person], seats: Iterable[Seat]
) -> dict[str, Any]:
    letters = {party.id: party.letters for party in parties}
    return {
        "body": {
            "name": body.name,
            "organisation": body.organisation,
            "board": body.board,
            "seats": body.seats,
            "demonstration": body.demonstration,
        },
        "software": SOFTWARE,
        "rules": {"edition": RULES_EDITION, "sha256": rules_hash()},
        "parties": [
            {"letters": party.letters, "name": party.name, "hall": party.hall_order}
            for party in sorted(parties, key=lambda party: party.hall_order)
        ],
        "people": [person_facts(person, letters) for person in people],
        "seats": [
            {"seat": str(seat.number), "party": letters[seat.party_id], "member": member}
            for seat in seats
            for member in (None if seat.holder_id is None else f"p{seat.holder_id}",)
        ],
    }


def person_facts(person: Person, letters: Mapping[int, str]) -> dict[str, Any]:
    """A person as the journal writes one: no name, but what binds the reference to it."""
    return {
        "ref": person.ref,
        "role": person.role.value,
        "party": None if person.party_id is None else letters[person.party_id],
        "call_order": person.call_order,
        "name_sha256": name_hash(person.ref, person.name),
    }
