"""Handing messages to those who watch: each is given every message at once, or is let go.

A ``send`` that does not finish in one step waits for a reader that does not read. Nobody waits
for that one: its connection is cut, and it comes back with the last entry that it saw.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import structlog

from council.services.sign_ins import SignedIn
from council.web.asgi_types import Message, Send

YIELD_AFTER = 200
"""Watchers that are served before others get a turn."""

log = structlog.get_logger("klubbslag")


class Watcher:
    """One open stream."""

    __slots__ = ("_send", "signed_in")

    def __init__(self, send: Send, signed_in: SignedIn | None) -> None:
        self._send = send
        self.signed_in = signed_in

    def push(self, message: Message) -> bool:
        """Hand a message over, or cut the connection of a reader that does not read."""
        step = self._send(message)
        try:
            step.send(None)
        except StopIteration:
            return True
        except Exception as error:  # noqa: BLE001 - one connection's fault is nobody else's
            log.error("live send", error=type(error).__name__)
        else:
            step.close()
        self._cut()
        return False

    def end(self) -> None:
        """End the stream in good order."""
        self.push({"type": "http.response.body", "body": b"", "more_body": False})

    def entitled(self, roll: frozenset[int]) -> bool:
        """Whether the person is on the open division's roll."""
        return self.signed_in is not None and self.signed_in.person_id in roll

    def _cut(self) -> None:
        # ASGI has no word for it, and closing would wait until the reader has read.
        cycle: Any = getattr(self._send, "__self__", None)
        transport = getattr(cycle, "transport", None)
        if transport is not None:
            transport.abort()


Delivery = tuple[set[Watcher], Watcher, Message]
"""A message, whom it is for, and the set to leave for who does not take it."""


def body(data: bytes) -> Message:
    """A piece of a stream, as ASGI has it; one object serves all watchers."""
    return {"type": "http.response.body", "body": data, "more_body": True}


async def push_all(deliveries: Iterable[Delivery]) -> None:
    """Hand each its message; who does not take it is let go."""
    for place, (watchers, watcher, message) in enumerate(deliveries, start=1):
        if watcher in watchers and not watcher.push(message):
            watchers.discard(watcher)
        if place % YIELD_AFTER == 0:
            await asyncio.sleep(0)
