"""A councillor's tablet as a plain HTTP client: it signs in, presses, and sends again."""

import http.client
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.factories import PASSWORD

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
LOST = (OSError, http.client.HTTPException)
"""What a client meets with where an answer did not come."""


@dataclass
class Told:
    """What the server answered."""

    status: int
    text: str
    headers: http.client.HTTPMessage

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Tablet:
    """One person's device. ``patience``: seconds that it waits for an answer."""

    def __init__(self, address: str, username: str, *, patience: float = 20.0) -> None:
        self.username = username
        self._patience = patience
        self.cookie = self._token = ""
        self.move(address)
        self._sign_in()

    def move(self, address: str) -> None:
        """Use another network from now on."""
        parts = urlsplit(address)
        self._where = (parts.hostname or "", parts.port)

    def press(self, division: int, choice: str, key: str) -> Told:
        """One press. Raises one of ``LOST`` where no answer came."""
        return self.post(f"/voteringar/{division}/rost", choice=choice, key=key)

    def press_until_answered(
        self, division: int, choice: str, key: str, *, within: float = 20.0
    ) -> tuple[Told, list[int]]:
        """Send the same press until it is recorded or refused; the answer, and each status that
        asked to try again (0: no answer came)."""
        deadline, before = time.monotonic() + within, []
        while time.monotonic() < deadline:
            with suppress(*LOST):
                told = self.press(division, choice, key)
                if told.status < 500:
                    return told, before
                before.append(told.status)
                time.sleep(0.05)
                continue
            before.append(0)
        raise AssertionError(f"no answer, but {before}")

    def post(self, path: str, **given: Any) -> Told:
        """Post JSON, as a program does."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token}
        return self.ask("POST", path, json.dumps(given).encode(), headers)

    def get(self, path: str, accept: str = "text/html") -> Told:
        """Read a page."""
        return self.ask("GET", path, b"", {"Accept": accept})

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Told:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection(*self._where, timeout=self._patience)
        named = {"Accept": "application/json", "Cookie": self.cookie} | headers
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            text = answer.read().decode()
            if cookie := answer.headers["Set-Cookie"]:
                self.cookie = cookie.partition(";")[0]
            return Told(answer.status, text, answer.headers)
        finally:
            connection.close()

    def _sign_in(self) -> None:
        found = TOKEN.search(self.get("/login").text)
        assert found, "the sign-in page carries no token"
        self._token = found[1]
        told = self.post("/login", username=self.username, password=PASSWORD)
        assert told.status == 200, told.text
        self._token = told.json["csrf_token"]
