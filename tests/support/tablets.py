"""Tablets that press as the page does: the same key again until there is an answer."""

import http.client
import json
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any

from psycopg import Connection

from tests.factories import PASSWORD
from tests.support.streams import PATIENCE, connect

PAUSE = 0.05
"""Seconds between two tries, so that a host that is down is not asked in a circle."""
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass(frozen=True, order=True)
class Press:
    """A press that was acknowledged: by whom, what, and the receipt that was shown."""

    username: str
    key: str
    choice: str
    receipt: str


@dataclass
class Tablet:
    """Somebody's tablet. It knows one address behind a proxy, or several to try in turn."""

    addresses: Sequence[str]
    username: str
    trust: ssl.SSLContext | None = None
    cookie: str = ""
    token: str = ""
    pressed: list[Press] = field(default_factory=list)
    tries: int = 0

    def __post_init__(self) -> None:
        self._next = cycle(self.addresses)

    def sign_in(self) -> None:
        """Sign in as a program does; the cookie and the token are kept."""
        address = next(self._next)
        _, page, self.cookie = self._send(address, "GET", "/login")
        found = TOKEN.search(page)
        assert found, "the sign-in page carries no token"
        self.token = found[1]
        who = {"username": self.username, "password": PASSWORD}
        status, answer, self.cookie = self._send(address, "POST", "/login", who)
        assert status == 200, answer
        self.token = json.loads(answer)["csrf_token"]

    def press(self, division: int, choice: str, key: str) -> Press:
        """Press until the press is acknowledged, with one and the same key."""
        body = {"choice": choice, "key": key}
        answer = self.post(f"/voteringar/{division}/rost", body)
        press = Press(self.username, key, choice, answer["receipt"])
        self.pressed.append(press)
        return press

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """POST until there is an answer that is no fault of the service; it must be a success."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                status, answer, _ = self._send(next(self._next), "POST", path, body or {})
            except (OSError, http.client.HTTPException):
                status, answer = 0, ""
            if 0 < status < 500:
                assert status == 200, answer
                return json.loads(answer)
            assert status in (0, 502, 503), answer  # a fault of ours would be a 500
            time.sleep(PAUSE)
        raise AssertionError(f"{path} was never answered")

    def get(self, path: str, address: str) -> tuple[int, str]:
        """One page of one host: status and text."""
        return self._send(address, "GET", path)[:2]

    def _send(
        self, address: str, method: str, path: str, body: dict[str, Any] | None = None
    ) -> tuple[int, str, str]:
        connection = connect(address, self.trust)
        headers = {"Cookie": self.cookie, "Referer": f"{address}/"}
        if body is not None:
            headers |= {
                "Accept": "application/json",
                "Content-Type": "application/json",
                "X-CSRFToken": self.token,
            }
        try:
            content = None if body is None else json.dumps(body).encode()
            connection.request(method, path, content, headers)
            answer = connection.getresponse()
            cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
            return answer.status, answer.read().decode(), cookie
        finally:
            connection.close()


def recorded(database: Connection[Any], division: int) -> list[Press]:
    """Every press of a division, as a database has it."""
    rows = database.execute(
        "SELECT username, key, choice, receipt FROM press"
        " JOIN person ON person.id = press.person_id WHERE division_id = %s",
        (division,),
    )
    return sorted(Press(*row) for row in rows)


def acknowledged(tablets: Iterable[Tablet]) -> list[Press]:
    """Every press that a tablet was told is received."""
    return sorted(press for tablet in tablets for press in tablet.pressed)


def sealed(database: Connection[Any], division: int) -> dict[str, str]:
    """Whose vote of a closed division is what, as a database has it."""
    rows = database.execute(
        "SELECT username, choice FROM vote JOIN division_seat USING (division_id, seat_id)"
        " JOIN person ON person.id = division_seat.person_id WHERE division_id = %s",
        (division,),
    )
    return dict(rows.fetchall())


def last_votes(tablets: Iterable[Tablet]) -> dict[str, str]:
    """What has to be sealed: the last word of each."""
    return {tablet.username: tablet.pressed[-1].choice for tablet in tablets}


def last_choices(tablets: Iterable[Tablet]) -> dict[str, int]:
    """What the sealed figures have to be: the last word of each."""
    last = Counter(tablet.pressed[-1].choice for tablet in tablets)
    return {choice: last[choice] for choice in ("yes", "no", "abstain")}


@contextmanager
def pressing(tablets: Iterable[Tablet], division: int) -> Iterator[Callable[[], int]]:
    """Let all press without pause, now Ja, now Nej, for as long as the block runs.

    Gives a counter of what has been acknowledged so far. The last press under way is answered
    before the block is left; a tablet that failed fails the test.
    """
    tablets = list(tablets)
    enough = threading.Event()
    failed: list[Exception] = []

    def press_on(tablet: Tablet) -> None:
        try:
            for number in count():
                if enough.is_set():
                    return
                tablet.press(division, "yes" if number % 2 else "no", f"tryck-{number}")
        except Exception as fault:  # noqa: BLE001 - told by the test's own thread
            failed.append(fault)

    threads = [threading.Thread(target=press_on, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    try:
        yield lambda: sum(len(tablet.pressed) for tablet in tablets)
    finally:
        enough.set()
        for thread in threads:
            thread.join()
    assert not failed, failed
