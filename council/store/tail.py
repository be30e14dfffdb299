"""Learning that something was recorded, by any thread, process or host, without asking twice.

SQLite counts in ``PRAGMA data_version`` what other connections have committed; PostgreSQL
tells who listens. Either way the reader then asks the journal itself: a wake-up that is lost
or comes twice costs nothing but time.
"""

from threading import Event
from typing import Any, Protocol, cast

from sqlalchemy import Engine

from council.store.journal import WAKE


class Tail(Protocol):
    """One waiter for what is recorded. ``stop`` may be called from another thread."""

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether something may have been recorded meanwhile."""

    def stop(self) -> None:
        """End the waiting at once, for ever."""

    def close(self) -> None:
        """Give the connection back; nobody waits any more."""


def tail(engine: Engine) -> Tail:
    """The waiter that fits a database."""
    return SqliteTail(engine) if engine.dialect.name == "sqlite" else PostgresTail(engine)


class SqliteTail:
    """Asks the file's counter, a read of some microseconds, twenty times a second."""

    STEP = 0.05

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        self._stopped = Event()
        self._version = self._read()

    def wait(self, seconds: float) -> bool:
        """Wait until another connection has committed, or the time is out."""
        steps = max(1, round(seconds / self.STEP))
        for _ in range(steps):
            if self._stopped.wait(self.STEP):
                return False
            version = self._read()
            if version != self._version:
                self._version = version
                return True
        return False

    def stop(self) -> None:
        """End the waiting."""
        self._stopped.set()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _read(self) -> int:
        cursor = self._connection.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            [(version,)] = cursor.fetchall()
            return int(version)
        finally:
            cursor.close()


class PostgresTail:
    """Listens on a connection of its own; what is not notified (a press) is found by asking."""

    STEP = 0.25
    """How long a stop may have to wait."""

    def __init__(self, engine: Engine) -> None:
        self._stopped = Event()
        self._pooled = engine.raw_connection()
        self._connection = cast(Any, self._pooled.driver_connection)
        self._pooled.detach()  # it is kept for life, which no pool lends for
        self._connection.rollback()
        self._connection.autocommit = True
        self._connection.execute(f"LISTEN {WAKE}")

    def wait(self, seconds: float) -> bool:
        """Wait for a notification, or until it is time to ask anyhow."""
        for _ in range(max(1, round(seconds / self.STEP))):
            if self._stopped.is_set():
                return False
            if any(True for _ in self._connection.notifies(timeout=self.STEP, stop_after=1)):
                break
        return True

    def stop(self) -> None:
        """End the waiting."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connection."""
        self._pooled.close()
