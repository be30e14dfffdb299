"""What a reader's own copy of a page is judged by, so that a thousand readers cost one rendering.

A public page is made of what the journal holds, the day, and the code. Its validator is made of
the journal's heads, never of votes: while a division is open it tells how many have voted, as
the page does, and nothing of how.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from council.services.attendance import HALL
from council.store.base import db
from council.store.journal import BODY
from council.store.queries.heads import heads, stamp
from council.web.clock import now

SHORT = 32
"""Signs of a validator: 128 bits of SHA-256."""


def etag_for(*chains: str, also: object = "") -> str:
    """The validator of what these chains hold, and the body's; of all chains where none is named.

    Args:
        also: what else the answer depends on, such as how many have voted.
    """
    journal = heads(db.session(), (*chains, BODY)) if chains else stamp(db.session())
    today = now().astimezone(HALL).date()
    text = repr((journal, today.isoformat(), also, _code()))
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def conditional(etag: str, render: Callable[[], ResponseReturnValue]) -> Response:
    """304 where the reader's copy still holds, else the answer with its validator.

    Weak, for a proxy in front may press the answer.
    """
    if request.if_none_match.contains_weak(etag):
        response = make_response("", 304)
    else:
        response = make_response(render())
    response.set_etag(etag, weak=True)
    return response


@cache
def _code() -> str:
    """What the pages are made with: another release, another page."""
    templates, static = current_app.template_folder, current_app.static_folder
    made_of = (
        (Path(__file__).parent.parent, "*.py"),
        (Path(str(templates)), "*.html"),
        (Path(str(static)), "*.css"),
        (Path(str(static)), "*.js"),
    )
    digest = hashlib.sha256()
    for folder, pattern in made_of:
        for file in sorted(folder.rglob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()
