"""Several small writes in one transaction: one sync of the disk serves all who wait for it.

Whoever comes first in line leads, takes what the others want written along, and commits once.
Those who want the same kind of thing written are written by the same few statements. Nobody is
answered before that commit; where it fails, all are told that nothing was written.
"""

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import groupby
from operator import attrgetter
from threading import Event
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from council.store.gate import Busy, Gate

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")
Work = Callable[[Connection, list[I]], list[T | Exception]]
"""Writes several items within one transaction, and gives each its outcome or its refusal."""
LARGEST = 64
"""How many writes one transaction takes along, so that nobody waits long behind it."""


def alone(work: Callable[[Connection], T]) -> Work[None, T]:
    """Something that is written by itself, beside others in the same transaction."""
    return lambda connection, _items: [work(connection)]


class Job(Generic[T]):
    """One write that waits: what to do, and what came of it once it stands or has failed."""

    def __init__(self, work: Work[I, T], item: I) -> None:
        self.work = work
        self.item: Any = item
        self._value: T | None = None
        self._error: BaseException | None = None
        self._over = Event()

    def settle(self, outcome: T | Exception) -> None:
        """What the work gave for this item, told once the transaction stands."""
        if isinstance(outcome, Exception):
            self._error = outcome
        else:
            self._value = outcome

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
    """Those who wait to write together to one database, one transaction at a time."""

    def __init__(
        self, gate: Gate, transaction: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._gate = gate
        self._transaction = transaction
        self._waiting: deque[Job[Any]] = gate.waiting

    def write(self, work: Work[I, T], item: I) -> T:
        """Have something written, beside what others want written just now.

        ``work`` gives each refusal as an outcome and leaves nothing half written behind it: it
        needs no savepoint. What it raises for several, and what the database refuses, is told to
        all, and nothing of that transaction stands.
        """
        job = Job(work, item)
        self._waiting.append(job)
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
            self._waiting.remove(job)
        except ValueError:
            return
        job.fail(busy)
        job.finish()

    def _lead(self) -> None:
        jobs = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST))]
        try:
            with self._gate.alone(), self._transaction() as connection:
                for work, alike in groupby(jobs, key=attrgetter("work")):
                    _run(connection, work, list(alike))
        except BaseException as error:
            for job in jobs:
                job.fail(error)
            if not isinstance(error, Exception):
                raise
        finally:
            for job in jobs:
                job.finish()


def _run(connection: Connection, work: Work[Any, Any], jobs: list[Job[Any]]) -> None:
    """Do what is alike at once; a refusal is its own answer and disturbs nobody else.

    What the database refuses is told to all: it may have taken back what came before. So is what
    the work for several raises, since some of it may have been written: the transaction is lost.
    """
    outcomes: list[Any]
    try:
        outcomes = work(connection, [job.item for job in jobs])
    except DBAPIError:
        raise
    except Exception as error:
        if len(jobs) > 1:
            raise
        outcomes = [error]
    for job, outcome in zip(jobs, outcomes, strict=True):
        job.settle(outcome)
