"""The server as a process: alone on its file, ended cleanly, whole at the end, in workers."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from council.services import meetings
from tests import factories
from tests.support import hall as halls
from tests.support.hall import Hall
from tests.support.streams import SOON, Server

IN_TIME = 3.0
"""Seconds in which a server has ended, whatever is open."""


@pytest.fixture(params=halls.BOTH)
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    """A server of the test's own, on each database."""
    yield from halls.opened(request, tmp_path)


@pytest.fixture(params=["sqlite"])
def small_hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    """A server of the test's own, on SQLite."""
    yield from halls.opened(request, tmp_path)


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.postgres)])
def two_workers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    """Two processes on one address."""
    yield from halls.opened(request, tmp_path, "--workers", "2")


def test_it_ends_in_time_with_streams_open(hall: Hall) -> None:
    meeting = hall.meeting()
    member = hall.server.sign_in("agneta")
    with ExitStack() as stack:
        readers = [stack.enter_context(hall.server.watch(meeting)) for _ in range(20)]
        readers.append(stack.enter_context(hall.server.watch(meeting, "member", Cookie=member)))
        for reader in readers:
            reader.parts()
        status, took = hall.server.stop()
        for reader in readers:
            assert reader.ended.wait(SOON)

    assert status == 0
    assert took < IN_TIME


def test_it_leaves_the_database_whole_in_one_file(small_hall: Hall, tmp_path: Path) -> None:
    small_hall.meeting()
    small_hall.server.sign_in("agneta")
    status, _ = small_hall.server.stop(signal.SIGINT)

    log = tmp_path / "council.db-wal"
    assert status == 0
    assert not log.exists() or log.stat().st_size == 0


def test_a_second_server_on_the_same_file_is_refused(small_hall: Hall, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'council.db'}"

    said = Server(tmp_path, url).said()

    assert "En annan server använder redan databasen" in said
    small_hall.server.stop()
    other = Server(tmp_path, url)
    other.start()
    assert other.stop()[0] == 0


def test_a_port_that_is_taken_is_told(small_hall: Hall, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "council.db").write_bytes((tmp_path / "council.db").read_bytes())
    port = small_hall.server.environ["PORT"]

    said = Server(folder, f"sqlite:///{folder / 'council.db'}", PORT=port).said()

    assert f"port {port}" in said
    assert "Traceback" not in said


def test_each_of_two_workers_tells_its_own_watchers(two_workers: Hall) -> None:
    meeting = two_workers.meeting()
    with ExitStack() as stack:
        readers = [stack.enter_context(two_workers.server.watch(meeting)) for _ in range(12)]
        for reader in readers:
            reader.parts()
        with two_workers.app.app_context():
            factories.does("ordforande", meetings.close_meeting, meeting)
        for reader in readers:
            reader.event("meeting.closed", 5)
        status, took = two_workers.server.stop()

    assert status == 0
    assert took < IN_TIME


def test_workers_go_with_a_parent_that_was_killed(two_workers: Hall) -> None:
    status, _ = two_workers.server.stop(signal.SIGKILL)
    assert status == -signal.SIGKILL

    parts = urlsplit(two_workers.server.address)
    deadline = time.monotonic() + 10
    while is_taken(parts.hostname or "", parts.port or 0):
        assert time.monotonic() < deadline


def is_taken(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port)).close()
    except OSError:
        time.sleep(0.05)
        return True
    return False
