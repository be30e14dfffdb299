"""How the database is opened, and the one door for writing: ``writing()``.

Verdicts of the trust page that are kept here: SQLite with WAL, FULL, IMMEDIATE and the gate;
PostgreSQL at READ COMMITTED with advisory locks taken as statements of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from council.store.base import db
from council.store.gate import Gate

PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "wal_autocheckpoint=0",
)
"""NORMAL lost 399 of 400 acknowledged votes at a power cut; FULL lost none."""

LOCK_TIMEOUT = "3s"
"""How long a PostgreSQL statement waits for a lock before the person is told to try again."""

_gates: dict[str, Gate] = {}


def prepare(engine: Engine) -> None:
    """Fit an engine with what its database needs, before its first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _open_postgresql)


def _open_sqlite(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # the driver must not open transactions by itself
    for pragma in PRAGMAS:
        dbapi.execute("PRAGMA " + pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that becomes a writer is refused at once if another wrote in between:
    # who will write says so from the start.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(dbapi: Any, _record: Any) -> None:
    with dbapi.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    dbapi.commit()


def gate_of(engine: Engine) -> Gate | None:
    """The gate of an SQLite database; None on PostgreSQL, which orders its writers itself."""
    if engine.dialect.name != "sqlite":
        return None
    name = engine.url.database or ":memory:"
    if name not in _gates:
        _gates[name] = Gate(None if name == ":memory:" else Path(name).resolve())
    return _gates[name]


@contextmanager
def writing(*, hurry: bool = False) -> Iterator[Session]:
    """One use case, one transaction: all of it is recorded, or none of it.

    Args:
        hurry: go before all who wait; for the chair's gavel.
    """
    engine = db.engine
    gate = gate_of(engine)
    if gate is None:
        with _transaction(engine) as session:
            yield session
        return
    with gate.pass_through(hurry=hurry):
        with _transaction(engine) as session:
            yield session
        if gate.checkpoint_due():
            checkpoint(engine)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        session.connection(execution_options={"writes": True})
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session for reading outside a request: one snapshot, nothing written."""
    with Session(db.engine, expire_on_commit=False) as session:
        yield session


def checkpoint(engine: Engine) -> None:
    """Copy the write-ahead log into the database. Only while the gate is held."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
