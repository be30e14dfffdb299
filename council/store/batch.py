"""Several small writes in one transaction: one sync of the disk serves all who wait for it.

Whoever comes first in line leads, takes what the others want written along, and commits once.
Nobody is answered before that commit; where it fails, all are told that nothing was written.
"""

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Generic, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from council.store.gate import Busy, Gate

T = TypeVar("T")
Work = Callable[[Connection], T]
LARGEST = 64
"""How many writes one transaction takes along, so that nobody waits long behind it."""


class Job(Generic[T]):
    """One write that waits: what to do, and what came of it once it stands or has failed."""

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self._value: T | None = None
        self._error: BaseException | None = None
        self._over = Event()

    def run(self, connection: Connection) -> None:
        """Do it within the transaction; a refusal is its own answer and disturbs nobody else.

        What the database refuses is told to all: it may have taken back what came before.
        """
        try:
            self._value = self._work(connection)
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it belongs
            self._error = error

    def fail(self, error: BaseException) -> None:
        """The transaction was lost, and this with it."""
        self._error = error

    def finish(self) -> None:
        """It stands, or has failed: whoever waits for it may go."""
        self._over.set()

    @property
    def done(self) -> bool:
        """Whether it stands or has failed."""
        return self._over.is_set()

    def outcome(self) -> T:
        """What the work gave, or the raising of what it raised; waits until that is known."""
        self._over.wait()
        if self._error is not None:
            raise self._error
        return cast(T, self._value)


class Batch:
    """Those who wait to write to one SQLite database."""

    def __init__(
        self, gate: Gate, transaction: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._gate = gate
        self._transaction = transaction
        self._waiting: deque[Job[object]] = gate.waiting

    def write(self, work: Work[T]) -> T:
        """Have something written, beside what others want written just now.

        ``work`` may read, and writes with its last statement only: that one is kept whole or
        not at all by SQLite itself, so that no savepoint is needed around each.
        """
        job = Job(work)
        self._waiting.append(cast("Job[object]", job))
        try:
            with self._gate.in_line():
                while not job.done:
                    self._lead()
        except Busy as busy:
            self._give_up(job, busy)
        return job.outcome()

    def _give_up(self, job: Job[T], busy: Busy) -> None:
        """Whoever has waited too long takes the write back, so that it is not written unseen.

        Where it has just been taken along, its outcome is the answer.
        """
        try:
            self._waiting.remove(cast("Job[object]", job))
        except ValueError:
            return
        job.fail(busy)
        job.finish()

    def _lead(self) -> None:
        jobs = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST))]
        try:
            with self._gate.alone(), self._transaction() as connection:
                for job in jobs:
                    job.run(connection)
        except BaseException as error:
            for job in jobs:
                job.fail(error)
            if not isinstance(error, Exception):
                raise
        finally:
            for job in jobs:
                job.finish()
