"""How the database is opened, and the one door for writing: ``writing()``.

Verdicts of the trust page that are kept here: SQLite with WAL, FULL, IMMEDIATE and the gate;
PostgreSQL at READ COMMITTED with advisory locks taken as statements of their own.
"""

import select
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from council.store.base import db
from council.store.batch import Batch, Work, alone
from council.store.gate import Gate

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")

BUSY_TIMEOUT = "busy_timeout=5000"
PRAGMAS = (
    BUSY_TIMEOUT,
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "wal_autocheckpoint=0",
)
"""NORMAL lost 399 of 400 acknowledged votes at a power cut; FULL lost none."""

LOCK_TIMEOUT = "3s"
"""How long a PostgreSQL statement waits for a lock before the person is told to try again."""

POSTGRESQL_SETTINGS = (
    f"SET lock_timeout = '{LOCK_TIMEOUT}'",
    # A snapshot older than the wait for a lock loses votes, whatever the server's default is.
    "SET default_transaction_isolation = 'read committed'",
    # Acknowledged means on disk; an operator may have chosen more, never less.
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')",
)

_gates: dict[str, Gate] = {}
_lines: dict[str, Gate] = {}


def prepare(engine: Engine) -> None:
    """Fit an engine with what its database needs, before its first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "commit", _commit_sqlite)
    else:
        event.listen(engine, "connect", _open_postgresql)
        event.listen(engine, "checkout", partial(_see_that_it_lives, engine))


def _open_sqlite(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # the driver must not open transactions by itself
    for pragma in PRAGMAS:
        dbapi.execute("PRAGMA " + pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that becomes a writer is refused at once if another wrote in between:
    # who will write says so from the start.
    options = connection.get_execution_options()
    if not options.get("begins", True):
        return
    writes = options.get("writes")
    dbapi: Any = connection.connection.dbapi_connection
    dbapi.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _commit_sqlite(connection: Connection) -> None:
    # On a full or failing disk SQLite takes the whole transaction back by itself, and the
    # driver's commit then does nothing and says nothing: what was acknowledged would be gone.
    dbapi: Any = connection.connection.dbapi_connection
    if not dbapi.in_transaction:
        lost = sqlite3.OperationalError("the transaction was taken back")
        raise OperationalError("COMMIT", {}, lost)


def _open_postgresql(dbapi: Any, _record: Any) -> None:
    with dbapi.cursor() as cursor:
        for setting in POSTGRESQL_SETTINGS:
            cursor.execute(setting)
    dbapi.commit()


def _see_that_it_lives(engine: Engine, dbapi: Any, record: Any, _proxy: Any) -> None:
    # A server that ends leaves its goodbye on connections that asked nothing. Looking for that
    # costs no way to the server and back; only where there is something is the server asked.
    if "used" not in record.info:
        record.info["used"] = True  # just made: it lived a moment ago
        return
    waiting = select.poll()
    waiting.register(dbapi.fileno(), select.POLLIN)
    if waiting.poll(0) and not _answers(engine, dbapi):
        raise InvalidatePoolError("the database was restarted")


def _answers(engine: Engine, dbapi: Any) -> bool:
    try:
        return engine.dialect.do_ping(dbapi)
    except engine.dialect.loaded_dbapi.Error as error:
        if engine.dialect.is_disconnect(error, dbapi, None):
            return False
        raise


def gate_of(engine: Engine) -> Gate | None:
    """The gate of an SQLite database; None on PostgreSQL, which orders its writers itself."""
    if engine.dialect.name != "sqlite":
        return None
    name = engine.url.database or ":memory:"
    if name not in _gates:
        # Two threads may come here at once: only one gate may stay.
        _gates.setdefault(name, Gate(None if name == ":memory:" else Path(name).resolve()))
    return _gates[name]


def let_go(engine: Engine) -> None:
    """Close a database that this process is finished with, and its gate."""
    engine.dispose()
    gate = _gates.pop(engine.url.database or "", None)
    if gate is not None:
        gate.close()


@contextmanager
def writing(*, hurry: bool = False) -> Iterator[Session]:
    """One use case, one transaction: all of it is recorded, or none of it.

    Args:
        hurry: go before all who wait; for the chair's gavel.
    """
    with (
        writing_rows(hurry=hurry) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()  # hands all to the transaction, which is committed just after


@contextmanager
def writing_rows(*, hurry: bool = False) -> Iterator[Connection]:
    """The same without the mapper, for what a whole council does at once."""
    engine = db.engine
    gate = gate_of(engine)
    _end_reading()
    if gate is None:
        with _transaction(engine) as connection:
            yield connection
        return
    with gate.pass_through(hurry=hurry), checkpointing(engine, gate) as connection:
        yield connection


def write_together(work: Work[I, T], item: I) -> T:
    """Like ``writing_rows`` for what a whole council does at once: those who wait meanwhile share
    the next transaction, its statements and its sync (``batch.py`` says what the work may do)."""
    engine = db.engine
    gate = gate_of(engine)
    transaction = (
        partial(_transaction, engine) if gate is None else partial(checkpointing, engine, gate)
    )
    _end_reading()
    return Batch(line_of(engine), transaction).write(work, item)


def write_alone(work: Callable[[Connection], T]) -> T:
    """Like ``writing_rows`` for a small write of its own; on SQLite it shares the sync of those
    who write together."""
    engine = db.engine
    gate = gate_of(engine)
    if gate is None:
        with writing_rows() as connection:
            return work(connection)
    return write_together(alone(work), None)


def line_of(engine: Engine) -> Gate:
    """The line of those in this process who write together: on SQLite the gate itself."""
    own = engine.url.render_as_string(hide_password=False)
    return gate_of(engine) or _lines.setdefault(own, Gate(None))


@contextmanager
def checkpointing(engine: Engine, gate: Gate) -> Iterator[Connection]:
    """A transaction on SQLite, for who holds the gate; the log is copied when it is time."""
    with _transaction(engine) as connection:
        yield connection
    if gate.checkpoint_due():
        gate.checkpointed(whole=checkpoint(engine))


def _end_reading() -> None:
    # What the request has read so far is older than the write: what it reads for the answer
    # must be what has just been recorded. And a snapshot held while one waits for the gate
    # would keep the write-ahead log from being copied.
    if db.session.registry.has():
        db.session.rollback()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


@contextmanager
def reading() -> Iterator[Session]:
    """A session for reading outside a request: one snapshot, nothing written."""
    with Session(db.engine, expire_on_commit=False) as session:
        if db.engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            session.connection(execution_options=options)
        yield session


@contextmanager
def reading_rows() -> Iterator[Connection]:
    """The same without the mapper, for one question that every request asks: what two questions
    find may differ in age."""
    with _one_question(db.engine).connect() as connection:
        yield connection


@lru_cache(4)
def _one_question(engine: Engine) -> Engine:
    """The same engine for questions that need no transaction around them."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(begins=False)


def checkpoint(engine: Engine) -> bool:
    """Copy the write-ahead log into the database, while the gate is held; whether all of it.

    It waits for no reader, since every writer would wait with it, and it never fails: what was
    committed just before stands in the log, and another writer tries again.
    """
    try:
        raw = engine.raw_connection()
    except (SQLAlchemyError, sqlite3.Error):
        return False
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute("PRAGMA " + BUSY_TIMEOUT)
    except sqlite3.Error:
        raw.invalidate()
        return False
    else:
        return not busy
    finally:
        raw.close()
