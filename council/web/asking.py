"""Who is asking, and in what form the answer is wanted."""

from flask import request
from flask_login import current_user

from council.services.sign_ins import SignedIn
from council.store.journal import Actor


def person() -> SignedIn:
    """The signed-in person. Only behind a guard that lets no one else pass."""
    someone = maybe_person()
    if someone is None:
        raise RuntimeError("no guard stands before this")
    return someone


def maybe_person() -> SignedIn | None:
    """The signed-in person, if any."""
    return getattr(current_user, "signed_in", None)


def actor(capacity: str | None = None) -> Actor:
    """The person as the journal names who acts; in what capacity, where not the own role."""
    someone = person()
    return Actor(someone.ref, capacity or someone.role.value, someone.auth)


def wants_json() -> bool:
    """Whether a program is asking."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def wants_fragment() -> bool:
    """Whether a script on one of our pages is asking for a part of it."""
    return request.headers.get("HX-Request") == "true"
