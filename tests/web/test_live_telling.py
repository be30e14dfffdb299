"""How the feed tells what is new: to all who watch, to who comes meanwhile, whatever breaks."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from flask import Flask

from council.store.models import JournalEntry
from council.store.queries.stream import Stand
from council.web.live import messages, pulse, reading, regions, telling
from council.web.live.channels import Channel
from council.web.live.fanout import Watcher
from council.web.live.feed import Feed
from council.web.live.reading import News
from council.web.live.room import Line, Room
from council.web.live.telling import Threads
from tests.support import loops

NOTHING = Stand(3, None, frozenset(), 0)


class Taking:
    """A reader that keeps what it is handed."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.watcher = Watcher(self._send, None)

    async def _send(self, message: Any) -> None:
        self.got.append(message["body"])


class Visits:
    """Stands for the feed's threads: gives prepared news, and lets somebody come meanwhile."""

    def __init__(self, news: News, while_rendering: Callable[[], None]) -> None:
        self._news = news
        self._while_rendering = while_rendering
        self.rendered: list[str] = []

    async def visit(self, work: Any, *args: Any, **_: Any) -> Any:
        if work is reading.news:
            return self._news
        if work is reading.voted:
            return 1
        if not self.rendered:
            self._while_rendering()
        self.rendered.append(args[1].name)
        return f"count {args[1].name}" if work is regions.progress else {True: args[1].name}


def test_who_comes_while_others_are_rendered_for_is_told_too() -> None:
    early, late = Taking(), Taking()
    room = Room(1, NOTHING, [])
    there, other = Line(Channel("public")), Line(Channel("member"))
    for line, reader in ((there, early), (other, late)):
        room.lines[line.channel] = line
        line.show({True: "before"}, NOTHING)
        if reader is early:
            line.watchers.add(reader.watcher)
    entry = JournalEntry(seq=4, kind="prov", at="2026", actor="", payload="")
    visits = Visits(
        News(replace(NOTHING, seq=4), [entry]), lambda: other.watchers.add(late.watcher)
    )

    assert loops.run(telling.tell(room, cast(Threads, visits)))

    told = messages.named(entry)
    assert early.got == [told + messages.parts("public", 4)]
    assert late.got == [told, messages.parts("member", 4)]


def test_who_comes_while_the_count_is_rendered_sees_it() -> None:
    dividing = Stand(3, 9, frozenset(), 0)
    early, late = Taking(), Taking()
    room = Room(1, dividing, [])
    there, other = Line(Channel("public")), Line(Channel("screen"))
    for line in (there, other):
        room.lines[line.channel] = line
        line.show({True: "before"}, dividing)
    there.watchers.add(early.watcher)
    visits = Visits(News(dividing, []), lambda: other.watchers.add(late.watcher))

    loops.run(telling.count(room, cast(Threads, visits)))

    assert early.got == [messages.parts("count public", None)]
    assert late.got == [messages.parts("screen", 3)]


def test_a_page_that_cannot_be_rendered_silences_no_other(
    council: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_meeting: int, _number: int | None) -> str:
        raise ValueError

    monkeypatch.setitem(regions.REGIONS, "public", broken)

    assert regions.render(council, 1, Channel("public"), dividing=False) == {True: ""}


def test_a_public_stream_is_kept_open_and_empty_rooms_are_swept(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "SECOND", 0.001)
    reader = Taking()
    feed = Feed(app)
    line = Line(Channel("public"), {reader.watcher})
    feed.rooms = {1: Room(1, NOTHING, []), 2: Room(2, NOTHING, [])}
    feed.rooms[1].lines[line.channel] = line
    feed.rooms[1].guests = 1

    async def until_swept() -> None:
        beating = asyncio.create_task(pulse.beat(feed))
        while 2 in feed.rooms:
            await asyncio.sleep(0.001)
        beating.cancel()

    loops.run(asyncio.wait_for(until_swept(), 20))
    assert set(feed.rooms) == {1}
    assert set(reader.got) == {messages.COMMENT}
    feed.stop()


def test_the_beat_goes_on_when_the_database_does_not_answer(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "SECOND", 0.001)
    asked = []

    def no_answer(_app: Flask) -> None:
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr(reading, "signed_in", no_answer)
    feed = Feed(app)
    reader = Taking()
    line = Line(Channel("member"), {reader.watcher})
    feed.rooms = {1: Room(1, NOTHING, [])}
    feed.rooms[1].lines[line.channel] = line

    async def until_asked_twice() -> None:
        beating = asyncio.create_task(pulse.beat(feed))
        while len(asked) < 2:
            await asyncio.sleep(0.001)
        assert not beating.done()
        beating.cancel()

    loops.run(asyncio.wait_for(until_asked_twice(), 20))
    assert set(reader.got) == {messages.PULSE}
    feed.stop()
