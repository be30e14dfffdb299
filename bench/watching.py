"""Many watchers in a process of their own: ``python -m bench.watching HOST PORT PATH NUMBER``.

It speaks in lines of JSON: one when all are connected, then one for each line it is given, which
names an event: when each watcher had got that one, and what was wrong with what any of them got.
Each watcher takes its own bytes apart and checks them; nothing is taken on another's word.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 200
"""Connections that are opened at the same time."""
PATIENCE = 120.0


@dataclass
class Heard:
    """What all watchers have got."""

    arrived: dict[str, list[float]] = field(default_factory=dict)
    """By kind of event: when each watcher had it and its screen, by the monotonic clock."""
    told: dict[tuple[int, str], bytes] = field(default_factory=dict)
    """What the first one got by id and kind; every other must get the same bytes."""
    wrong: list[str] = field(default_factory=list)
    lost: int = 0
    octets: bytes = b""
    """What one watcher has got since it was asked last."""


class Watcher(asyncio.Protocol):
    """One stream: takes chunks apart into events, and judges each."""

    def __init__(self, request: bytes, heard: Heard, greeted: Callable[[], None]) -> None:
        self._request = request
        self._heard = heard
        self._greeted = greeted
        self._raw = b""
        self._text = b""
        self._inside = False
        self._last: int | None = None
        self._kind = ""
        self.first = False

    def connection_made(self, transport: Any) -> None:
        transport.write(self._request)

    def connection_lost(self, _error: Exception | None) -> None:
        self._heard.lost += 1

    def data_received(self, data: bytes) -> None:
        self._raw += data
        if not self._inside:
            self._head()
        if self._inside:
            self._chunks()

    def _head(self) -> None:
        head, end, rest = self._raw.partition(b"\r\n\r\n")
        if end:
            if not head.startswith(b"HTTP/1.1 200 "):
                self._heard.wrong.append(head[:80].decode("latin-1"))
            self._raw, self._inside = rest, True

    def _chunks(self) -> None:
        while True:
            size, end, rest = self._raw.partition(b"\r\n")
            length = int(size, 16) if end else 0
            if not end or len(rest) < length + 2:
                break
            if self.first:
                self._heard.octets += rest[:length]
            self._text += rest[:length]
            self._raw = rest[length + 2 :]
        *whole, self._text = self._text.split(b"\n\n")
        for event in whole:
            self._event(event)

    def _event(self, event: bytes) -> None:
        fields = dict(line.partition(b": ")[::2] for line in event.split(b"\n"))
        if b"id" not in fields:  # a pulse, or how many have voted
            if fields.get(b"event") == b"puls":
                self._greeted()
            return
        kind, number = fields.get(b"event", b"").decode(), int(fields[b"id"])
        if not self._judged(number, kind, event, fields.get(b"data", b"")):
            self._kind = ""
        elif kind:
            self._kind = kind
        elif self._kind:
            self._heard.arrived.setdefault(self._kind, []).append(time.monotonic())
            self._kind = ""

    def _judged(self, number: int, kind: str, event: bytes, data: bytes) -> bool:
        """Whether the id follows the last one, the content is of that id, and all got the same."""
        if kind:
            follows = self._last is None or number == self._last + 1
            facts = json.loads(data)
            right = follows and (facts["seq"], facts["kind"]) == (number, kind)
        else:  # what is to be shown, as it stood at that entry
            right = self._last is None or number == self._last
        self._last = number
        if not right or self._heard.told.setdefault((number, kind), event) != event:
            self._heard.wrong.append(f"{number} {kind}: {event[:60]!r}")
            return False
        return True


async def watch(host: str, port: int, path: str, number: int) -> None:
    """Connect so many, then answer what is asked on the standard input until it ends."""
    heard = Heard()
    greetings = asyncio.Semaphore(0)
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
    began = time.monotonic()
    for start in range(0, number, AT_ONCE):
        some = min(AT_ONCE, number - start)
        await asyncio.gather(
            *(_connect(host, port, request, heard, greetings, start + n) for n in range(some))
        )
        for _ in range(some):
            await asyncio.wait_for(greetings.acquire(), PATIENCE)
    _say({"connected": number - heard.lost, "seconds": time.monotonic() - began})
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        _say(await _asked(heard, line.strip(), number))


async def _connect(
    host: str, port: int, request: bytes, heard: Heard, greetings: asyncio.Semaphore, place: int
) -> None:
    def watcher() -> Watcher:
        one = Watcher(request, heard, greetings.release)
        one.first = place == 0
        return one

    await asyncio.get_running_loop().create_connection(watcher, host, port)


async def _asked(heard: Heard, kind: str, number: int) -> dict[str, Any]:
    if kind == "reset":
        heard.arrived.clear()
        heard.octets = b""
        return {"cpu": _processor(), "at": time.monotonic()}
    until = time.monotonic() + PATIENCE
    while len(heard.arrived.get(kind, ())) < number - heard.lost and time.monotonic() < until:
        await asyncio.sleep(0.005)
    moments = sorted(heard.arrived.get(kind, []))
    return {
        "got": len(moments),
        "first": moments[0] if moments else 0,
        "middle": moments[len(moments) // 2] if moments else 0,
        "last": moments[-1] if moments else 0,
        "lost": heard.lost,
        "wrong": heard.wrong[:3],
        "octets": heard.octets.decode(),
        "cpu": _processor(),
        "at": time.monotonic(),
    }


def _processor() -> float:
    used = os.times()
    return used.user + used.system


def _say(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(watch(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
