"""A list of names on which votes are given: as it is typed in, and as the chair waits for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law import roll_call
from council.law.roll import Standing
from council.law.roll_call import Mark
from council.services import roll_calls, sealing
from council.store.models import Division, DivisionSeat, Meeting, Person
from council.store.queries.readings import Reading, readings
from council.web.words import whom


@dataclass(frozen=True, slots=True)
class Difference:
    """A seat on which the two readings differ, and what each says."""

    seat: DivisionSeat
    first: Mark | None
    second: Mark | None


@dataclass(frozen=True, slots=True)
class Listed:
    """How far the list is: who may vote, what has been read, where both readings differ."""

    voting: Sequence[DivisionSeat]
    first: Reading | None
    second: Reading | None
    differences: Sequence[Difference]

    @property
    def ready(self) -> bool:
        """Whether both readings are finished."""
        return all(
            one is not None and one.ready_at is not None for one in (self.first, self.second)
        )

    @property
    def agreed(self) -> bool:
        """Whether the division can be closed."""
        return self.ready and not self.differences

    @property
    def to_check(self) -> bool:
        """Whether the list can be read aloud to an attester: nobody types it in a second time."""
        return not self.agreed and (self.second is None or self.second.attester is not None)

    @property
    def attesters(self) -> Sequence[DivisionSeat]:
        """Who can have read along: any who vote, but for who typed the list."""
        typed = None if self.first is None else self.first.person.id
        return [seat for seat in self.voting if seat.person_id != typed]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; ``why``: why nobody votes with the seat, empty where somebody does."""

    seat: DivisionSeat
    mark: Mark | None
    why: str

    @property
    def left(self) -> bool:
        """Whether a mark is missing."""
        return self.mark is None and not self.why


def listed(session: Session, division: Division) -> Listed:
    """The list of a division as it stands now."""
    seats = {one.number: one for one in sealing.seats_of(session, division)}
    read = {one.reading: one for one in readings(session, division.id)}
    first, second = read.get(1), read.get(2)
    both = first is not None and second is not None and first.ready_at and second.ready_at
    differ = roll_call.differing(first.marks, second.marks) if both and first and second else []
    return Listed(
        voting=[seat for seat in seats.values() if seat.person_id is not None],
        first=first,
        second=second,
        differences=[
            Difference(seats[number], first.marks.get(number), second.marks.get(number))
            for number in differ
            if first and second
        ],
    )


def rows(session: Session, meeting: Meeting, division: Division, own: Reading | None) -> list[Row]:
    """The lines in the order in which the names are called, with the person's own marks."""
    seats = {one.number: one for one in sealing.seats_of(session, division)}
    serving = {number: one.person_id for number, one in seats.items()}
    marks = {} if own is None else own.marks
    return [
        Row(seats[number], marks.get(number), _why(seats[number]))
        for number in roll_calls.calling_order(session, meeting, serving)
    ]


def totals(lines: Sequence[Row]) -> dict[str, int]:
    """How many of each mark stand on the list, and under ``left`` how many rows have none."""
    marked = Counter(line.mark for line in lines if not line.why)
    return {**{mark.value: marked[mark] for mark in Mark}, "left": marked[None]}


def own_reading(now: Listed, person_id: int) -> tuple[int, Reading | None]:
    """Which reading somebody makes, and what stands in it so far."""
    known = {one.reading: one for one in (now.first, now.second) if one is not None}
    number = roll_calls.own_reading(known, person_id)
    kept = known.get(number)
    return number, kept if roll_calls.is_own(kept, person_id) else None


def _why(seat: DivisionSeat) -> str:
    if seat.person_id is not None:
        return ""
    if seat.why_not is Standing.RECUSED:
        return _("jävig")
    if seat.why_not is Standing.ABSTAINS:
        return _("deltar inte i beslutet")
    return _("ingen tjänstgör")


def closing(now: Listed) -> list[str]:
    """What the chair is told before closing: that both readings agree, never how anybody voted."""
    return [
        _("Båda inskrivningarna stämmer överens på alla %(n)s rader.", n=len(now.voting)),
        _("Det kan inte ångras."),
    ]


def who_read(reading: Reading) -> str:
    """ "Sekreteraren, kontrollerad med Agneta (S)", or how far somebody has come."""
    told = _name(reading.person)
    if reading.attester is not None:
        return _(
            "%(who)s, kontrollerad med %(attester)s", who=told, attester=_name(reading.attester)
        )
    return told


def _name(person: Person) -> str:
    return whom(person.name, person.party.letters if person.party else None)
