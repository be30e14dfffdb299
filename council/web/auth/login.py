"""Flask-Login, wrapped once: it loads who is asking, and nothing more."""

from typing import Any

from flask import Flask
from flask_login import LoginManager

from council.services import sign_ins
from council.services.sign_ins import SignedIn
from council.web.auth.cookie import SignedCookie
from council.web.clock import now


class User:
    """What Flask-Login asks of a user; the token is the identity."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token = token
        self.signed_in = signed_in

    def get_id(self) -> str:
        """What is kept in the signed session cookie."""
        return self.token


def install(app: Flask) -> None:
    """Let Flask-Login look up the token of the session cookie, and protect nothing itself.

    Its "strong" protection would sign a tablet out when Wi-Fi turns into 4G.
    """
    app.session_interface = SignedCookie()
    manager: Any = LoginManager()
    # The templates have person(); Flask-Login's own word would open the session in every page.
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(load)
    # Nobody is remembered, and looking for whom to remember would open the session for every
    # answer: public ones would then vary by cookie and could not be kept for all readers.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)


def load(token: str) -> User | None:
    """The user that a token stands for, if it still opens anything."""
    signed_in = sign_ins.who(token, now=now())
    return None if signed_in is None else User(token, signed_in)
