"""A CSV file as rows of named cells, whatever program wrote it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from council.services.importing.faults import (
    Fault,
    FaultyFile,
    is_plain,
    is_undecoded,
    shown,
)

MOST_ROWS = 20_000
MOST_BYTES = 8 * 1024 * 1024
HEADER = 1
UTF16 = (b"\xff\xfe", b"\xfe\xff")
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for a formula, and what our own exports put a quote before."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its number as a spreadsheet counts, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """The rows that could be read, and what was wrong with the others."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(data: bytes, columns: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a table with these columns, in any order, with ``,`` or ``;`` between.

    Raises:
        FaultyFile: nothing of it can be read: too large, no table, the wrong columns.
    """
    _require_readable(data)
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = records(io.StringIO(text, newline=""), text.partition("\n")[0])
    table = Table()
    header: list[str] = []
    for number, cells in enumerate(lines, start=HEADER):
        if isinstance(cells, csv.Error):
            table.faults.append(unreadable(number))
            break
        if number - HEADER > MOST_ROWS:
            raise FaultyFile([_too_long(number)])
        if number == HEADER:
            header = headings(cells, columns, optional)
        elif cells:
            _take(table, number, header, cells)
    if not table.rows and not table.faults:
        raise FaultyFile([Fault(HEADER + 1, "–", _("(inga rader)"), _("minst en person"))])
    return table


def _require_readable(data: bytes) -> None:
    if not data.strip(b"\xef\xbb\xbf\r\n\t ;,"):
        fault = Fault(HEADER, "–", _("(tom fil)"), _("en rad med kolumnernas namn"))
    elif data.startswith(UTF16):
        fault = Fault(HEADER, "–", "UTF-16", utf8())
    elif len(data) > MOST_BYTES or data.count(b"\n") > MOST_ROWS + HEADER + 1:
        fault = _too_long(MOST_ROWS + HEADER + 1)
    else:
        return
    raise FaultyFile([fault])


def records(lines: Iterable[str], first: str) -> Iterator[list[str] | csv.Error]:
    """The records of a file, or what cannot be read of it; ``first``: its first line."""
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def headings(
    cells: Sequence[str], columns: Sequence[str], optional: Sequence[str] = ()
) -> list[str]:
    """The columns' names in the file's order.

    Raises:
        FaultyFile: one lacks, one is unknown, one stands twice.
    """
    names = [cell.strip() for cell in cells]
    allowed = (*columns, *optional)
    faults = [
        Fault(HEADER, column, _("(kolumnen saknas)"), ",".join(columns))
        for column in columns
        if column not in names
    ]
    faults += [
        Fault(
            HEADER,
            shown(name),
            shown(name),
            _("bara kolumnerna %(names)s", names=",".join(allowed)),
        )
        for place, name in enumerate(names)
        if name not in allowed or name in names[:place]
    ]
    if faults:
        raise FaultyFile(faults)
    return names


def _take(table: Table, number: int, header: Sequence[str], cells: Sequence[str]) -> None:
    if len(cells) != len(header):
        table.faults.append(wrong_width(number, header, cells))
        return
    named = dict(zip(header, map(unquoted, cells), strict=True))
    faults = [
        Fault(number, column, shown(cell), legible(cell))
        for column, cell in named.items()
        if not is_plain(cell)
    ]
    table.faults += faults
    if not faults:
        table.rows.append(Row(number, named))


def legible(cell: str) -> str:
    """What is expected instead of a text that cannot be shown."""
    return utf8() if is_undecoded(cell) else _("text utan styrtecken")


def wrong_width(number: int, header: Sequence[str], cells: Sequence[str]) -> Fault:
    """A row with too few fields, or too many."""
    stood = _("%(count)s fält", count=len(cells))
    expected = _("%(count)s fält: %(names)s", count=len(header), names=",".join(header))
    return Fault(number, "–", stood, expected)


def unquoted(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from reading it as a formula."""
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        cell = cell[1:]
    return cell.strip()


def utf8() -> str:
    """In what form the text of a file stands."""
    return _("text i UTF-8 (i kalkylprogrammet: spara som CSV UTF-8)")


def unreadable(number: int) -> Fault:
    """A row that is no row."""
    return Fault(number, "–", _("(går inte att läsa)"), _("fält med citattecken i par"))


def _too_long(number: int) -> Fault:
    return Fault(
        number,
        "–",
        _("(fler rader eller större fil)"),
        _("högst 20 000 rader och 8 MB"),
    )
