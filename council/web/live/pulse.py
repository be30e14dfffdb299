"""The beat of all streams: heartbeats, ended sign-ins, empty rooms. One task for all of them."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping

import structlog

from council.store.models import Role
from council.web.asgi_types import Message
from council.web.live import messages, reading
from council.web.live.fanout import Delivery, Watcher, body, push_all
from council.web.live.feed import Feed
from council.web.live.room import Line

SECOND = 1.0
COMMENT_EVERY = 15
RECHECK_EVERY = 4
"""Seconds; a stream ends at most five after its sign-in."""
SWEEP_EVERY = 30

PULSE = body(messages.PULSE)
COMMENT = body(messages.COMMENT)

log = structlog.get_logger("klubbslag")


async def beat(feed: Feed) -> None:
    """Keep every stream alive and honest, once a second."""
    second = 0
    empty: set[int] = set()
    while True:
        await asyncio.sleep(SECOND)
        second += 1
        await push_all(_to(feed, PULSE, beats=True))
        if second % COMMENT_EVERY == 0:
            await push_all(_to(feed, COMMENT, beats=False))
        if second % RECHECK_EVERY == 0:
            await _recheck(feed)
        if second % SWEEP_EVERY == 0:
            empty = feed.sweep(empty)
        _go_with_the_parent()


def end_all(feed: Feed) -> None:
    """End every stream in good order; the service stops, and they come back to the next."""
    for line in _lines(feed):
        for watcher in tuple(line.watchers):
            watcher.end()
        line.watchers.clear()


def _lines(feed: Feed) -> Iterator[Line]:
    for room in tuple(feed.rooms.values()):
        yield from tuple(room.lines.values())


def _to(feed: Feed, message: Message, *, beats: bool) -> list[Delivery]:
    return [
        (line.watchers, watcher, message)
        for line in _lines(feed)
        if line.channel.beats is beats
        for watcher in line.watchers
    ]


async def _recheck(feed: Feed) -> None:
    """End the streams whose sign-in has ended, or whose person has another role now."""
    # Those who come while the database is asked may have signed in after it looked.
    here = [
        (line, watcher)
        for line in _lines(feed)
        if line.channel.audience is not None
        for watcher in line.watchers
    ]
    if not here:
        return
    try:
        roles = await feed.threads.visit(reading.signed_in)
    except Exception as error:  # noqa: BLE001 - asked again in some seconds
        log.error("live recheck", error=type(error).__name__)
        return
    for line, watcher in here:
        if not _may_stay(line, watcher, roles):
            line.watchers.discard(watcher)
            watcher.end()


def _may_stay(line: Line, watcher: Watcher, roles: Mapping[int, Role]) -> bool:
    audience = line.channel.audience
    if audience is None or watcher.signed_in is None:
        return True
    return roles.get(watcher.signed_in.sign_in_id) in audience


def _go_with_the_parent() -> None:
    """A worker whose supervisor was killed leaves too, so that the port is free for the next."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        os.kill(os.getpid(), signal.SIGTERM)
