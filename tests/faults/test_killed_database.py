"""PostgreSQL itself goes down while everybody presses; the service stays, and recovers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from council.application import create_app
from council.config import Settings
from council.store import schema
from council.store.base import db
from tests.faults import killing
from tests.faults.killing import Fault, KilledHall
from tests.support import postgres
from tests.support.left_out import leave_out
from tests.support.served import KEY

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

DOWN_AT_MOST = 10.0
"""Seconds until the database takes connections again."""


@pytest.fixture
def cluster() -> Iterator[postgres.Server]:
    """A PostgreSQL of the test's own, which syncs to the disk."""
    try:
        postgres.binaries()
    except postgres.Absent as absent:
        leave_out(str(absent))
    with postgres.start(fsync=True) as server:
        yield server


@pytest.fixture
def hall(cluster: postgres.Server, tmp_path: Path) -> Iterator[KilledHall]:
    """A council that presses, on it."""
    url = cluster.create_database("hall")
    app = create_app(
        Settings(data_dir=tmp_path, secret_key=KEY, database_url=url, log_level="error")
    )
    with app.app_context():
        schema.migrate(db.engine)
        db.engine.dispose()
    with killing.hall(tmp_path, url) as council:
        yield council


def test_no_press_is_lost_when_the_database_goes_down(
    cluster: postgres.Server, hall: KilledHall
) -> None:
    aborted, crashed = goes_down(cluster, cluster.abort), goes_down(cluster, cluster.kill)

    assert hall.division([aborted, crashed], aborted) == []
    assert hall.figures.by_resending > 0
    assert max(hall.figures.restarts) < DOWN_AT_MOST


def goes_down(cluster: postgres.Server, how: Callable[[], None]) -> Fault:
    """The database goes down in this way, and is started again."""

    def down() -> float:
        began = monotonic()
        how()
        cluster.launch()
        return monotonic() - began

    return down
