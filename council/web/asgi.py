"""The server's entry: ``/live/…`` is answered here, everything else goes into Flask."""

import asyncio
import signal
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from flask import Flask

from council.web.asgi_types import Receive, Scope, Send
from council.web.bridge import Refused
from council.web.busy import Busy
from council.web.lanes import Lanes
from council.web.live import COUNTED, pulse
from council.web.live.door import PREFIX, Door
from council.web.live.feed import Feed


class Service:
    """One process of the service, as an ASGI application."""

    def __init__(self, app: Flask) -> None:
        self._busy = Busy(app)
        self._lanes = Lanes(app)
        self._feed = Feed(app)
        self._door = Door(app, self._feed, self._into_flask, self._busy)
        self._tasks: list[asyncio.Task[None]] = []
        app.extensions[COUNTED] = self._feed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through one process's life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"].startswith(PREFIX):
            await self._door.serve(scope, receive, send)
        else:
            await self._into_flask(scope, receive, send)

    async def _into_flask(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._lanes.of(scope).serve(scope, receive, send)
        except Refused as refused:
            await self._busy.answer(refused.status, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._start(self._feed.run(), pulse.beat(self._feed))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stop()
        await send({"type": "lifespan.shutdown.complete"})

    def _start(self, *works: Coroutine[Any, Any, None]) -> None:
        self._tasks = [asyncio.create_task(work) for work in works]
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._hear(number)

    def _hear(self, number: signal.Signals) -> None:
        """End the streams as soon as the server is told to stop: it waits for what is open."""
        before = signal.getsignal(number)
        loop = asyncio.get_running_loop()

        def told(signum: int, frame: Any) -> None:
            loop.call_soon_threadsafe(self._close)
            if callable(before):
                before(signum, frame)

        signal.signal(number, told)

    def _close(self) -> None:
        self._door.closed = True
        pulse.end_all(self._feed)

    async def _stop(self) -> None:
        self._close()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._feed.stop()
        self._door.stop()
        self._lanes.stop()
