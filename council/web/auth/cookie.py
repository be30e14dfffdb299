"""The session cookie, judged by its signature and not by its age."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature


class SignedCookie(SecureCookieSessionInterface):
    """Flask's cookie, opened whenever it was signed.

    Flask refuses one that was signed later than now: a clock that is set back a minute would
    sign the whole hall out. How long a sign-in lasts stands in the database.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; empty where there is none of ours, None without a key."""
        opener = self.get_signing_serializer(app)
        if opener is None:
            return None
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        try:
            return self.session_class(opener.loads(cookie))
        except BadSignature:
            return self.session_class()
