"""A meeting that was held, and the same one again on another day with other numbers.

Every table that belongs to a meeting is found by its references, so a new one is not forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from council.store.base import Base

TABLES = Base.metadata.tables
STAYS = 10
"""One in so many has been a councillor for all the years."""
Values = Sequence[Any]


@dataclass(frozen=True)
class Sample:
    """A meeting that was held: its rows, column by column, and its entries in the journal."""

    body: str
    columns: Mapping[str, Sequence[Values]]
    journal: Sequence[Any]
    held: date
    people: int  # the highest number of a person

    @cached_property
    def highest(self) -> dict[str, int]:
        """By table: from one meeting to the next its numbers grow by so much."""
        return {
            name: max(columns[0], default=0)
            for name, columns in self.columns.items()
            if "id" in TABLES[name].c
        }

    @cached_property
    def items(self) -> int:
        """How many paragraphs the meeting made."""
        return len(self.columns["paragraph"][0])


@dataclass(frozen=True)
class Again:
    """The same meeting once more: the how-manieth, on which day, which of its year."""

    sample: Sample
    number: int
    day: date
    of_year: int
    term: int  # 0 is the one that goes on now
    first: Mapping[str, int]

    def moved(self, table: str, number: int | None) -> int | None:
        """What a row's number becomes."""
        if number is None:
            return None
        return number + self.first[table] + self.number * self.sample.highest[table]

    def person(self, number: int | None) -> int | None:
        """Who was there then in the place of somebody."""
        if number is None or not self.term or number % STAYS == 0:
            return number
        return number + self.term * self.sample.people

    def moment(self, text: str | None) -> str | None:
        """A day, or a moment, of that meeting."""
        if text is None:
            return None
        moved = self.day + (date.fromisoformat(text[:10]) - self.sample.held)
        return moved.isoformat() + text[10:]


def belonging() -> list[Table]:
    """The tables whose rows belong to a meeting, those first that others refer to."""
    found = {"meeting"}
    while more := {
        table.name
        for table in TABLES.values()
        if table.name not in found
        and any(key.column.table.name in found for key in table.foreign_keys)
    }:
        found |= more
    return [table for table in Base.metadata.sorted_tables if table.name in found]


def names(table: Table) -> list[str]:
    """A table's columns, in their order."""
    return [column.name for column in table.c]


def taken(connection: Connection) -> Sample:
    """Read the one meeting that has been held in a database."""
    columns: dict[str, Sequence[Values]] = {}
    meeting = connection.exec_driver_sql("SELECT id FROM meeting WHERE closed_at > ''").scalar_one()
    for table in belonging():
        rows = connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY 1").mappings()  # noqa: S608
        kept = [row for row in rows if _of(table, row, columns, meeting)]
        columns[table.name] = [[row[name] for row in kept] for name in names(table)]
    entry = TABLES["journal_entry"]
    journal = connection.execute(
        select(entry).where(entry.c.chain == f"m{meeting}").order_by(entry.c.seq)
    ).all()
    body = connection.exec_driver_sql("SELECT organisation FROM body").scalar_one()
    people = connection.execute(select(func.max(TABLES["person"].c.id))).scalar_one()
    held = columns["meeting"][names(TABLES["meeting"]).index("date")][0]
    return Sample(body, columns, journal, date.fromisoformat(held), people)


def _of(
    table: Table, row: Mapping[Any, Any], columns: Mapping[str, Sequence[Values]], meeting: int
) -> bool:
    """Whether a row belongs to the meeting: by itself, or by what it refers to."""
    if table.name == "meeting":
        return bool(row["id"] == meeting)
    if "meeting_id" in row:
        return bool(row["meeting_id"] == meeting)
    for column in table.c:
        name = root_of(column)
        if name is None or name == table.name or name not in columns:
            continue
        if row[column.name] is not None:
            return row[column.name] in columns[name][0]
    return False


def root_of(column: "Column[Any]") -> str | None:
    """The table that a column's number comes from, through all references; None: none."""
    if column.foreign_keys:
        for key in column.foreign_keys:
            if root := root_of(key.column):
                return root
    return column.table.name if column.name == "id" else None
