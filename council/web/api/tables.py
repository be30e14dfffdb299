"""The same data as CSV (RFC 4180), for spreadsheets and statistics programs.

UTF-8 without a byte order mark, which many programs would read as part of the first column's
name. Text that a spreadsheet would take for a formula gets a leading apostrophe.
"""

import csv
from dataclasses import dataclass
from io import StringIO

from council.web.api.shapes import Shape

CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
FORMULA = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True, slots=True)
class Table:
    """Which list of an answer becomes rows, and which values become columns.

    A column is a path ("item.title"); its heading has underscores for the full stops.
    """

    rows: str
    file: str
    columns: tuple[str, ...]


def _table(rows: str, file: str, *columns: str) -> Table:
    return Table(rows, file, columns)


_OF_ITEM = ("item.id", "item.title", "item.paragraph", "meeting.id", "meeting.date")

MEETINGS = _table("meetings", "sammantraden", "id", "date", "title", "kind", "state")
ITEMS = _table(
    "items",
    "dagordning",
    *("id", "number", "title", "kind", "state", "divisions", "decision", "paragraph"),
)
DIVISIONS = _table(
    "divisions",
    "omrostningar",
    *("id", *_OF_ITEM, "kind", "method", "secret", "question", "yes_means", "no_means", "state"),
    *("opened_at", "closed_at", "counts.yes", "counts.no", "counts.abstain", "counts.absent"),
    *("casting_vote", "outcome", "rule"),
)
VOTES = _table(
    "votes", "rostlista", "seat", "member", "party", "substitute_for", "position", "note"
)
MEMBERS = _table("members", "ledamoter", "id", "name", "party", "role", "seat")
MEMBER_VOTES = _table(
    "votes",
    "roster",
    *("division", *_OF_ITEM, "position", "substitute_for", "replaced_by", "note"),
)
DECISIONS = _table("decisions", "beslut", *_OF_ITEM, "decision", "decided_at", "division")
ARCHIVE = _table(
    "archive",
    "arkiv",
    *("id", "event", "title", "date"),
    *("counts.yes", "counts.no", "counts.abstain", "counts.absent", "outcome", "rule", "digest"),
)
ARCHIVE_VOTES = _table("votes", "arkiv-rostlista", "member", "party", "position")
NOTICES = _table(
    "notices",
    "anslag",
    *("kind", "meeting.id", "meeting.date", "title", "starts", "place", "items", "put_up"),
)


def written(table: Table, answer: Shape) -> str:
    """The table of an answer; its headings alone where there is nothing to list."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(column.replace(".", "_") for column in table.columns)
    for row in answer.get(table.rows, ()):
        writer.writerow(cell(_at(row, column)) for column in table.columns)
    return text.getvalue()


def file_name(table: Table, answer: Shape) -> str:
    """What the file is called when it is kept; a demonstration says so in its name."""
    mark = "demonstration-" if answer.get("demonstration") else ""
    number = f"-{answer['id']}" if "id" in answer else ""
    return f"{mark}{table.file}{number}.csv"


def cell(value: object) -> str:
    """One value; only text can be taken for a formula, so only text is guarded."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(map(str, value))
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
        case _:
            return str(value)


def _at(row: Shape, path: str) -> object:
    value: object = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
