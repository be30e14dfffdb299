"""Who sends a byte now and then holds a connection, and no thread that another needs."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest

from tests.support import hall as halls
from tests.support.hall import Hall
from tests.support.streams import SOON
from tests.support.tablet import Tablet

pytestmark = pytest.mark.faults

SLOW = 200
"""Many times the threads of all lanes; half of them have signed in."""
BODY = b'{"choice": "yes", "key": "slow"}'


@pytest.fixture(params=["sqlite"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    yield from halls.opened(request, tmp_path)


def test_two_hundred_that_send_a_byte_at_a_time_hold_up_no_vote(hall: Hall) -> None:
    opened = hall.opens(hall.meeting())
    tablets = [Tablet(hall.server.address, name) for name in hall.holders()]
    path = f"/voteringar/{opened.division}/rost"
    with ExitStack() as stack:
        slow = [
            stack.enter_context(begun(hall, path, tablets[0].cookie if number % 2 else ""))
            for number in range(SLOW)
        ]

        for tablet, byte in zip(tablets, BODY, strict=False):
            for one in slow:
                one.send(bytes([byte]))
            pressed = monotonic()
            assert tablet.press(opened.division, "no", "k1").status == 200
            assert monotonic() - pressed < SOON

    assert hall.presses(opened) == [(tablet.username, "no") for tablet in tablets]


def begun(hall: Hall, path: str, cookie: str) -> socket.socket:
    """A request of which everything has been sent but the body."""
    parts = urlsplit(hall.server.address)
    client = socket.create_connection((parts.hostname, parts.port))
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    rest = f"Cookie: {cookie}\r\nContent-Length: {len(BODY)}\r\n\r\n"
    client.sendall((head + rest).encode())
    return client
