"""Somebody at the doors: a client with a browser's cookies and the page's token."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD


class Visitor(FlaskClient):
    """A browser's cookies and the page's token. ``send`` posts with the token."""

    token = ""

    def send(self, path: str, **rest: Any) -> TestResponse:
        """Post as the service's own pages do; ``json=`` or ``data=`` as Flask's client has it."""
        return self.post(
            path, headers={"X-CSRFToken": self.token} | rest.pop("headers", {}), **rest
        )

    def read_token(self) -> None:
        """Take the token from the sign-in page, as somebody who has not signed in."""
        self.read_token_of("/login")

    def read_token_of(self, path: str) -> None:
        """Take the token from a page."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get(path).text)
        assert found, f"{path} carries no token"
        self.token = found[1]

    def sign_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        """Sign in as a program does; what came back is the caller's to judge."""
        self.read_token()
        answer = self.send(
            "/login",
            json={"username": username, "password": password},
            headers={"Accept": "application/json"},
        )
        if answer.status_code == 200:
            assert answer.json
            self.token = answer.json["csrf_token"]
        return answer
