"""One writer at a time on SQLite: in the process by a fair lock, between processes by a file.

SQLite's own busy handler sleeps and starves: a chair who closed waited 2.6 s behind pressers,
2 ms behind this lock. Checkpoints run only while it is held, which keeps them apart from every
write (SQLite before 3.51.3 may lose a commit when a checkpoint resets the log beside a writer).
"""

import fcntl
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, perf_counter, sleep
from typing import Any

told: list[Callable[[float], None]] = []
"""Who is told how many seconds each writer waited for its turn."""


LINE_WAIT = 15.0
"""Seconds that a writer waits for its turn in this process before it is told to try again."""
FILE_WAIT = 5.0
"""Seconds that this process waits for another's writer (a command) to let go."""


class Busy(Exception):
    """Somebody else has been writing for too long; nothing was written, trying again is safe."""


class FairLock:
    """First come, first served; the hurried (the chair's gavel) before all who wait.

    Whoever lets go hands over to one who waits: a crowd that is woken for every turn costs more
    than the turns.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._held = False
        self._hurried: deque[Lock] = deque()
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def hold(self, *, hurry: bool = False) -> Iterator[None]:
        """Hold the lock for a ``with`` block."""
        self._take(self._hurried if hurry else self._waiting)
        try:
            yield
        finally:
            self._let_go()

    def _take(self, queue: deque[Lock]) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = Lock()
            turn.acquire()
            queue.append(turn)
        try:
            came = turn.acquire(timeout=LINE_WAIT)
        except BaseException:
            self._leave(turn, queue)
            raise
        if not came:
            self._leave(turn, queue)
            raise Busy

    def _leave(self, turn: Lock, queue: deque[Lock]) -> None:
        """Leave the line; where the turn had just come, pass it on."""
        with self._guard:
            if turn in queue:
                queue.remove(turn)
                return
        self._let_go()

    def _let_go(self) -> None:
        with self._guard:
            if self._hurried:
                self._hurried.popleft().release()
            elif self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


class Gate:
    """What every write to one SQLite file passes through."""

    CHECKPOINT_EVERY = 500
    """Writes after which the write-ahead log is copied into the database."""

    def __init__(self, database: Path | None) -> None:
        self._lock = FairLock()
        self._writes = 0
        self.waiting: deque[Any] = deque()
        self._file = (
            None
            if database is None
            else os.open(f"{database}.write.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        )

    @contextmanager
    def pass_through(self, *, hurry: bool = False) -> Iterator[None]:
        """Be the only writer for a ``with`` block."""
        with self.in_line(hurry=hurry), self.alone():
            yield

    @contextmanager
    def in_line(self, *, hurry: bool = False) -> Iterator[None]:
        """Be first in this process's line for a ``with`` block."""
        asked = perf_counter()
        with self._lock.hold(hurry=hurry):
            waited = perf_counter() - asked
            for listener in told:
                listener(waited)
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes' writers out; for who is first in line."""
        if self._file is None:
            yield
            return
        self._lock_file(self._file)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _lock_file(self, file: int) -> None:
        ends = monotonic() + FILE_WAIT
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > ends:
                    raise Busy from None
                sleep(0.005)
            else:
                return

    def close(self) -> None:
        """Give back the lock's file; nobody passes any more."""
        if self._file is not None:
            os.close(self._file)

    def checkpoint_due(self) -> bool:
        """Whether enough has been written since the log was last copied; counts this write."""
        self._writes += 1
        return self._writes >= self.CHECKPOINT_EVERY

    def checkpointed(self, *, whole: bool) -> None:
        """The log was copied; where readers held up a part of it, another try comes soon."""
        self._writes = 0 if whole else self.CHECKPOINT_EVERY * 9 // 10
