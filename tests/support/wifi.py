"""Bad Wi-Fi between a browser and the server: on loopback, one thread, told what to do by the test.

``away``: nothing comes through either way, and nobody is told, as when a tablet leaves the room.
``forget``: the streams that are open now never say anything again; new ones work.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PIECE = 65536
STREAM = b"text/event-stream"


class Wifi:
    """A way to a server that can be lost and found again."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._to = (parts.hostname or "", parts.port or 0)
        self._loop = asyncio.new_event_loop()
        self._there = asyncio.Event()
        self._there.set()
        self._streams: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._carry, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def away(self) -> None:
        """Lose the network."""
        self._loop.call_soon_threadsafe(self._there.clear)

    def back(self) -> None:
        """Find it again: what was held comes through."""
        self._loop.call_soon_threadsafe(self._there.set)

    def forget(self) -> None:
        """Let the streams that are open now die without a word."""
        self._loop.call_soon_threadsafe(self._streams.clear)

    def stop(self) -> None:
        """End."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._to)
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._one_way(reader, back), self._one_way(there, writer))

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        stream = False
        while data := await reader.read(PIECE):
            await self._there.wait()
            if STREAM in data and not stream and b"HTTP/1.1 200" in data:
                stream = True
                self._streams.add(writer)
            if not stream or writer in self._streams:
                writer.write(data)
                await writer.drain()
        writer.close()


@contextmanager
def wifi(server: str) -> Iterator[Wifi]:
    """Bad Wi-Fi for a ``with`` block."""
    way = Wifi(server)
    try:
        yield way
    finally:
        way.stop()
