"""The feed's rooms, the bytes of its messages, and how a watcher is let go."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from flask import Flask

from council.store.models import JournalEntry
from council.store.queries.stream import Stand
from council.web.live import channels, messages
from council.web.live.channels import Channel
from council.web.live.fanout import Watcher, body
from council.web.live.feed import Feed
from council.web.live.room import Line, Room
from tests.support import loops

NOTHING = Stand(3, None, frozenset(), 0)


class Transport:
    aborted = False

    def abort(self) -> None:
        self.aborted = True


class Cycle:
    """A request as the server keeps it, whose ``send`` does what a test wants."""

    def __init__(self, sending: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        self.transport = Transport()
        self._sending = sending

    async def send(self, message: Any) -> None:
        await self._sending(message)


def test_a_reader_that_reads_is_handed_the_message() -> None:
    got = []

    async def take(message: Any) -> None:
        got.append(message)

    assert Watcher(take, None).push(body(b"x"))
    assert got == [{"type": "http.response.body", "body": b"x", "more_body": True}]


def test_a_reader_that_does_not_read_is_cut() -> None:
    async def waits(_message: Any) -> None:
        await asyncio.get_running_loop().create_future()

    async def push() -> None:
        cycle = Cycle(waits)
        assert not Watcher(cycle.send, None).push(body(b"x"))
        assert cycle.transport.aborted

    loops.run(push())


def test_a_connection_that_fails_is_cut_and_nobody_else() -> None:
    async def fails(_message: Any) -> None:
        raise RuntimeError("already ended")

    cycle = Cycle(fails)
    assert not Watcher(cycle.send, None).push(body(b"x"))
    assert cycle.transport.aborted


def test_a_room_is_closed_when_it_has_been_empty_for_a_while(app: Flask) -> None:
    feed = Feed(app)
    feed.rooms = {1: Room(1, NOTHING, []), 2: Room(2, NOTHING, [])}
    feed.rooms[2].guests = 1

    empty = feed.sweep(set())
    assert set(feed.rooms) == {1, 2}
    feed.sweep(empty)
    assert set(feed.rooms) == {2}
    feed.stop()


def test_parts_are_sent_line_by_line() -> None:
    assert messages.parts("<p>\r\n\n  å</p>", 7) == "id: 7\ndata: <p>\ndata:   å</p>\n\n".encode()
    assert messages.parts("\n", 7) == b""
    assert messages.parts("x", None) == b"data: x\n\n"


def test_an_entry_is_told_without_who_and_how() -> None:
    entry = JournalEntry(seq=4, kind="roll.left", at="2026", actor="p7", payload='{"by":"p7"}')

    assert messages.named(entry) == (
        b'id: 4\nevent: roll.left\ndata: {"seq":4,"kind":"roll.left","at":"2026"}\n\n'
    )


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("public", Channel("public")),
        ("item-7", Channel("item", 7)),
        ("secretary-7", Channel("secretary", 7)),
        ("", None),
        ("item", None),
        ("item-", None),
        ("item-x", None),
        ("item-²", None),
        (f"item-{2**31}", None),
        ("chair-1", None),
    ],
)
def test_channels_are_few_and_exact(text: str, channel: Channel | None) -> None:
    assert channels.parse(text) == channel


def test_what_is_rendered_anew_is_sent_to_whom_it_is_new() -> None:
    line = Line(Channel("member"))

    assert line.show({True: "a"}, NOTHING) == {True: True}
    assert line.show({True: "a"}, NOTHING) == {True: False}
    assert line.show({True: "a", False: "b"}, NOTHING) == {True: True, False: True}
    assert line.show({True: "a", False: "c"}, NOTHING) == {True: False, False: True}
