"""There is no connection to the database left: who votes waits, or is told so; nothing is lost."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from flask import Flask

from council.law.tally import Choice
from council.store.base import db
from tests import factories
from tests.support import hall as halls
from tests.support import postgres
from tests.support.hall import Hall
from tests.support.streams import Server
from tests.support.tablet import Tablet, Told
from tests.support.until import until
from tests.support.visitor import Visitor

NOT_RECORDED = "Din röst är INTE mottagen."


@contextmanager
def all_lent(app: Flask) -> Iterator[ExitStack]:
    """Everything that the service's pool has is lent to others, until the stack is closed."""
    with ExitStack() as others:
        with app.app_context():
            for _ in range(40):
                others.enter_context(db.engine.connect())
        yield others


@pytest.fixture
def agneta(any_app: Flask) -> Visitor:
    visitor = Visitor(any_app, any_app.response_class)
    with any_app.app_context():
        factories.a_council()
    assert visitor.sign_in("agneta").status_code == 200
    return visitor


@pytest.mark.faults
def test_who_finds_no_connection_in_time_is_told_and_presses_again(
    any_app: Flask, agneta: Visitor
) -> None:
    with any_app.app_context():
        opened = factories.an_open_division()
    path, press = f"/voteringar/{opened.division}/rost", {"choice": "yes", "key": "k1"}

    with all_lent(any_app):
        told = agneta.send(path, json=press, headers={"Accept": "application/json"})

    assert told.status_code == 503
    assert told.headers["Retry-After"] == "1"
    assert told.json
    assert told.json["message"].startswith(NOT_RECORDED)
    again = agneta.send(path, json=press, headers={"Accept": "application/json"})
    assert again.status_code == 200
    assert again.json
    assert "again" not in again.json


@pytest.mark.faults
def test_who_waits_for_a_connection_gets_the_next_that_is_given_back(
    any_app: Flask, agneta: Visitor
) -> None:
    with any_app.app_context():
        opened = factories.an_open_division()
    path, press = f"/voteringar/{opened.division}/rost", {"choice": "yes", "key": "k1"}

    with ThreadPoolExecutor(1) as hall, all_lent(any_app) as others:
        told = hall.submit(agneta.send, path, json=press, headers={"Accept": "application/json"})
        until(lambda: somebody_waits(any_app))
        others.close()

    assert told.result().status_code == 200


def somebody_waits(app: Flask) -> bool:
    with app.app_context():
        pool: Any = db.engine.pool
        return bool(pool._pool.not_empty._waiters)


@pytest.fixture
def cluster() -> Iterator[postgres.Server]:
    with halls.cluster() as server:
        server.create_database("hall")
        with server.connect("hall") as operator:
            operator.execute("CREATE ROLE service LOGIN IN ROLE council")
        yield server


@pytest.fixture
def hall(cluster: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Its server is an ordinary user of the database, whose connections can be counted out."""
    folder = tmp_path_factory.mktemp("pool")
    url = cluster.url("hall")
    server = Server(folder, url.replace("council@", "service@"))
    yield from halls.served_by(server, url, folder)


@pytest.mark.faults
@pytest.mark.postgres
def test_a_hall_that_may_have_few_connections_or_none_is_counted_once_each(
    cluster: postgres.Server, hall: Hall
) -> None:
    opened = hall.opens(hall.meeting())
    tablets = [Tablet(hall.server.address, name) for name in hall.holders()]

    allow(cluster, 0)
    for tablet in tablets[:3]:
        assert refused(tablet.press(opened.division, Choice.YES, tablet.username))
    assert hall.presses(opened) == []
    assert hall.server.ask("GET", "/health/ready")[0] == 503
    assert hall.server.ask("GET", "/health/live")[0] == 200
    allow(cluster, 3)
    told = press_at_once(tablets, opened.division)

    assert {status for before in told for status in before} <= {503}
    assert sorted(hall.presses(opened)) == sorted((one.username, "yes") for one in tablets)
    allow(cluster, -1)
    until(lambda: hall.server.ask("GET", "/health/ready")[0] == 200)


def press_at_once(tablets: list[Tablet], division: int) -> list[list[int]]:
    """Everybody presses until recorded; what each was told before that."""
    start = threading.Barrier(len(tablets))

    def press(tablet: Tablet) -> list[int]:
        start.wait()
        told, before = tablet.press_until_answered(division, Choice.YES, tablet.username)
        assert told.status == 200, told.text
        return before

    with ThreadPoolExecutor(len(tablets)) as pool:
        return list(pool.map(press, tablets))


def refused(told: Told) -> bool:
    """Whether it was a plain "try again"."""
    return told.status == 503 and told.headers["Retry-After"] == "1"


def allow(cluster: postgres.Server, most: int) -> None:
    """Let the service have so many connections (-1: as many as it wants), and end those it has."""
    with cluster.connect() as operator:
        operator.execute(f"ALTER ROLE service CONNECTION LIMIT {most}")  # type: ignore[arg-type]
        operator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'service'"
        )
