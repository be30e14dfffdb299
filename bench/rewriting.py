"""Thirty years of meetings: one that was held, written again on other days with other numbers.

People leave and come with each term of office; some stay for all thirty years.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, func, select

from bench.chains import Chain
from bench.history import STAYS, TABLES, Again, Sample, Values, belonging, names, root_of
from council.store import bulk
from council.store.base import Base, Day, Moment

YEARS = 30
TERM = 4
"""Years between two elections."""

Change = Callable[[Again, Values], Values]


def write(connection: Connection, sample: Sample, meetings: int) -> None:
    """Write so many meetings over the years before the sample's day; on a bare database."""
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    people = connection.exec_driver_sql("SELECT * FROM person").mappings().all()
    bulk.put(connection, models["person"], _former(people, sample))
    held = list(_held(connection, sample, meetings))
    for table in belonging():
        if any(sample.columns[table.name]):
            changes = [_change(column) for column in table.c]
            rows = _rows(sample.columns[table.name], changes, held)
            bulk.put(connection, models[table.name], rows)
    chains = [Chain(again) for again in held]
    entries = (entry for chain in chains for entry in chain.entries())
    bulk.put(connection, models["journal_entry"], entries)
    bulk.put(connection, models["journal_head"], (chain.head for chain in chains))


def _held(connection: Connection, sample: Sample, meetings: int) -> Iterator[Again]:
    first = {
        name: connection.execute(select(func.max(TABLES[name].c.id))).scalar() or 0
        for name in sample.highest
    }
    between = timedelta(days=YEARS * 365) / meetings
    of_year: dict[int, int] = {}
    for number in range(meetings):
        day = sample.held - (meetings - number) * between
        place = of_year[day.year] = of_year.get(day.year, -1) + 1
        term = (sample.held.year - day.year) // TERM
        yield Again(sample, number, day, place, term, first)


def _former(people: Sequence[Mapping[Any, Any]], sample: Sample) -> Iterator[Sequence[Any]]:
    """Those of earlier terms: nobody of them can sign in."""
    for term in range(1, YEARS // TERM + 1):
        for one in people:
            if one["id"] % STAYS:
                yield [_then(one, name, term, sample.people) for name in names(TABLES["person"])]


def _then(one: Mapping[Any, Any], column: str, term: int, people: int) -> Any:
    match column:
        case "id":
            return one["id"] + term * people
        case "username" | "name":
            return f"{one[column]}-{term}"
        case "password_hash":
            return None
        case "active":
            return type(one["active"])(0)
    return one[column]


def _rows(
    columns: Sequence[Values], changes: Sequence[Change], held: Sequence[Again]
) -> Iterator[Sequence[Any]]:
    for again in held:
        yield from zip(
            *(change(again, values) for change, values in zip(changes, columns, strict=True)),
            strict=True,
        )


def _change(column: "Column[Any]") -> Change:
    """What becomes of a column's values when the meeting is written again."""
    table, name, root = column.table.name, column.name, root_of(column)
    if (table, name) in SPECIAL:
        return SPECIAL[table, name]
    if root == "person":
        return lambda again, values: [again.person(one) for one in values]
    if root is not None and root in {one.name for one in belonging()}:
        return partial(_shifted, root)
    if isinstance(column.type, Moment | Day):
        return _moved
    return lambda _again, values: values


def _shifted(table: str, again: Again, values: Values) -> Values:
    by = again.first[table] + again.number * again.sample.highest[table]
    return [None if one is None else one + by for one in values]


def _moved(again: Again, values: Values) -> Values:
    days = {one[:10] for one in values if one is not None}
    moved = {day: again.moment(day) for day in days}
    return [None if one is None else f"{moved[one[:10]]}{one[10:]}" for one in values]


def _names(again: Again, values: Values) -> Values:
    if not again.term:
        return values
    people = again.sample.columns["division_seat"][
        names(TABLES["division_seat"]).index("person_id")
    ]
    return [
        name if person is None or person % STAYS == 0 else f"{name}-{again.term}"
        for name, person in zip(values, people, strict=True)
    ]


def _receipts(again: Again, values: Values) -> Values:
    """Forty bits each that never meet: an odd multiplier only puts numbers in another order."""
    first = again.number * len(values)
    return [f"{(first + n) * 0x9E3779B97F % 2**40:010x}" for n in range(len(values))]


SPECIAL: Mapping[tuple[str, str], Change] = {
    ("paragraph", "year"): lambda again, values: [again.day.year] * len(values),
    ("paragraph", "number"): lambda again, values: [
        again.of_year * again.sample.items + n for n in range(1, len(values) + 1)
    ],
    ("division_seat", "name"): _names,
    ("press", "receipt"): _receipts,
}
