"""Files of historic divisions, sound unless a test says otherwise."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO

from council.services.importing import divisions
from council.services.importing.division_rows import COLUMNS

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
Cells = dict[str, str]


def an_event(
    event: str = "h1",
    *,
    yes: int = 3,
    no: int = 2,
    abstain: int = 0,
    absent: int = 1,
    result: str = "yes",
    **others: str,
) -> list[Cells]:
    """An event's rows: members 1, 2, 3 … in parties A and B by turns, yes first."""
    positions = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain + ["absent"] * absent
    alike = {
        "event_id": event,
        "title": f"Händelse {event}",
        "date": "2019-03-20",
        "published_yes": str(yes),
        "published_no": str(no),
        "published_abstain": str(abstain),
        "published_absent": str(absent),
        "published_result": result,
    }
    return [
        {**alike, "member": f"Ledamot {number}", "party": "AB"[number % 2], "position": position}
        | others
        for number, position in enumerate(positions, start=1)
    ]


def a_file(*events: Iterable[Cells]) -> bytes:
    """A file of some events, with the column ``rule`` where a row has it."""
    rows = [row for event in events for row in event]
    columns = [*COLUMNS, *(["rule"] if any("rule" in row for row in rows) else [])]
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read_in(data: bytes) -> divisions.Summary:
    """Read a file into the archive."""
    return divisions.load(BytesIO(data), now=NOW)


def changed(rows: list[Cells], **cells: str) -> Iterator[Cells]:
    """The rows with something else in every one of them."""
    return ({**row, **cells} for row in rows)
