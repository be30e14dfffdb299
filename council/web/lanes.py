"""Which threads serve whom: signing in, the hall, the public, each its own.

The public cannot take the hall's threads, whatever its number; and hashing passwords, slow by
design, cannot hold up a vote.
"""

from functools import lru_cache
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from werkzeug.sansio.http import parse_cookie

from council.config import Settings
from council.web import one_core
from council.web.asgi_types import Scope
from council.web.bridge import Lane

SMALL_BODY = 64 * 1024
"""The largest body that is taken in from who has not signed in."""
WAITING_SIGN_INS = 600
"""More than a hall that signs in within one second; each takes some 30 ms."""
WAITING = 2000
REMEMBERED = 2048
"""Cookies whose lane is remembered: every signed-in device of a council, and some."""


class Lanes:
    """The three lanes, and the choice between them."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self.sign_in = Lane(
            app,
            "sign-in",
            threads=1,
            waiting=WAITING_SIGN_INS,
            largest=SMALL_BODY,
            begin=one_core.roam,
        )
        self.hall = Lane(
            app,
            "hall",
            threads=settings.hall_threads,
            waiting=WAITING,
            largest=app.config["MAX_CONTENT_LENGTH"],
        )
        self.public = Lane(
            app,
            "public",
            threads=settings.public_threads,
            waiting=WAITING,
            largest=SMALL_BODY,
            begin=one_core.roam,
        )
        self._cookie = app.config["SESSION_COOKIE_NAME"]
        self._opener: Any = SecureCookieSessionInterface().get_signing_serializer(app)
        # A tablet sends the same cookie with every request.
        self._is_somebody = lru_cache(REMEMBERED)(self._read)

    def of(self, scope: Scope) -> Lane:
        """The lane of a request."""
        if scope["path"] == "/login" and scope["method"] == "POST":
            return self.sign_in
        return self.hall if self._has_signed_in(scope) else self.public

    def stop(self) -> None:
        """Take no more requests."""
        for lane in (self.sign_in, self.hall, self.public):
            lane.stop()

    def _has_signed_in(self, scope: Scope) -> bool:
        """Whether the session cookie is ours and of somebody; whether it still holds, is judged
        by the request itself."""
        return any(self._is_somebody(text) for name, text in scope["headers"] if name == b"cookie")

    def _read(self, header: bytes) -> bool:
        text = header.decode("latin-1")
        if self._opener is None or self._cookie not in text:
            return False
        try:
            session = dict(self._opener.loads(parse_cookie(text).get(self._cookie, "")))
        except (BadSignature, ValueError, TypeError):
            return False
        return "_user_id" in session
