"""A meeting that is watched: what has been told, and what each channel shows now."""

import asyncio
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from council.store.models import JournalEntry
from council.store.queries.stream import Stand
from council.web.live import messages, regions
from council.web.live.channels import Channel
from council.web.live.fanout import Delivery, Watcher, body
from council.web.live.own import OwnPresses

REMEMBERED = 500
"""Entries of a meeting that are kept at hand for those who come back."""
UNCHANGED: Mapping[bool, bool] = {}


@dataclass(eq=False)
class Line:
    """One channel of a meeting: who watches, and what they see."""

    channel: Channel
    watchers: set[Watcher] = field(default_factory=set)
    shown: Mapping[bool, str] = field(default_factory=dict)
    counted: str = ""
    stamp: tuple[int, int] | None = None
    """The stand that ``shown`` and ``counted`` were rendered at."""
    rendering: asyncio.Lock = field(default_factory=asyncio.Lock)

    def show(self, shown: Mapping[bool, str], stand: Stand) -> Mapping[bool, bool]:
        """Keep what has been rendered at a stand; tells which of its forms is new to watchers."""
        before, self.shown = self.shown, shown
        self.counted, self.stamp = "", self.stamp_of(stand)
        if before.keys() != shown.keys():
            return dict.fromkeys(shown, True)
        return {form: html != before[form] for form, html in shown.items()}

    def count(self, counted: str, stand: Stand) -> bool:
        """Keep what moved with the count since then; whether it is new to watchers."""
        before, self.counted = self.counted, counted
        self.stamp = self.stamp_of(stand)
        return counted != before

    def stamp_of(self, stand: Stand) -> tuple[int, int]:
        """What a rendering depends on: the journal, and the count where it is shown."""
        return stand.seq, stand.voted if regions.counts(self.channel) else 0

    def stale(self, stand: Stand) -> bool:
        """Whether what is shown is older than a stand."""
        return self.stamp != self.stamp_of(stand)


class Room:
    """One meeting that somebody watches."""

    def __init__(self, meeting_id: int, stand: Stand, entries: list[JournalEntry]) -> None:
        self.meeting_id = meeting_id
        self.stand = stand
        self.lines: dict[Channel, Line] = {}
        self.guests = 0
        self.own = OwnPresses()
        self._told: deque[tuple[int, bytes]] = deque(maxlen=REMEMBERED)
        self.tell(entries)

    @property
    def dividing(self) -> bool:
        """Whether a division is open."""
        return self.stand.division_id is not None

    def watched(self) -> list[Line]:
        """The channels that somebody watches."""
        return [line for line in self.lines.values() if line.watchers]

    def tell(self, entries: list[JournalEntry]) -> bytes:
        """Take in new entries; gives them as the messages that go to all."""
        written = [(entry.seq, messages.named(entry)) for entry in entries]
        self._told.extend(written)
        return b"".join(message for _, message in written)

    def remembers(self, after: int) -> bool:
        """Whether all that lies after an entry is at hand."""
        return after >= self.stand.seq or (bool(self._told) and after >= self._told[0][0] - 1)

    def since(self, after: int | None) -> bytes:
        """What has been told after an entry; nothing to who has seen none."""
        if after is None:
            return b""
        return b"".join(message for seq, message in self._told if seq > after)

    def now(self, line: Line, watcher: Watcher) -> bytes:
        """What a watcher sees now: the channel's regions, the count on top, the own press."""
        shown = line.shown[self.form(line, watcher)]
        counted = messages.parts(line.counted, None)
        return messages.parts(shown, self.stand.seq) + counted + self.own.message(watcher)

    def form(self, line: Line, watcher: Watcher) -> bool:
        """Which form of a channel's regions a watcher is sent."""
        return len(line.shown) == 1 or watcher.entitled(self.stand.roll)

    def own_deliveries(self, persons: set[int]) -> Iterator[Delivery]:
        """To each of these persons' screens, that the newest press of theirs is recorded."""
        for line in self.watched():
            for watcher in tuple(line.watchers):
                if watcher.signed_in is not None and watcher.signed_in.person_id in persons:
                    yield line.watchers, watcher, body(self.own.message(watcher))

    def deliveries(
        self, line: Line, told: bytes, changed: Mapping[bool, bool]
    ) -> Iterator[Delivery]:
        """New entries to all who watch a channel, its regions to those for whom they changed."""
        pieces = {
            form: body(told + messages.parts(html, self.stand.seq) if changed.get(form) else told)
            for form, html in line.shown.items()
        }
        for watcher in tuple(line.watchers):
            piece = pieces[self.form(line, watcher)]
            if piece["body"]:
                yield line.watchers, watcher, piece
