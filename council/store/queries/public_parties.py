"""Parties: their seats, and how they voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from council.law.tally import Choice
from council.store.models import DivisionSeat, Party, Seat, Vote

POSITIONS = ("yes", "no", "abstain", "absent")
"""Always in this order."""


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How a party's seats voted; ``counts`` by position, in the order of ``POSITIONS``."""

    letters: str
    name: str
    colour: str
    hall_order: int
    counts: Mapping[str, int]

    @property
    def seats(self) -> int:
        """How many seats the party has."""
        return sum(self.counts.values())

    @property
    def split(self) -> bool:
        """Whether the party's seats stood on both sides."""
        return stood_apart(self.counts)

    @property
    def partly_abstaining(self) -> bool:
        """Whether some of the party's seats abstained and others did not."""
        return abstained_in_part(self.counts)


@dataclass(frozen=True, slots=True)
class PartySize:
    """A party and how many seats it has."""

    party: Party
    seats: int


def stood_apart(counts: Mapping[str, int]) -> bool:
    """Whether some voted yes and some no."""
    return bool(counts["yes"] and counts["no"])


def abstained_in_part(counts: Mapping[str, int]) -> bool:
    """Whether some abstained and some voted."""
    return bool(counts["abstain"] and (counts["yes"] or counts["no"]))


def position(choice: Choice | None) -> str:
    """Where a seat stands in a table of votes: absent where it gave none."""
    return "absent" if choice is None else choice.value


def sizes(session: Session) -> list[PartySize]:
    """The parties with seats, the largest first."""
    rows = session.execute(
        select(Party, func.count())
        .join(Seat, Seat.party_id == Party.id)
        .group_by(Party.id)
        .order_by(Party.size_order)
    )
    return [PartySize(party, seats) for party, seats in rows]


def by_party(session: Session, divisions: Sequence[int]) -> dict[int, tuple[PartyCount, ...]]:
    """How each party's seats voted in some divisions, the largest party first.

    Only for divisions whose votes may be told (``public_divisions.told_openly``).
    """
    rows = session.execute(
        select(DivisionSeat.division_id, DivisionSeat.party, Vote.choice, func.count())
        .outerjoin(
            Vote,
            and_(
                Vote.division_id == DivisionSeat.division_id, Vote.seat_id == DivisionSeat.seat_id
            ),
        )
        .where(DivisionSeat.division_id.in_(divisions))
        .group_by(DivisionSeat.division_id, DivisionSeat.party, Vote.choice)
    )
    figures: dict[int, dict[str, dict[str, int]]] = {}
    for division_id, letters, choice, count in rows:
        counts = figures.setdefault(division_id, {}).setdefault(
            letters, dict.fromkeys(POSITIONS, 0)
        )
        counts[position(choice)] += count
    known = {party.letters: party for party in session.scalars(select(Party))}
    return {division_id: _ordered(by_letters, known) for division_id, by_letters in figures.items()}


def _ordered(
    by_letters: Mapping[str, Mapping[str, int]], known: Mapping[str, Party]
) -> tuple[PartyCount, ...]:
    last = len(known) + 1
    rows = [
        (party.size_order if party else last, letters, party, counts)
        for letters, counts in by_letters.items()
        for party in (known.get(letters),)
    ]
    return tuple(
        PartyCount(
            letters=letters,
            name=party.name if party else letters,
            colour=party.colour if party else "",
            hall_order=party.hall_order if party else last,
            counts=counts,
        )
        for _, letters, party, counts in sorted(rows, key=lambda row: row[:2])
    )
