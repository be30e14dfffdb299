"""Server-sent events, as bytes: written once, sent to all."""

import json

from council.store.base import written
from council.store.models import JournalEntry
from council.web.clock import now

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}
PULSE = b"event: puls\ndata: \n\n"
"""Heard by the page: without it for three seconds, a lost connection shows."""
COMMENT = b":\n\n"
"""Keeps a connection open through what stands between; no page hears it."""


def hello(retry: int) -> bytes:
    """The first message: when to come back (milliseconds), that it works, and the time here."""
    return f'retry: {retry}\nevent: puls\ndata: {{"at":"{written(now())}"}}\n\n'.encode()


def named(entry: JournalEntry) -> bytes:
    """An entry of the journal: what happened and when; who and how stay in the journal."""
    facts = {"seq": entry.seq, "kind": entry.kind, "at": entry.at}
    data = json.dumps(facts, separators=(",", ":"))
    return f"id: {entry.seq}\nevent: {entry.kind}\ndata: {data}\n\n".encode()


def own(division_id: int, receipt: str) -> bytes:
    """To one person's own tablets: the newest press of theirs, by its receipt; never how."""
    data = json.dumps({"division": division_id, "receipt": receipt}, separators=(",", ":"))
    return f"event: press\ndata: {data}\n\n".encode()


def parts(html: str, seq: int | None) -> bytes:
    """Parts of a page, to be swapped in as they are; nothing where there are none."""
    lines = [line for line in html.splitlines() if line.strip()]
    if not lines:
        return b""
    place = "" if seq is None else f"id: {seq}\n"
    return (place + "".join(f"data: {line}\n" for line in lines) + "\n").encode()
