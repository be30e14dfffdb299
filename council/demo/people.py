"""The demonstration council's people: 71 seats as in the worked example, or scaled from them."""

from collections.abc import Mapping, Sequence

from council.demo.names import names
from council.services.founding import NewPerson
from council.store.models import Role

SHARES: Mapping[str, int] = {
    "S": 24,
    "SJVP": 13,
    "M": 10,
    "V": 8,
    "C": 6,
    "SD": 6,
    "KD": 4,
}
"""Seats of 71."""
HALL = ("V", "S", "SJVP", "C", "KD", "M", "SD")
"""From left to right."""
PRESIDIUM = {
    "S": ("ordforande", Role.CHAIR),
    "M": ("vice1", Role.FIRST_VICE),
    "C": ("vice2", Role.SECOND_VICE),
}
"""They hold their party's first seat."""
OFFICIALS = (("sekreterare", Role.SECRETARY), ("admin", Role.ADMIN))


def split(seats: int) -> dict[str, int]:
    """Seats by party, by largest remainder; 71 gives exactly ``SHARES``."""
    whole = sum(SHARES.values())
    given = {party: seats * share // whole for party, share in SHARES.items()}
    by_remainder = sorted(SHARES, key=lambda party: -(seats * SHARES[party] % whole))
    for party in by_remainder[: seats - sum(given.values())]:
        given[party] += 1
    return given


def people(seats: int) -> list[NewPerson]:
    """Everybody who can sign in: members in the order of the hall, substitutes, officials."""
    sizes = split(seats)
    members = _members(sizes)
    substitutes = [
        (f"ersattare{number:03}", Role.SUBSTITUTE, party, order)
        for number, (party, order) in enumerate(_turns(sizes), start=1)
    ]
    officials = [(username, role, None, None) for username, role in OFFICIALS]
    rows: Sequence[tuple[str, Role, str | None, int | None]] = [
        *members,
        *substitutes,
        *officials,
    ]
    return [
        NewPerson(username, name, role, party, order)
        for (username, role, party, order), name in zip(rows, names(len(rows)), strict=True)
    ]


def _members(sizes: Mapping[str, int]) -> list[tuple[str, Role, str, None]]:
    members: list[tuple[str, Role, str, None]] = []
    number = 0
    for party in HALL:
        for place in range(sizes[party]):
            if place == 0 and party in PRESIDIUM:
                username, role = PRESIDIUM[party]
            else:
                number += 1
                username, role = f"ledamot{number:03}", Role.MEMBER
            members.append((username, role, party, None))
    return members


def _turns(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Substitutes: half a party's seats, rounded down, at least one."""
    return [(party, order) for party in HALL for order in range(1, max(1, sizes[party] // 2) + 1)]
