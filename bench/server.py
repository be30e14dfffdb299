"""A server of its own for each measurement: fresh database, demonstration council, real port."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres
from tests.support.served import demonstrate, served


@contextmanager
def serving(database: str, seats: int) -> Iterator[str]:
    """A running server on ``sqlite`` or ``postgresql`` (which syncs to disk); its address."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            demonstrate(Path(folder), seats=seats)
            with served(Path(folder)) as base:
                yield base
            return
        with postgres.start(fsync=True) as server:
            url = server.create_database("bench")
            demonstrate(Path(folder), seats=seats, database_url=url)
            with served(Path(folder), database_url=url) as base:
                yield base
