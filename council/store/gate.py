"""One writer at a time on SQLite: in the process by a fair lock, between processes by a file.

SQLite's own busy handler sleeps and starves: a chair who closed waited 2.6 s behind pressers,
2 ms behind this lock. Checkpoints run only while it is held, which keeps them apart from every
write (SQLite before 3.51.3 may lose a commit when a checkpoint resets the log beside a writer).
"""

import fcntl
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition


class FairLock:
    """First come, first served; the hurried (the chair's gavel) before all who wait."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._held = False
        self._hurried: deque[object] = deque()
        self._waiting: deque[object] = deque()

    @contextmanager
    def hold(self, *, hurry: bool = False) -> Iterator[None]:
        """Hold the lock for a ``with`` block."""
        ticket = object()
        queue = self._hurried if hurry else self._waiting
        with self._changed:
            queue.append(ticket)
            try:
                self._changed.wait_for(lambda: not self._held and self._next() is ticket)
            finally:
                queue.remove(ticket)
            self._held = True
        try:
            yield
        finally:
            with self._changed:
                self._held = False
                self._changed.notify_all()

    def _next(self) -> object:
        return self._hurried[0] if self._hurried else self._waiting[0]


class Gate:
    """What every write to one SQLite file passes through."""

    CHECKPOINT_AT = 4 * 1024 * 1024
    """Bytes of write-ahead log after which it is copied into the database."""

    def __init__(self, database: Path | None) -> None:
        self._lock = FairLock()
        self._log = None if database is None else Path(f"{database}-wal")
        self._file = (
            None
            if database is None
            else os.open(f"{database}.write.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        )

    @contextmanager
    def pass_through(self, *, hurry: bool = False) -> Iterator[None]:
        """Be the only writer for a ``with`` block."""
        with self._lock.hold(hurry=hurry):
            if self._file is None:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def checkpoint_due(self) -> bool:
        """Whether the write-ahead log has grown enough to be copied."""
        try:
            return self._log is not None and self._log.stat().st_size > self.CHECKPOINT_AT
        except FileNotFoundError:
            return False
