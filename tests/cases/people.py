"""Who sits in a council built to measure: the parties and people that a case names, and fillers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from council.services import founding
from council.services.founding import NewBody, NewPerson
from council.services.parties import KNOWN
from council.store.engine import reading, writing
from council.store.journal import Actor
from council.store.models import (
    Person,
    Role,
    Seat,
)
from tests.factories import password_hash

DAY = date(2026, 11, 18)
SMALLEST = 21
CHAIR = "Ordföranden"
SECRETARY = "Sekreteraren"
FILLERS = ("S", "M", "C", "KD", "L", "MP", "V", "SD", "NS", "SJVP", "FI")
"""Parties of those whom a case does not name."""


@dataclass
class Council:
    """Who shall be in the council. Seats that nobody named are filled with others."""

    seats: int = SMALLEST
    members: dict[str, str | None] = field(default_factory=dict)
    """Those who are named, each with a party or None for any."""
    substitutes: dict[str, str] = field(default_factory=dict)
    """Name and party, in the order in which they are called."""
    parties: dict[str, int] = field(default_factory=dict)
    """How many seats each party has; where it is empty, as it comes."""
    chair: str = CHAIR
    chair_party: str | None = None


def odd(seats: int) -> int:
    """The smallest size that a council may have with room for so many."""
    size = max(SMALLEST, seats)
    return size if size % 2 else size + 1


class People:
    """The council, founded, with everybody's names, numbers and seats."""

    def __init__(self, council: Council, now: datetime) -> None:
        self.council = council
        self.now = now
        self.users: dict[str, str] = {}
        self._ids: dict[str, int] = {}
        self._letters: dict[str, str] = {}
        self._found()

    def _found(self) -> None:
        council = self.council
        people = [*self._members(), *self._substitutes()]
        people += [
            NewPerson(self._user(SECRETARY), SECRETARY, Role.SECRETARY),
            NewPerson(self._user("admin"), "Administratören", Role.ADMIN),
        ]
        with writing() as session:
            new = NewBody("Regionfullmäktige", "Provregionen", "Regionstyrelsen")
            founding.found_body(session, new, people, now=self.now, password_hash=password_hash())
        with reading() as session:
            self._ids = {one.username: one.id for one in session.scalars(select(Person))}
        self.party_of = {one.name: one.party or "" for one in people}
        assert council.seats == sum(one.role not in _UNSEATED for one in people)

    def _members(self) -> Iterable[NewPerson]:
        council = self.council
        named: dict[str, str | None] = {council.chair: council.chair_party} | council.members
        left = dict(council.parties)
        for name, party in named.items():
            letters = party or self._any_party(left)
            left[letters] = left.get(letters, 0) - 1
            role = Role.CHAIR if name == council.chair else Role.MEMBER
            yield NewPerson(self._user(name), name, role, self.letters(letters))
        free = [letters for letters, count in left.items() for _ in range(count)]
        for number in range(len(named) + 1, council.seats + 1):
            letters = free.pop(0) if free else FILLERS[number % 3]
            name = f"Ledamot {number}"
            role = {1: Role.FIRST_VICE, 2: Role.SECOND_VICE}.get(number - len(named), Role.MEMBER)
            yield NewPerson(self._user(name), name, role, self.letters(letters))

    def _any_party(self, left: Mapping[str, int]) -> str:
        return next((letters for letters, count in left.items() if count > 0), FILLERS[0])

    def _substitutes(self) -> Iterable[NewPerson]:
        places: dict[str, int] = {}
        for name, party in self.council.substitutes.items():
            places[party] = places.get(party, 0) + 1
            letters = self.letters(party)
            yield NewPerson(self._user(name), name, Role.SUBSTITUTE, letters, places[party])

    def letters(self, given: str) -> str:
        """The letters under which a party of the case sits in this council."""
        if given not in self._letters:
            taken = set(self._letters.values())
            spare = [one for one in reversed(FILLERS) if one not in taken]
            self._letters[given] = given if given in KNOWN and given not in taken else spare[0]
        return self._letters[given]

    def given_letters(self, letters: str) -> str:
        """The letters by which the case knows a party of this council."""
        return next((one for one, used in self._letters.items() if used == letters), letters)

    def _user(self, name: str) -> str:
        if name not in self.users:
            plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
            username = re.sub(r"[^a-z0-9]+", "", plain) or f"person{len(self.users)}"
            while username in self.users.values():
                username += "x"
            self.users[name] = username
        return self.users[name]

    def name_of(self, person_id: int | None) -> str | None:
        """The name of a person by number."""
        with reading() as session:
            person = None if person_id is None else session.get(Person, person_id)
            return None if person is None else person.name

    def person(self, name: str) -> int:
        """Somebody's number."""
        return self._ids[self.users[name]]

    def actor(self, name: str) -> Actor:
        """Somebody as the journal names who acts."""
        return Actor(f"p{self.person(name)}", "member", "password")

    @property
    def chair(self) -> str:
        """Who presides."""
        return self.council.chair

    @property
    def members(self) -> list[str]:
        """The names of all who hold a seat, the presiding first, then the named."""
        names = {username: name for name, username in self.users.items()}
        with reading() as session:
            rows = session.execute(
                select(Person.username).join(Seat, Seat.holder_id == Person.id)
            ).scalars()
            held = {names[username] for username in rows}
        return [name for name in self.users if name in held]

    def seat(self, name: str) -> int:
        """The seat that somebody holds."""
        with reading() as session:
            return session.scalars(select(Seat.id).where(Seat.holder_id == self.person(name))).one()


_UNSEATED = (Role.SUBSTITUTE, Role.SECRETARY, Role.ADMIN)
