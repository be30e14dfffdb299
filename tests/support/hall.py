"""A served council: a server process, and the test's own door to the same database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from council.application import create_app
from council.config import Settings
from council.law.tally import Choice
from council.services import divisions, items
from council.store import journal, schema
from council.store.base import db
from council.store.engine import reading
from council.store.models import MeetingState, Person, Press
from tests import factories
from tests.support import postgres, streams
from tests.support.left_out import leave_out
from tests.support.served import KEY
from tests.support.streams import Server
from tests.support.until import until

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass
class Hall:
    """What happens is done here, in the test's process, and seen through the server's."""

    app: Flask
    server: Server

    def meeting(self) -> int:
        """An open meeting with everybody there."""
        with self.app.app_context():
            meeting = factories.a_meeting(state=MeetingState.OPEN)
            factories.everyone_present(meeting)
            return meeting

    def opens(self, meeting: int) -> factories.Opened:
        """The chair opens a division."""
        with self.app.app_context():
            return factories.an_open_division(meeting=meeting)

    def closes(self, opened: factories.Opened) -> None:
        """The chair closes it."""
        with self.app.app_context():
            factories.does("ordforande", divisions.close_division, opened.division)

    def decides(self, opened: factories.Opened) -> None:
        """The chair closes a division that stands open, with two votes more for yes than before,
        and lets the gavel fall."""
        with self.app.app_context():
            for name in ("vice1", "vice2"):
                factories.press(opened.division, name, Choice.YES)
            factories.does("ordforande", divisions.close_division, opened.division)
            factories.does("ordforande", items.gavel, opened.item)

    def wait_for_presses(self, opened: factories.Opened, expected: int) -> None:
        """Wait until the server has recorded so many."""
        until(lambda: len(self.presses(opened)) >= expected)

    def presses(self, opened: factories.Opened) -> list[tuple[str, str]]:
        """Who pressed what in a division, in the order of the record; who pressed twice, twice."""
        with self.app.app_context(), reading() as session:
            rows = session.execute(
                select(Person.username, Press.choice)
                .join(Person, Press.person_id == Person.id)
                .where(Press.division_id == opened.division)
                .order_by(Press.id)
            )
            return [(name, choice) for name, choice in rows]

    def receipts(self, opened: factories.Opened) -> dict[str, str]:
        """The receipt of each key that was pressed with in a division."""
        with self.app.app_context(), reading() as session:
            asked = select(Press.key, Press.receipt).where(Press.division_id == opened.division)
            rows = session.execute(asked).all()
        assert len({key for key, _ in rows}) == len(rows), "a key stands twice"
        return dict(map(tuple, rows))

    def holders(self) -> list[str]:
        """The user names of all who hold a seat."""
        with self.app.app_context():
            return factories.holders()

    def chain_holds(self, meeting: int) -> bool:
        """Whether the journal of a meeting verifies, entry by entry."""
        with self.app.app_context(), reading() as session:
            journal.verify(journal.after(session, f"m{meeting}", -1, 10_000))
        return True

    @property
    def database(self) -> str:
        """The file of an SQLite database."""
        with self.app.app_context():
            return str(db.engine.url.database)

    def journal(self, meeting: int) -> list[tuple[str, str]]:
        """Number and kind of all that has been recorded."""
        with self.app.app_context(), reading() as session:
            entries = journal.after(session, f"m{meeting}", -1, 10_000)
            return [(str(entry.seq), entry.kind) for entry in entries]

    def entries(self, meeting: int) -> list[dict[str, Any]]:
        """All that has been recorded, as it was hashed."""
        with self.app.app_context(), reading() as session:
            return [
                journal.facts(entry) for entry in journal.after(session, f"m{meeting}", -1, 10_000)
            ]


@contextmanager
def cluster() -> Iterator[postgres.Server]:
    """A PostgreSQL of a test's own, to be killed; it syncs, as a real one."""
    try:
        postgres.binaries()
    except postgres.Absent as absent:
        leave_out(str(absent))
    with postgres.start(fsync=True) as server:
        yield server


def opened(
    request: pytest.FixtureRequest, folder: Path, *options: str, **settings: str
) -> Iterator[Hall]:
    """A council on the database that a fixture is parametrised with, and its server."""
    yield from on(database(request, folder), folder, *options, **settings)


def on(url: str, folder: Path, *options: str, **settings: str) -> Iterator[Hall]:
    """A council on an empty database, and its server."""
    yield from served_by(Server(folder, url, *options, **settings), url, folder)


def served_by(server: Server, url: str, folder: Path) -> Iterator[Hall]:
    """A council on an empty database, and this server of it."""
    app = create_app(Settings(data_dir=folder, secret_key=KEY, database_url=url, log_level="error"))
    with app.app_context():
        schema.migrate(db.engine)
        factories.a_council()
    try:
        with streams.started(server):
            yield Hall(app, server)
    finally:
        with app.app_context():
            db.engine.dispose()


def database(request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of an empty, migrated database of the kind that is asked for."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_templates")[False], folder / "council.db")
        return f"sqlite:///{folder / 'council.db'}"
    template = request.getfixturevalue("postgres_templates")[False]
    server = request.getfixturevalue("postgres_server")
    return str(server.create_database(folder.name.replace("-", "_"), template))
