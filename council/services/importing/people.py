"""From the rows of a members' file to people: each cell judged, every fault named."""

import unicodedata
from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from council.services.founding import NewPerson
from council.services.importing import lists
from council.services.importing.faults import Fault, FaultyFile, shown
from council.services.importing.table import Row, Table
from council.store.models import Role
from council.store.models.people import PRESIDIUM

COLUMNS = ("username", "name", "party", "role", "order")
OPTIONAL = ("constituency", "substitute_for")
ROLES: Mapping[str, Role] = {
    "ledamot": Role.MEMBER,
    "ersattare": Role.SUBSTITUTE,
    "ordforande": Role.CHAIR,
    "forste_vice": Role.FIRST_VICE,
    "andre_vice": Role.SECOND_VICE,
    "sekreterare": Role.SECRETARY,
}
LONGEST_USERNAME = 64
LONGEST_NAME = 100
LARGEST_ORDER = 999


def people(table: Table, parties: Collection[str], taken: Collection[str]) -> dict[int, NewPerson]:
    """The people of a table by row number. ``taken``: user names of administrators.

    Raises:
        FaultyFile: with every fault of the table and of its rows.
    """
    faults = list(table.faults)
    found = {row.number: _person(row, parties, taken, faults) for row in table.rows}
    faults += _repeated(table.rows) + lists.unknown_members(table.rows, found)
    if faults:
        columns = ("–", *COLUMNS, *OPTIONAL)
        place = {column: number for number, column in enumerate(columns)}
        faults.sort(key=lambda fault: (fault.row, place.get(fault.column, 0)))
        raise FaultyFile(faults)
    return {number: person for number, person in found.items() if person is not None}


def _person(
    row: Row, parties: Collection[str], taken: Collection[str], faults: list[Fault]
) -> NewPerson | None:
    cells = {
        column: unicodedata.normalize("NFC", " ".join(cell.split()))
        for column, cell in row.cells.items()
    }
    role = ROLES.get(cells["role"])
    wrong = {
        "username": _username(cells["username"], taken),
        "name": _name(cells["name"]),
        "party": _party(cells["party"], role, parties),
        "role": None if role else _("%(known)s eller %(last)s", **_known_roles()),
        "order": _order(cells["order"], role),
        "constituency": lists.constituency(cells.get("constituency", ""), role),
        "substitute_for": lists.substitute_for(cells.get("substitute_for", ""), role),
    }
    faults += [
        Fault(row.number, column, shown(cells.get(column, "")), expected)
        for column, expected in wrong.items()
        if expected
    ]
    if role is None or any(wrong.values()):
        return None
    order = int(cells["order"]) if role is Role.SUBSTITUTE else None
    return NewPerson(
        cells["username"],
        cells["name"],
        role,
        cells["party"] or None,
        order,
        constituency=cells.get("constituency"),
        substitute_for=lists.names(cells.get("substitute_for")),
    )


def _known_roles() -> dict[str, str]:
    *known, last = ROLES
    return {"known": ", ".join(known), "last": last}


def _username(text: str, taken: Collection[str]) -> str | None:
    if text.casefold() in taken:
        return _("ett namn som inte är administratörens")
    plain = all(sign.isalnum() or sign in "._-@" for sign in text)
    if plain and 0 < len(text) <= LONGEST_USERNAME:
        return None
    return _("högst %(most)s bokstäver, siffror eller . _ - @", most=LONGEST_USERNAME)


def _name(text: str) -> str | None:
    if 0 < len(text) <= LONGEST_NAME:
        return None
    return _("ett namn på högst %(most)s tecken", most=LONGEST_NAME)


def _party(text: str, role: Role | None, parties: Collection[str]) -> str | None:
    if role is Role.SECRETARY:
        return _("tomt: en sekreterare har inget parti") if text else None
    if text in parties or (not text and role is None):
        return None
    return _("ett känt parti: %(parties)s", parties=", ".join(parties))


def _order(text: str, role: Role | None) -> str | None:
    number = text.isascii() and text.isdigit()
    if role is Role.SUBSTITUTE:
        if number and len(text) <= 9 and 1 <= int(text) <= LARGEST_ORDER:
            return None
        return _("plats i inkallelseordningen: ett tal från 1 till %(most)s", most=LARGEST_ORDER)
    return None if number or not text else _("tomt: bara ersättare inkallas")


def _repeated(rows: list[Row]) -> list[Fault]:
    """What may stand once only: a user name, each post of the presidium, a turn in a party."""
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for row in rows:
        cells = {column: unicodedata.normalize("NFC", cell) for column, cell in row.cells.items()}
        for column, *key in _once(cells):
            before = first.setdefault((column, *key), row.number)
            if before != row.number:
                fault = Fault(row.number, column, shown(cells[column]), _other(column, before))
                faults.append(fault)
    return faults


def _once(cells: Mapping[str, str]) -> list[tuple[str, ...]]:
    once: list[tuple[str, ...]] = []
    if cells["username"]:
        once.append(("username", cells["username"].casefold()))
    role = ROLES.get(cells["role"])
    if role in PRESIDIUM:
        once.append(("role", cells["role"]))
    if role is Role.SUBSTITUTE and cells["order"]:
        once.append(("order", cells["party"], cells["order"].lstrip("0")))
    return once


def _other(column: str, row: int) -> str:
    match column:
        case "username":
            return _("ett namn som inte redan finns på rad %(row)s", row=row)
        case "role":
            return _("en enda rad med den rollen; den finns på rad %(row)s", row=row)
        case _column:
            return _("ett tal som inte redan finns för partiet på rad %(row)s", row=row)
