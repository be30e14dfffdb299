"""A reader that does not read costs nobody else anything: it is let go, and comes back."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from council.store import journal
from council.store.engine import writing
from council.store.journal import SYSTEM
from tests.factories import Opened
from tests.support import hall as halls
from tests.support.hall import Hall
from tests.support.streams import SOON, Reader
from tests.support.tablet import Tablet
from tests.support.until import until

pytestmark = pytest.mark.faults

READERS = 200
ASLEEP = 100
ENTRIES = 40
LARGE = "prov." + "x" * 20_000
"""An entry so large that what lies between a server and who does not read is soon full."""


@pytest.fixture(scope="module", params=["sqlite"])
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """A server of these tests' own."""
    yield from halls.opened(request, tmp_path_factory.mktemp("slow"))


@pytest.fixture(autouse=True)
def nobody_watches(hall: Hall) -> Iterator[None]:
    """Whoever watched in a test is gone before the next."""
    yield
    wait_for_streams(hall, 0)


def test_a_reader_that_does_not_read_delays_nobody_and_is_let_go(hall: Hall) -> None:
    meeting = hall.meeting()
    with ExitStack() as stack:
        readers = [stack.enter_context(hall.server.watch(meeting)) for _ in range(READERS)]
        for reader in readers:
            reader.parts()
        asleep = stack.enter_context(sleeper(hall, meeting))
        wait_for_streams(hall, READERS + 1)

        slowest = max(everybody_hears(hall, meeting, number, readers) for number in range(ENTRIES))

        assert slowest < SOON
        wait_for_streams(hall, READERS)
        assert ends(asleep)


def test_a_crowd_that_does_not_read_holds_up_no_vote_and_is_not_remembered(hall: Hall) -> None:
    opened = hall.opens(hall.meeting())
    tablets = [Tablet(hall.server.address, name) for name in hall.holders()[:10]]
    with ExitStack() as stack:
        reader = stack.enter_context(hall.server.watch(opened.meeting))
        reader.parts()
        for _ in range(ASLEEP):
            stack.enter_context(sleeper(hall, opened.meeting))
        wait_for_streams(hall, ASLEEP + 1)
        before = memory(hall)

        slowest = 0.0
        for number in range(ENTRIES):
            everybody_hears(hall, opened.meeting, number, [reader])
            slowest = max(slowest, seconds_to_press(tablets[number % 10], opened, number))

        wait_for_streams(hall, 1)
        assert slowest < SOON
        assert memory(hall) - before < ASLEEP * ENTRIES * len(LARGE) / 4


def seconds_to_press(tablet: Tablet, opened: Opened, number: int) -> float:
    """How long a press takes until its receipt has come."""
    pressed = time.monotonic()
    assert tablet.press(opened.division, "yes", f"k{number}").status == 200
    return time.monotonic() - pressed


def memory(hall: Hall) -> int:
    """Bytes that the server holds in memory."""
    pages = Path(f"/proc/{hall.server.pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def sleeper(hall: Hall, meeting: int) -> socket.socket:
    """Asks for a stream, and never reads from it."""
    parts = urlsplit(hall.server.address)
    asleep = socket.socket()
    asleep.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asleep.connect((parts.hostname, parts.port))
    asleep.sendall(f"GET /live/{meeting} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return asleep


def ends(asleep: socket.socket) -> bool:
    """Wake up, and read what still comes: it comes to an end."""
    asleep.settimeout(5)
    with suppress(ConnectionResetError):
        while asleep.recv(65536):
            pass
    return True


def everybody_hears(hall: Hall, meeting: int, number: int, readers: list[Reader]) -> float:
    """Record something; the seconds until the last of the readers has it."""
    kind = f"{LARGE}.{number}"
    with hall.app.app_context(), writing() as session:
        journal.append(session, f"m{meeting}", kind, {}, actor=SYSTEM, now=datetime.now(UTC))
    recorded = time.monotonic()
    return max(reader.event(kind).at for reader in readers) - recorded


def wait_for_streams(hall: Hall, expected: int) -> None:
    """Wait until the server counts so many open streams."""
    counted = f'klubbslag_sse_clients{{pool="public"}} {expected}.0'
    until(lambda: counted in hall.server.ask("GET", "/metrics")[1])
