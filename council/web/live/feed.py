"""The feed: one task that follows the journal and has every meeting's watchers told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import structlog
from flask import Flask

from council.store.base import db
from council.store.tail import Tail, tail
from council.web.live import reading, telling
from council.web.live.channels import Channel
from council.web.live.room import Line, Room
from council.web.live.telling import Threads

COUNT_EVERY = 0.25
"""Seconds between two looks at how many have voted: never one per press."""
ASK_EVERY = 1.0
"""Seconds after which the journal is asked though nothing was heard."""

log = structlog.get_logger("klubbslag")


class Feed:
    """The meetings that are watched, kept at the journal's head."""

    def __init__(self, app: Flask) -> None:
        self.rooms: dict[int, Room] = {}
        self.threads = Threads(app, 2, "live")
        self._opening: dict[int, asyncio.Task[Room | None]] = {}
        self._waiting = ThreadPoolExecutor(1, thread_name_prefix="live-tail")
        self._tail: Tail | None = None
        self._counted = 0.0
        self._uncounted = True

    async def run(self) -> None:
        """Follow the journal for as long as the process lives; a lost database is sought again."""
        while True:
            try:
                await self._follow()
            except Exception as error:  # the feed outlives every fault
                log.error("live feed", error=type(error).__name__, exc_info=error)
                await asyncio.sleep(ASK_EVERY)

    def stop(self) -> None:
        """Let the threads go."""
        if self._tail is not None:
            self._tail.stop()
        self._waiting.shutdown(wait=False, cancel_futures=True)
        self.threads.stop()

    async def room(self, meeting_id: int) -> Room | None:
        """The room of a meeting, opened when the first comes; None where there is none."""
        if meeting_id in self.rooms:
            return self.rooms[meeting_id]
        if meeting_id not in self._opening:
            task = asyncio.create_task(self._open(meeting_id))
            self._opening[meeting_id] = task
            task.add_done_callback(lambda _: self._opening.pop(meeting_id, None))
        return await asyncio.shield(self._opening[meeting_id])

    async def line(self, room: Room, channel: Channel) -> Line | None:
        """A channel of a room; None where it is about something else than this meeting."""
        if channel not in room.lines:
            if not await self.threads.visit(reading.holds, room.meeting_id, channel):
                return None
            room.lines.setdefault(channel, Line(channel))
        return room.lines[channel]

    def watchers(self) -> dict[str, int]:
        """How many watch, by who may: ``hall`` for those who have signed in."""
        counted = {"hall": 0, "public": 0}
        for room in tuple(self.rooms.values()):
            for line in tuple(room.lines.values()):
                counted["hall" if line.channel.signed else "public"] += len(line.watchers)
        return counted

    def sweep(self, empty: set[int]) -> set[int]:
        """Close the rooms that were empty the last time and still are; gives those empty now."""
        now = {id_ for id_, room in self.rooms.items() if not room.guests}
        for id_ in empty & now:
            del self.rooms[id_]
        return now - empty

    async def _open(self, meeting_id: int) -> Room | None:
        news = await self.threads.visit(reading.opening, meeting_id)
        if news is None:
            return None
        return self.rooms.setdefault(meeting_id, Room(meeting_id, news.stand, news.entries))

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        self._tail = source = await self.threads.visit(_open_tail)
        try:
            heard = True  # what came while nobody listened
            while True:
                if heard:
                    self._uncounted = True
                    await self._catch_up()
                await self._count(loop.time())
                dividing = any(room.dividing for room in self.rooms.values())
                pause = COUNT_EVERY if dividing else ASK_EVERY
                heard = await loop.run_in_executor(self._waiting, source.wait, pause)
        finally:
            source.stop()
            self._waiting.submit(source.close)

    async def _catch_up(self) -> None:
        behind = await self._behind()
        while behind:
            told = [await telling.tell(room, self.threads) for room in behind]
            behind = await self._behind() if any(told) else []

    async def _behind(self) -> list[Room]:
        if not self.rooms:
            return []
        heads = await self.threads.visit(reading.heads, list(self.rooms))
        known = [(self.rooms.get(id_), seq) for id_, seq in heads.items()]
        return [room for room, seq in known if room is not None and seq > room.stand.seq]

    async def _count(self, now: float) -> None:
        if not self._uncounted or now - self._counted < COUNT_EVERY:
            return
        self._counted, self._uncounted = now, False
        for room in list(self.rooms.values()):
            await telling.count(room, self.threads)


def _open_tail(app: Flask) -> Tail:
    with app.app_context():
        return tail(db.engine)
