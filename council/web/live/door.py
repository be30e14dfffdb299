"""The door to the live stream: who comes in, from where on, and how long it stays open."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.sansio.utils import host_is_trusted

from council.config import Settings
from council.services.sign_ins import SignedIn
from council.web.asgi_types import Receive, Scope, Send
from council.web.asking import maybe_person
from council.web.bridge import environ_of
from council.web.busy import Busy
from council.web.live import channels, messages, reading, telling
from council.web.live.channels import Channel
from council.web.live.fanout import Watcher, body
from council.web.live.feed import Feed
from council.web.live.room import Line, Room
from council.web.live.telling import Threads

PREFIX = "/live/"
RETRY = 1000
"""Milliseconds after which a browser comes back by itself."""
FOR_THE_HALL = 10
"""One stream in so many is kept for those who have signed in."""

IntoFlask = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to watch, and the last entry that they have seen."""

    meeting_id: int
    channel: Channel
    after: int | None


class Door:
    """Lets watchers in. What it refuses or does not know it leaves to Flask, which says why."""

    def __init__(self, app: Flask, feed: Feed, into_flask: IntoFlask, busy: Busy) -> None:
        settings: Settings = app.config["SETTINGS"]
        self._hosts: list[str] | None = app.config["TRUSTED_HOSTS"]
        self._most = settings.max_streams
        self._feed = feed
        self._into_flask = into_flask
        self._busy = busy
        self._threads = Threads(app, 2, "door")
        self._headers = busy.with_security(messages.HEADERS)
        self._inside = 0
        self.closed = False

    def stop(self) -> None:
        """Let the threads go."""
        self._threads.stop()

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for a stream, for as long as somebody reads it."""
        wish = self._wish(scope)
        # The fan-out steps ``send`` by hand: another server's, that is no coroutine, cannot be.
        if wish is None or not inspect.iscoroutinefunction(send):
            await self._into_flask(scope, receive, send)
        elif self.closed or self._inside >= self._room_for(wish.channel):
            await self._busy.answer(503, send)
        else:
            self._inside += 1
            try:
                await self._admit(wish, scope, receive, send)
            finally:
                self._inside -= 1

    def _room_for(self, channel: Channel) -> int:
        kept = 0 if channel.signed else max(1, self._most // FOR_THE_HALL)
        return self._most - kept

    def _wish(self, scope: Scope) -> Wish | None:
        meeting_id = channels.place(scope["path"].removeprefix(PREFIX))
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        channel = channels.parse(asked.get("vy", [channels.DEFAULT])[0])
        if meeting_id is None or channel is None or scope["method"] != "GET" or "kort" in asked:
            return None
        header = {name: text.decode("latin-1") for name, text in scope["headers"]}
        if self._hosts and not host_is_trusted(header.get(b"host"), self._hosts):
            return None
        last = header.get(b"last-event-id") or asked.get("efter", [""])[0]
        return Wish(meeting_id, channel, channels.place(last))

    async def _admit(self, wish: Wish, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            found = await self._find(wish, scope)
        except OperationalError:
            await self._busy.answer(503, send)
            return
        if found is None:
            await self._into_flask(scope, receive, send)
            return
        room, line, someone = found
        watcher = Watcher(send, someone)
        room.guests += 1
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self._headers})
            await self._greet(room, line, watcher, wish.after)
            while (await receive())["type"] != "http.disconnect":
                pass
        except OperationalError:
            watcher.end()  # it comes again
        finally:
            line.watchers.discard(watcher)
            room.guests -= 1

    async def _find(self, wish: Wish, scope: Scope) -> tuple[Room, Line, SignedIn | None] | None:
        """The place where one may watch; None where there is none, or not for this one."""
        someone = None
        if wish.channel.audience is not None:
            someone = await self._threads.visit(_who, scope)
            if someone is None or someone.role not in wish.channel.audience:
                return None
        room = await self._feed.room(wish.meeting_id)
        line = None if room is None else await self._feed.line(room, wish.channel)
        return None if room is None or line is None else (room, line, someone)

    async def _greet(self, room: Room, line: Line, watcher: Watcher, after: int | None) -> None:
        """Tell what lies between, then what is now; from then on the feed tells what comes."""
        first = messages.hello(RETRY)
        if after is not None and not room.remembers(after):
            entries = await self._threads.visit(reading.older, room.meeting_id, after)
            first += b"".join(messages.named(entry) for entry in entries)
            after = entries[-1].seq if entries else after
        await telling.freshen(room, line, self._feed.threads)
        # Nothing awaits from here on, so that nothing can be told in between.
        if self.closed or not room.remembers(after if after is not None else room.stand.seq):
            watcher.push(body(first))  # further back than that: it comes again for the rest
            watcher.end()
            return
        first += room.since(after) + room.now(line, watcher)
        if watcher.push(body(first)):
            line.watchers.add(watcher)


def _who(app: Flask, scope: Scope) -> SignedIn | None:
    """Who holds the session cookie, told by the very same way as for every page."""
    with app.request_context(environ_of(scope)):
        return maybe_person()
