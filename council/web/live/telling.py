"""Telling a meeting's watchers what is new: read and rendered once, handed to all.

State changes only between two ``await``: whoever joins meanwhile is told everything, once.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from flask import Flask

from council.web.live import messages, reading, regions
from council.web.live.fanout import Delivery, body, push_all
from council.web.live.room import UNCHANGED, Line, Room

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Where the feed reads and renders, so that the event loop only hands over bytes."""

    def __init__(self, app: Flask, number: int, name: str) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(number, thread_name_prefix=name)

    async def visit(
        self, work: Callable[Concatenate[Flask, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do some work with the application, in a thread."""
        job = partial(work, self._app, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)

    def stop(self) -> None:
        """Take no more work."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def tell(room: Room, threads: Threads) -> bool:
    """Tell what has been recorded since the last time; whether there was anything."""
    news = await threads.visit(reading.news, room.meeting_id, room.stand.seq)
    if news is None or not news.entries:
        return False
    dividing = news.stand.division_id is not None
    rendered = {
        line: await threads.visit(regions.render, room.meeting_id, line.channel, dividing=dividing)
        for line in room.watched()
    }
    room.stand = news.stand
    told = room.tell(news.entries)
    changes = {line: line.show(html, news.stand) for line, html in rendered.items()}
    late = [line for line in room.watched() if line not in rendered]
    deliveries = [
        delivery
        for line in room.watched()
        for delivery in room.deliveries(line, told, changes.get(line, UNCHANGED))
    ]
    await push_all(deliveries)
    await _tell_late(room, late, threads)
    return True


async def count(room: Room, threads: Threads) -> None:
    """Tell how many have voted, where that has changed and is shown."""
    if room.stand.division_id is None:
        return
    await _tell_own(room, threads)
    voted = await threads.visit(reading.voted, room.stand.division_id)
    if voted == room.stand.voted:
        return
    rendered = {
        line: await threads.visit(regions.progress, room.meeting_id, line.channel)
        for line in room.watched()
        if regions.counts(line.channel)
    }
    room.stand = replace(room.stand, voted=voted)
    late = [line for line in room.watched() if line not in rendered and line.stale(room.stand)]
    deliveries: list[Delivery] = []
    for line, html in rendered.items():
        if line.count(html, room.stand) and html:
            piece = body(messages.parts(html, None))
            deliveries += [(line.watchers, watcher, piece) for watcher in line.watchers]
    await push_all(deliveries)
    await _tell_late(room, late, threads)


async def _tell_own(room: Room, threads: Threads) -> None:
    """Tell who has pressed, on all of that person's screens, that it is recorded."""
    division_id = room.stand.division_id
    if division_id is None or not any(line.channel.signed for line in room.watched()):
        return
    room.own.follow(division_id)
    presses = await threads.visit(reading.presses, division_id, room.own.after)
    await push_all(list(room.own_deliveries(room.own.take(presses))))


async def freshen(room: Room, line: Line, threads: Threads) -> None:
    """Render a channel that nobody watched, once for all who come at the same time."""
    async with line.rendering:
        while line.stale(room.stand):
            stand = room.stand
            html = await threads.visit(
                regions.render, room.meeting_id, line.channel, dividing=room.dividing
            )
            if stand is room.stand:
                line.show(html, stand)


async def _tell_late(room: Room, late: list[Line], threads: Threads) -> None:
    """Those who came while the others' regions were rendered get theirs."""
    for line in late:
        await freshen(room, line, threads)
        await push_all(list(room.deliveries(line, b"", dict.fromkeys(line.shown, True))))
