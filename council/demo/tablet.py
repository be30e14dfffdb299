"""A simulated councillor's tablet: one kept connection, cookies, the page's token."""

import contextlib
import json
import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from typing import Any, Self
from urllib.parse import urlsplit

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
TIMEOUT = 15
"""Seconds to wait for an answer."""


class Unreachable(Exception):
    """Nothing answers at the address."""


class BadAddress(ValueError):
    """No address of a service."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    text: str

    @property
    def facts(self) -> dict[str, Any]:
        """The answer as JSON; empty where it is something else."""
        with contextlib.suppress(ValueError):
            found = json.loads(self.text)
            if isinstance(found, dict):
                return found
        return {}


class Tablet:
    """Speaks HTTP as a browser does. Used by one thread at a time."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadAddress(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname, parts.port, timeout=TIMEOUT)
        self._base = parts.path.rstrip("/")
        self._cookies: dict[str, str] = {}
        self._token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str, accept: str = "application/json") -> Answer:
        """Ask for something.

        Raises:
            Unreachable: no answer.
        """
        return self._send("GET", path, None, {"Accept": accept})

    def post(self, path: str, facts: dict[str, str]) -> Answer:
        """Do something. Sent again once where the connection was cut: every act bears that.

        Raises:
            Unreachable: no answer.
        """
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        headers["X-CSRFToken"] = self._token
        return self._send("POST", path, json.dumps(facts).encode(), headers)

    def sign_in(self, username: str, password: str) -> Answer:
        """Open the sign-in page, sign in, and keep the new token."""
        page = self.get("/login", accept="text/html")
        found = TOKEN.search(page.text)
        self._token = found[1] if found else ""
        answer = self.post("/login", {"username": username, "password": password})
        self._token = str(answer.facts.get("csrf_token", self._token))
        return answer

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if cookies:
            headers = {**headers, "Cookie": cookies}
        try:
            return self._once(method, path, body, headers)
        except (OSError, HTTPException):  # a kept connection that the server has closed
            self._connection.close()
        try:
            return self._once(method, path, body, headers)
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise Unreachable from error

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self._connection.request(method, self._base + path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return Answer(response.status, text)
