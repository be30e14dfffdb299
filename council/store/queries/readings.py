"""The readings of a list on which votes were given by name. For the desk alone until it closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from council.law.roll_call import Mark
from council.store.models import DivisionSeat, ListMark, ListReading, Person


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: who made it, who read along, when it was finished, the marks by seat number."""

    reading: int
    person: Person
    attester: Person | None
    ready_at: datetime | None
    marks: Mapping[int, Mark]


def readings(session: Session, division_id: int) -> list[Reading]:
    """The first and the second reading, as far as there are any."""
    rows = session.scalars(
        select(ListReading)
        .where(ListReading.division_id == division_id)
        .order_by(ListReading.reading)
        .options(
            joinedload(ListReading.person).joinedload(Person.party),
            joinedload(ListReading.attester).joinedload(Person.party),
        )
        .execution_options(populate_existing=True)
    ).all()
    marks = _marks(session, division_id)
    return [
        Reading(row.reading, row.person, row.attester, row.ready_at, marks.get(row.reading, {}))
        for row in rows
    ]


def _marks(session: Session, division_id: int) -> dict[int, dict[int, Mark]]:
    rows = session.execute(
        select(ListMark.reading, DivisionSeat.number, ListMark.mark)
        .join(
            DivisionSeat,
            and_(
                DivisionSeat.division_id == ListMark.division_id,
                DivisionSeat.seat_id == ListMark.seat_id,
            ),
        )
        .where(ListMark.division_id == division_id)
        .order_by(DivisionSeat.number)
    )
    by_reading: dict[int, dict[int, Mark]] = {}
    for reading, number, mark in rows:
        by_reading.setdefault(reading, {})[number] = mark
    return by_reading
