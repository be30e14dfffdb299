"""Votes of a whole archive put in order on disk, so that no file is too long for the memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

SETTINGS = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536")
"""Nothing of it need survive; 64 MiB are sorted in memory before the disk is used."""


class Ballot(NamedTuple):
    """One vote of a file: whose event by its number in the file, who, on which row, what."""

    event: int
    member: str
    row: int
    party: str
    position: str


class Sorter:
    """Takes votes in any order and gives them back by event, then by name, then by row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for setting in SETTINGS:
            connection.execute("PRAGMA " + setting)
        connection.execute(
            "CREATE TABLE ballot (event INTEGER, member TEXT, row INTEGER, party TEXT,"
            " position TEXT, PRIMARY KEY (event, member, row)) WITHOUT ROWID"
        )

    def take(self, ballots: Iterable[Ballot]) -> int:
        """Keep the votes; how many there were.

        Raises:
            OperationalError: the disk is full.
        """
        insert = "INSERT INTO ballot VALUES (?, ?, ?, ?, ?)"
        try:
            return self._connection.executemany(insert, ballots).rowcount
        except sqlite3.Error as error:
            raise OperationalError(insert, {}, error) from error

    def by_event(self) -> Iterator[tuple[int, Iterator[Ballot]]]:
        """Each event with its votes."""
        rows = self._connection.execute("SELECT * FROM ballot ORDER BY event, member, row")
        return groupby(map(Ballot._make, rows), key=lambda ballot: ballot.event)


@contextmanager
def sorter() -> Iterator[Sorter]:
    """A sorter for a ``with`` block; its file is nameless and gone afterwards."""
    with closing(sqlite3.connect("")) as connection:
        yield Sorter(connection)
