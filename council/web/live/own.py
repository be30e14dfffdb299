"""Whose press is the newest, so that all of a person's tablets can show the same recorded vote."""

from collections import deque
from collections.abc import Iterable

from council.store.queries.stream import OwnPress
from council.web.live import messages
from council.web.live.fanout import Watcher

LOOK_BACK = 8
"""Looks, two seconds: a press with a lower number may be committed after one with a higher."""


class OwnPresses:
    """The newest press of each person in a room's open division."""

    def __init__(self) -> None:
        self.division_id: int | None = None
        self._newest: dict[int, OwnPress] = {}
        self._highest: deque[int] = deque([0], maxlen=LOOK_BACK)

    @property
    def after(self) -> int:
        """The number from which on presses are to be read."""
        return self._highest[0]

    def follow(self, division_id: int) -> None:
        """Begin anew where another division is open."""
        if division_id != self.division_id:
            self.division_id = division_id
            self._newest.clear()
            self._highest = deque([0], maxlen=LOOK_BACK)

    def take(self, presses: Iterable[OwnPress]) -> set[int]:
        """Take in what was read; gives the persons who have pressed since the last look."""
        moved = set()
        highest = self._highest[-1]
        for press in presses:
            known = self._newest.get(press.person_id)
            if known is None or known.id < press.id:
                self._newest[press.person_id] = press
                moved.add(press.person_id)
            highest = max(highest, press.id)
        self._highest.append(highest)
        return moved

    def message(self, watcher: Watcher) -> bytes:
        """What a watcher is told of the own press; nothing where there is none."""
        someone = watcher.signed_in
        press = None if someone is None else self._newest.get(someone.person_id)
        if press is None or self.division_id is None:
            return b""
        return messages.own(self.division_id, press.receipt)
