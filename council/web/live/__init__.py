"""The live stream: tails the journal, renders once per audience, fans out."""

from flask import current_app

COUNTED = "klubbslag.live"
"""Where the process's feed is found, when the server that runs it has one."""


def watchers() -> dict[str, int]:
    """How many streams this process holds open, by who may watch them."""
    feed = current_app.extensions.get(COUNTED)
    return {"hall": 0, "public": 0} if feed is None else dict(feed.watchers())
