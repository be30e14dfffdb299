"""A CSV file of any length, row by row: nothing but the row at hand is in memory."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _

from council.services.importing.faults import Fault, FaultyFile, Gathered
from council.services.importing.table import (
    HEADER,
    UTF16,
    headings,
    records,
    unreadable,
    utf8,
    wrong_width,
)

LONGEST_LINE = 1 << 20
"""Characters of a line that are read at once; no sound row comes near."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table whose heading has been read: the columns' names, and the rows that follow."""

    columns: Sequence[str]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def opened(
    file: BinaryIO, columns: Sequence[str], optional: Sequence[str], faults: Gathered
) -> Iterator[Opened]:
    """Open a table with these columns in any order, with ``,`` or ``;`` between.

    Raises:
        FaultyFile: nothing of it can be read.
    """
    if file.read(2) in UTF16:
        raise FaultyFile([Fault(HEADER, "–", "UTF-16", utf8())])
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    try:
        yield _opened(text, columns, optional, faults)
    finally:
        text.detach()  # the file is the caller's to close


def _opened(
    text: io.TextIOWrapper, columns: Sequence[str], optional: Sequence[str], faults: Gathered
) -> Opened:
    first = text.readline(LONGEST_LINE)
    lines = records(_lines(text, first), first)
    names = next(lines, [])
    if isinstance(names, csv.Error):
        raise FaultyFile([unreadable(HEADER)])
    if not any(name.strip() for name in names):
        raise FaultyFile([Fault(HEADER, "–", _("(tom fil)"), _("en rad med kolumnernas namn"))])
    names = headings(names, columns, optional)
    return Opened(names, _rows(lines, names, faults))


def _lines(text: io.TextIOWrapper, first: str) -> Iterator[str]:
    line = first
    while line:
        yield line
        line = text.readline(LONGEST_LINE)


def _rows(
    lines: Iterator[list[str] | csv.Error], names: Sequence[str], faults: Gathered
) -> Iterator[tuple[int, list[str]]]:
    width = len(names)
    for number, cells in enumerate(lines, start=HEADER + 1):
        if isinstance(cells, csv.Error):
            faults.add(unreadable(number))
            return
        if len(cells) == width:
            yield number, cells
        elif cells:
            faults.add(wrong_width(number, names, cells))
