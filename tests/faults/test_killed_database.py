"""PostgreSQL itself goes down while everybody presses; the service stays, and recovers."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from council.application import create_app
from council.config import Settings
from council.store import schema
from council.store.base import db
from tests.faults import killing
from tests.faults.killing import Fault, KilledHall
from tests.support import effort, postgres
from tests.support import hall as halls
from tests.support.served import KEY

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

DOWN_AT_MOST = 10.0
"""Seconds until the database takes connections again."""
SOAK_KILLS = effort.in_soak("KILLS", 1000) // 10
"""Of the database in ``make soak``: a tenth of the service's."""
BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
    " AND pid <> pg_backend_pid()"
)


@pytest.fixture
def cluster() -> Iterator[postgres.Server]:
    with halls.cluster() as server:
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
    aborted, crashed, broken = ways_down(cluster)

    assert hall.division([aborted, crashed, broken], aborted) == []
    assert hall.figures.by_resending > 0
    assert max(hall.figures.restarts) < DOWN_AT_MOST


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_no_press_is_lost_when_the_database_goes_down_again_and_again(
    cluster: postgres.Server, hall: KilledHall
) -> None:
    ways = ways_down(cluster)

    killing.soak(hall, "PostgreSQL itself killed", SOAK_KILLS, ways, ways)


def ways_down(cluster: postgres.Server) -> list[Fault]:
    """Ended at once, killed, and one of the processes that serve its clients killed."""
    return [
        goes_down(cluster, cluster.abort),
        goes_down(cluster, cluster.kill),
        lambda: a_backend_dies(cluster),
    ]


def goes_down(cluster: postgres.Server, how: Callable[[], None]) -> Fault:
    """The database goes down in this way, and is started again."""

    def down() -> float:
        began = monotonic()
        how()
        cluster.launch()
        return monotonic() - began

    return down


def a_backend_dies(cluster: postgres.Server) -> float:
    """PostgreSQL cuts every connection then, and recovers as after a crash."""
    began = monotonic()
    with cluster.connect() as watching:
        backends = [pid for (pid,) in watching.execute(BACKENDS)]
        os.kill(backends[0], signal.SIGKILL)
        while connected(watching):
            assert monotonic() < began + DOWN_AT_MOST, "the others are not cut"
            sleep(0.01)
    while not answers(cluster):
        assert monotonic() < began + DOWN_AT_MOST, "it does not recover"
        sleep(0.01)
    return monotonic() - began


def connected(watching: psycopg.Connection[Any]) -> bool:
    try:
        watching.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def answers(cluster: postgres.Server) -> bool:
    try:
        cluster.connect().close()
    except psycopg.OperationalError:
        return False
    return True
