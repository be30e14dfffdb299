"""A served council: a server process, and the test's own door to the same database."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from council.application import create_app
from council.config import Settings
from council.services import divisions
from council.store import journal
from council.store.base import db
from council.store.engine import reading
from council.store.models import MeetingState
from tests import factories
from tests.support import streams
from tests.support.served import KEY
from tests.support.streams import Server

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

    def journal(self, meeting: int) -> list[tuple[str, str]]:
        """Number and kind of all that has been recorded."""
        with self.app.app_context(), reading() as session:
            entries = journal.after(session, f"m{meeting}", -1, 10_000)
            return [(str(entry.seq), entry.kind) for entry in entries]


def opened(
    request: pytest.FixtureRequest, folder: Path, *options: str, **settings: str
) -> Iterator[Hall]:
    """A council on the database that a fixture is parametrised with, and its server."""
    url = database(request, folder)
    app = create_app(Settings(data_dir=folder, secret_key=KEY, database_url=url, log_level="error"))
    with app.app_context():
        factories.a_council()
    try:
        with streams.running(folder, url, *options, **settings) as server:
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
