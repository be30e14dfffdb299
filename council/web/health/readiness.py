"""Whether the service could take a vote now, told in time whatever hangs."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from council.store import probe, schema
from council.store.base import db, written

OK = "ok"
NO_ANSWER = "no answer"
CHECKS = ("schema", "clock", "disk", "write")

PATIENCE = 1.5
"""Seconds after which an answer is given, with what is known by then."""
LONGEST_WAIT = 1.0
"""Seconds within which a transaction that writes must be able to begin."""
SMALLEST_DISK = 500_000_000
"""Bytes that must be free where the database lies."""
TOLERANCE = timedelta(seconds=1)
"""By how much the clocks of several hosts may differ."""
RACE_ENDS = (3, 51, 3)
"""The first SQLite without the race of checkpoint and writer."""


class Examination:
    """One look at everything, in a thread of its own, so that what hangs hangs there."""

    def __init__(self, engine: Engine, folder: Path, now: datetime) -> None:
        self.found = dict.fromkeys(CHECKS, NO_ANSWER)
        self.over = Event()
        checks = {
            "schema": lambda: _schema(engine),
            "clock": lambda: _clock(engine, now),
            "disk": lambda: _disk(folder),
            "write": lambda: _write(engine),
        }
        Thread(target=self._run, args=(checks,), daemon=True).start()

    def _run(self, checks: Mapping[str, Callable[[], str]]) -> None:
        for name, check in checks.items():
            try:
                self.found[name] = check()
            except (SQLAlchemyError, OSError) as error:
                self.found[name] = type(error).__name__
        self.over.set()


class Examiner:
    """One examination at a time: who asks meanwhile waits for the same one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._latest: Examination | None = None

    def look(self, engine: Engine, folder: Path, now: datetime) -> dict[str, str]:
        """What each check found, within ``PATIENCE``."""
        with self._lock:
            if self._latest is None or self._latest.over.is_set():
                self._latest = Examination(engine, folder, now)
            latest = self._latest
        latest.over.wait(PATIENCE)
        return dict(latest.found)


def examine(now: datetime) -> dict[str, str]:
    """Every check of the current service with ``ok``, or with what is wrong."""
    examiner = current_app.extensions.setdefault("klubbslag_examiner", Examiner())
    found: dict[str, str] = examiner.look(db.engine, Path(current_app.instance_path), now)
    return found


def sqlite_note() -> str:
    """The SQLite that is used, and what to know of it."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= RACE_ENDS:
        return version
    return f"{version}: checkpoints only under the write lock, for those before 3.51.3 have a race"


def _schema(engine: Engine) -> str:
    if schema.is_current(engine):
        return OK
    return f"at {schema.connection_revision(engine)}, needs {schema.newest()}: run flask init"


def _clock(engine: Engine, now: datetime) -> str:
    last = probe.last_moment(engine)
    return OK if last is None or last <= written(now + TOLERANCE) else f"behind the entry of {last}"


def _disk(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    return OK if free > SMALLEST_DISK else f"{free // 1_000_000} MB free"


def _write(engine: Engine) -> str:
    asked = monotonic()
    if not probe.try_to_write(engine):
        return "read only"
    waited = monotonic() - asked
    return OK if waited <= LONGEST_WAIT else f"waited {waited:.1f} s"
