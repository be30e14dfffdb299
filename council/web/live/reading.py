"""What the feed reads, in worker threads: each function is one visit to the database."""

from dataclasses import dataclass, replace

from flask import Flask

from council.store import journal
from council.store.engine import reading
from council.store.models import JournalEntry, Role
from council.store.queries import stream
from council.store.queries.stream import OwnPress, Stand
from council.web import clock
from council.web.live.channels import OF_AN_OBJECT, Channel
from council.web.live.room import REMEMBERED


@dataclass(frozen=True, slots=True)
class News:
    """Where a meeting stands, and the entries that led there."""

    stand: Stand
    entries: list[JournalEntry]


def news(app: Flask, meeting_id: int, after: int) -> News | None:
    """What has been recorded after an entry; None where there is no meeting to follow.

    The entries are read before the stand, so that a division that an entry opened is open in
    it; what comes between the two is told in the next round.
    """
    entries = older(app, meeting_id, after)
    with app.app_context(), reading() as session:
        stand = stream.stand(session, meeting_id)
    if stand is None:
        return None
    seq = entries[-1].seq if entries else after
    return News(replace(stand, seq=seq), entries)


def opening(app: Flask, meeting_id: int) -> News | None:
    """A meeting's stand with its last entries; None where there is none to follow."""
    with app.app_context(), reading() as session:
        stand = stream.stand(session, meeting_id)
    return None if stand is None else news(app, meeting_id, max(-1, stand.seq - REMEMBERED))


def older(app: Flask, meeting_id: int, after: int) -> list[JournalEntry]:
    """Entries after one, oldest first, as many as a room keeps."""
    with app.app_context(), reading() as session:
        return journal.after(session, f"m{meeting_id}", after, REMEMBERED)


def heads(app: Flask, meetings: list[int]) -> dict[int, int]:
    """The last entry of each of these meetings."""
    with app.app_context(), reading() as session:
        return stream.heads(session, meetings)


def voted(app: Flask, division_id: int) -> int:
    """How many have voted in a division."""
    with app.app_context(), reading() as session:
        return stream.voted(session, division_id)


def presses(app: Flask, division_id: int, after: int) -> list[OwnPress]:
    """A division's presses after one."""
    with app.app_context(), reading() as session:
        return stream.presses(session, division_id, after)


def holds(app: Flask, meeting_id: int, channel: Channel) -> bool:
    """Whether what a channel is about belongs to the meeting."""
    if channel.object_id is None:
        return True
    with app.app_context(), reading() as session:
        kind = OF_AN_OBJECT[channel.name]
        return stream.holds(session, meeting_id, kind, channel.object_id)


def signed_in(app: Flask) -> dict[int, Role]:
    """Every sign-in that still opens something."""
    with app.app_context(), reading() as session:
        return stream.signed_in(session, now=clock.now())
