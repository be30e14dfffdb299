"""A bad network between a tablet and the server: it cuts, delays, doubles and swallows presses."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from urllib.parse import urlsplit

from tests.support.until import until

PRESS = b"/rost HTTP/1.1\r\n"
"""How the first line of a press ends: only presses meet with faults."""
DELAY = 0.5
"""Seconds, for who is ``SLOW``."""


class Fault(Enum):
    """What happens to one press on its way."""

    CUT_BEFORE = "the connection breaks in the middle of the request"
    CUT_AFTER = "the server has answered; the connection breaks, the answer is lost"
    GONE_AFTER = "the server has answered; the network is gone before the answer has come"
    CUT_IN_REPLY = "the connection breaks in the middle of the answer"
    SLOW = "it takes its time"
    TWICE = "the bytes of the request come to the server twice"
    OVERTAKEN = "it comes to the server after the next press has been answered"
    NO_WAY_BACK = "the answer never comes, and nothing says so"
    NO_WAY_THERE = "the request never comes to the server, and nothing says so"


class Connection:
    """One connection of a tablet, carried on to the server."""

    def __init__(
        self, network: "Network", reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._network = network
        self._from_tablet, self._to_tablet = reader, writer
        self._lost: Fault | None = None
        self._carries_press = False
        self._over = asyncio.Event()

    async def carry(self) -> None:
        """Carry until one side goes, or a fault ends it."""
        self._from_server, self._to_server = await self._network.reach_server()
        works = [
            asyncio.create_task(work) for work in (self._there(), self._back(), self._over.wait())
        ]
        await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        for work in works:
            work.cancel()
        for writer in (self._to_tablet, self._to_server):
            writer.close()

    def cut(self) -> None:
        """Break it off on both sides."""
        self._over.set()

    async def _there(self) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while request := await self._request():
                is_press = PRESS in request
                self._carries_press = is_press
                fault = self._network.next_fault() if is_press else None
                await self._send(request, fault)

    async def _request(self) -> bytes:
        head = await self._from_tablet.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, text = line.partition(b":")
            length = int(text) if name.lower() == b"content-length" else length
        return head + await self._from_tablet.readexactly(length)

    async def _send(self, request: bytes, fault: Fault | None) -> None:
        match fault:
            case Fault.CUT_BEFORE:
                self._to_server.write(request[: len(request) // 2])
                await self._to_server.drain()
                return self.cut()
            case Fault.SLOW:
                await asyncio.sleep(DELAY)
            case Fault.TWICE:
                await self._network.send_apart(request)
            case Fault.OVERTAKEN:
                await self._network.answered.wait()
            case Fault.NO_WAY_THERE:
                return None
            case _:
                self._lost = fault
        self._to_server.write(request)
        return None

    async def _back(self) -> None:
        with suppress(ConnectionError):
            while piece := await self._from_server.read(65536):
                if self._lost is Fault.GONE_AFTER:
                    self._network.go_down()
                if self._lost in (Fault.CUT_AFTER, Fault.GONE_AFTER):
                    return
                if self._lost is Fault.CUT_IN_REPLY:
                    self._to_tablet.write(piece[: len(piece) // 2])
                    await self._to_tablet.drain()
                    return
                if self._lost is not Fault.NO_WAY_BACK:
                    self._to_tablet.write(piece)
                    if self._carries_press:
                        self._network.answered.set()


class Network:
    """What lies between the tablets and one server. Faults hit presses in the order given."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 0)
        self._faults: deque[Fault] = deque()
        self._connections: set[Connection] = set()
        self._down = False
        self.address = ""

    def hit(self, *faults: Fault) -> None:
        """Let the next presses meet with these, one each."""
        self.answered = asyncio.Event()
        self._faults.extend(faults)

    def wait_for_faults(self) -> None:
        """Wait until each that was ordered has hit its press."""
        until(lambda: not self._faults)

    def go_down(self) -> None:
        """Break what is connected, and let nobody through."""
        self._down = True
        for connection in list(self._connections):
            self._loop.call_soon_threadsafe(connection.cut)

    def come_up(self) -> None:
        """Let people through again."""
        self._down = False

    def next_fault(self) -> Fault | None:
        """What the next press meets with."""
        return self._faults.popleft() if self._faults else None

    async def reach_server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection to the server."""
        return await asyncio.open_connection(*self._server)

    async def send_apart(self, request: bytes) -> None:
        """Let the server have a request on a connection of its own, and forget the answer."""
        reader, writer = await self.reach_server()
        writer.write(request)
        await reader.read(1)
        writer.close()

    async def run(self, ready: threading.Event) -> None:
        """Carry for as long as the loop lives."""
        self._loop = asyncio.get_running_loop()
        self.answered = asyncio.Event()
        listener = await asyncio.start_server(self._come, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        self._stop = asyncio.Event()
        ready.set()
        await self._stop.wait()
        listener.close()
        while self._connections:
            await asyncio.sleep(0.01)

    def stop(self) -> None:
        """End everything."""
        self.go_down()
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._down:
            return writer.close()
        connection = Connection(self, reader, writer)
        self._connections.add(connection)
        try:
            await connection.carry()
        finally:
            self._connections.discard(connection)


@contextmanager
def between(server: str) -> Iterator[Network]:
    """A bad network in front of a server's address, for a ``with`` block."""
    network, ready = Network(server), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(network.run(ready)), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield network
    finally:
        network.stop()
        thread.join(10)
