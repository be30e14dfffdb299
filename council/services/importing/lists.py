"""The optional columns of a members' file: constituencies, and whose substitute each is."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from council.services.founding import NewPerson
from council.services.importing.faults import Fault, shown
from council.services.importing.table import Row
from council.store.models import Role
from council.store.models.people import SEATED

LONGEST_CONSTITUENCY = 100


def names(cell: str | None) -> tuple[str, ...] | None:
    """The user names of a cell, each once; None where the file has no such column."""
    if cell is None:
        return None
    return tuple(dict.fromkeys(name for one in cell.split(";") if (name := one.strip())))


def constituency(text: str, role: Role | None) -> str | None:
    """What was expected of a constituency, if something else stood there."""
    if not text or role is None:
        return None
    if role not in SEATED:
        return _("tomt: bara den som har en plats har en valkrets")
    if len(text) > LONGEST_CONSTITUENCY:
        return _("en valkrets på högst %(most)s tecken", most=LONGEST_CONSTITUENCY)
    return None


def substitute_for(text: str, role: Role | None) -> str | None:
    """What was expected of whose substitute one is, if something else stood there."""
    if not text or role is None or role is Role.SUBSTITUTE:
        return None
    return _("tomt: bara ersättare har en ledamot att ersätta")


def unknown_members(rows: Sequence[Row], found: Mapping[int, NewPerson | None]) -> list[Fault]:
    """Substitutes of somebody who is not on the list, holds no seat or is of another party."""
    people = [one for one in found.values() if one is not None]
    seated = {one.username: one for one in people if one.role in SEATED}
    faults = []
    for row in rows:
        person = found[row.number]
        for name in (person.substitute_for or ()) if person else ():
            member = seated.get(name)
            if member is None or (person and member.party != person.party):
                expected = _("användarnamn på ledamöter för samma parti, med ; emellan")
                faults.append(Fault(row.number, "substitute_for", shown(name), expected))
    return faults
