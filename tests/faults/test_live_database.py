"""The database goes away and comes back: the streams stay open, and nothing is missed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from council.services import meetings
from tests import factories
from tests.support import hall as halls
from tests.support import postgres
from tests.support.hall import Hall

pytestmark = [pytest.mark.faults, pytest.mark.postgres]


@pytest.fixture
def cluster() -> Iterator[postgres.Server]:
    with halls.cluster() as server:
        yield server


@pytest.fixture
def hall(cluster: postgres.Server, tmp_path: Path) -> Iterator[Hall]:
    yield from halls.on(cluster.create_database("hall"), tmp_path)


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
        with hall.app.app_context():
            factories.does("ordforande", meetings.close_meeting, meeting)

        for reader in (public, signed_in):
            reader.event("meeting.closed", 10)
            assert not reader.ended.is_set()
    assert refused == 503
