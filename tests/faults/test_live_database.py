"""The database goes away and comes back: the streams stay open, and nothing is missed."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from council.application import create_app
from council.config import Settings
from council.services import meetings
from council.store import schema
from council.store.base import db
from tests import factories
from tests.support import postgres, streams
from tests.support.hall import Hall
from tests.support.left_out import leave_out
from tests.support.served import KEY

pytestmark = [pytest.mark.faults, pytest.mark.postgres]


@pytest.fixture
def cluster() -> Iterator[postgres.Server]:
    """A PostgreSQL of the test's own, to be killed."""
    try:
        postgres.binaries()
    except postgres.Absent as absent:
        leave_out(str(absent))
    with postgres.start() as server:
        yield server


@pytest.fixture
def hall(cluster: postgres.Server, tmp_path: Path) -> Iterator[Hall]:
    """A council on it, and its server."""
    url = cluster.create_database("hall")
    app = create_app(
        Settings(data_dir=tmp_path, secret_key=KEY, database_url=url, log_level="error")
    )
    with app.app_context():
        schema.migrate(db.engine)
        factories.a_council()
    with streams.running(tmp_path, url) as server:
        yield Hall(app, server)
    with app.app_context():
        db.engine.dispose()


def test_streams_outlive_a_database_that_crashed(cluster: postgres.Server, hall: Hall) -> None:
    meeting = hall.meeting()
    member = hall.server.sign_in("agneta")
    with (
        hall.server.watch(meeting) as public,
        hall.server.watch(meeting, "member", Cookie=member) as signed_in,
    ):
        public.parts(), signed_in.parts()

        cluster.kill()
        refused, _, _ = hall.server.ask("GET", f"/live/{meeting}?vy=item-1")
        cluster.launch()
        close_when_it_answers(hall, meeting)

        for reader in (public, signed_in):
            reader.event("meeting.closed", 10)
            assert not reader.ended.is_set()
    assert refused == 503


def close_when_it_answers(hall: Hall, meeting: int) -> None:
    """Old connections of the pool are found broken one by one, as by a person who tries again."""
    deadline = time.monotonic() + 10
    with hall.app.app_context():
        while time.monotonic() < deadline:
            with suppress(OperationalError):
                factories.does("ordforande", meetings.close_meeting, meeting)
                return
    pytest.fail("the database does not answer")
