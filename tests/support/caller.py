"""Somebody's device in the hall: one connection kept open, a cookie and a token."""

import http.client
import json
import re
import time
from typing import Any
from urllib.parse import urlsplit

from tests.factories import PASSWORD

AGAIN_AFTER = 0.02
"""Seconds after which a device that got no answer sends the same once more."""
LOST = (OSError, http.client.HTTPException)


class Caller:
    """Signs in and posts JSON; what gets no answer is sent again, the very same, until it does."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        self._cookie = self._token = ""

    def sign_in(self, username: str) -> "Caller":
        """Sign in as a program does: the page's token, then the password."""
        _, page = self._ask("GET", "/login", b"", {})
        found = re.search(rb'name="csrf-token" content="([^"]+)"', page)
        assert found, "the sign-in page carries no token"
        self._token = found[1].decode()
        status, answer = self.post("/login", {"username": username, "password": PASSWORD})
        assert status == 200, answer
        self._token = answer["csrf_token"]
        return self

    def insist(self, path: str, body: dict[str, Any], within: float) -> tuple[int, Any, int]:
        """Post until there is an answer other than 503; also tells how often it was sent.

        Raises:
            TimeoutError: no answer within so many seconds.
        """
        deadline = time.monotonic() + within
        for sent in range(1, 1_000_000):
            try:
                status, answer = self.post(path, body)
            except LOST:
                self._connection.close()
            else:
                if status != 503:
                    return status, answer, sent
            if time.monotonic() > deadline:
                raise TimeoutError(path)
            time.sleep(AGAIN_AFTER)
        raise AssertionError

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Post once: status, and the answer's JSON (or whatever else it is, as text)."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Cookie": self._cookie, "X-CSRFToken": self._token}
        status, answer = self._ask("POST", path, json.dumps(body).encode(), headers)
        try:
            return status, json.loads(answer)
        except ValueError:
            return status, answer.decode(errors="replace")

    def _ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        if given := answer.headers["Set-Cookie"]:
            self._cookie = given.partition(";")[0]
        return answer.status, answer.read()
