"""Reading in the council's people from a CSV file: all of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.roll import require_council_size
from council.services.founding import NewBody, NewPerson, found_body
from council.services.importing import people as reading_people
from council.services.importing import table
from council.services.importing.faults import Fault, FaultyFile
from council.services.membership import meeting_under_way, replace_people
from council.services.parties import KNOWN
from council.store.engine import writing
from council.store.journal import SYSTEM, Actor
from council.store.models import Body, Party, Person, Role
from council.store.models.people import SEATED

DEFAULT_BODY = NewBody(
    name="Regionfullmäktige", organisation="Region Norrbotten", board="Regionstyrelsen"
)
ADMINISTRATOR = NewPerson("admin", "Administratör", Role.ADMIN)
"""Made when the council is founded; who may sign in with it is decided by ``set-password``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file holds, and what it changes."""

    members: int
    substitutes: int
    added: int
    changed: int
    removed: int
    founded: bool


def load(
    data: bytes, *, now: datetime, actor: Actor = SYSTEM, founding: NewBody = DEFAULT_BODY
) -> Summary:
    """Read in a members' file. Into an empty database it founds the council.

    Raises:
        FaultyFile: with every fault; nothing is changed.
        BadCouncilSize: an even number of seats, or too few (KL 5 kap. 5 §).
    """
    with writing() as session:
        return _load(session, data, now, actor, founding)


def preview(data: bytes, *, now: datetime) -> Summary:
    """What ``load`` would do; nothing of it is kept.

    Raises:
        FaultyFile, BadCouncilSize.
    """
    with writing() as session:
        summary = _load(session, data, now, SYSTEM, DEFAULT_BODY)
        session.rollback()
        return summary


def _load(session: Session, data: bytes, now: datetime, actor: Actor, founding: NewBody) -> Summary:
    body = session.get(Body, 1)
    rows = _people(session, data)
    people = list(rows.values())
    seats = sum(one.role in SEATED for one in people)
    substitutes = sum(one.role is Role.SUBSTITUTE for one in people)
    require_council_size(seats)
    if body is None:
        found_body(session, founding, [*people, ADMINISTRATOR], now=now)
        return Summary(seats, substitutes, len(people), 0, 0, founded=True)
    _require_same_size(body, seats)
    if meeting_under_way(session):
        _require_same_seats(session, rows)
    changes = replace_people(session, people, actor=actor, now=now)
    return Summary(
        seats,
        substitutes,
        len(changes.added),
        len(changes.changed),
        len(changes.removed),
        founded=False,
    )


def _people(session: Session, data: bytes) -> dict[int, NewPerson]:
    parties = list(dict.fromkeys([*session.scalars(select(Party.letters)), *KNOWN]))
    others = session.scalars(select(Person.username).where(Person.role == Role.ADMIN))
    taken = {name.casefold() for name in others} | {ADMINISTRATOR.username}
    rows = table.read(data, reading_people.COLUMNS, reading_people.OPTIONAL)
    return reading_people.people(rows, parties, taken)


def _require_same_size(body: Body, seats: int) -> None:
    if seats != body.seats:
        stood = _("%(seats)s rader med plats", seats=seats)
        expected = _("%(seats)s, så många platser som fullmäktige har", seats=body.seats)
        raise FaultyFile([Fault("–", "role", stood, expected)])


def _require_same_seats(session: Session, rows: Mapping[int, NewPerson]) -> None:
    """While a meeting is under way names may be mended, but nobody comes, goes or moves."""
    listed = {one.username: (number, one) for number, one in rows.items()}
    councillors = session.execute(
        select(Person.username, Person.role, Party.letters)
        .join(Party, Person.party_id == Party.id)
        .where(Person.active.is_(True))
        .order_by(Person.id)
    )
    words = {role: word for word, role in reading_people.ROLES.items()}
    faults = []
    for username, role, letters in councillors:
        number, one = listed.get(username, ("–", None))
        if one is None:
            expected = _("kvar på listan: ett sammanträde pågår")
            stood = _("%(username)s saknas", username=username)
            faults.append(Fault(number, "username", stood, expected))
        elif (one.role, one.party) != (role, letters):
            expected = _("samma roll och parti som förut: ett sammanträde pågår")
            faults.append(
                Fault(number, "role", f"{words[one.role]} {one.party or ''}".strip(), expected)
            )
    if faults:
        raise FaultyFile(faults)
