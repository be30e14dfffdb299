"""What shows whether the database would take a vote now."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic

from sqlalchemy import Engine, func, insert, select, text

from council.store.engine import checkpointing, gate_of
from council.store.gate import Gate
from council.store.models import JournalHead, Throttle

PAGE = 4096
"""Bytes of a page of SQLite's; the least that a commit writes."""


def try_to_write(engine: Engine) -> bool:
    """Begin a transaction that may write, as every use case does, and leave all as it was.

    On SQLite a number that says the same as before is written and committed: a full disk shows
    only there. False: the database only lends itself for reading (a PostgreSQL standby).
    """
    gate = gate_of(engine)
    if gate is not None:
        return _write_the_same(engine, gate)
    with engine.connect() as connection, connection.begin() as transaction:
        setting = connection.scalar(select(func.current_setting("transaction_read_only")))
        transaction.rollback()
    return setting == "off"


def _write_the_same(engine: Engine, gate: Gate) -> bool:
    with gate.pass_through(), checkpointing(engine, gate) as connection:
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")
    return True


def last_moment(engine: Engine) -> str | None:
    """When the last entry of any chain was written, as the record writes it."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(JournalHead.at)))


def try_a_press(engine: Engine, now: datetime) -> float:
    """Write one row as a press is written, take it back, and tell how many seconds it took."""
    gate, began = gate_of(engine), monotonic()
    turn = nullcontext() if gate is None else gate.pass_through()
    with turn, engine.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        connection.execute(insert(Throttle).values(account="-", failures=0, free_at=now))
        transaction.rollback()
    return monotonic() - began


def try_the_disk(folder: Path) -> float:
    """How many seconds the disk takes to keep a page: every commit on SQLite waits as long."""
    with TemporaryFile(dir=folder, buffering=0) as file:
        began = monotonic()
        file.write(bytes(PAGE))
        os.fsync(file.fileno())
        return monotonic() - began


def kept_on_disk(engine: Engine) -> bool:
    """Whether PostgreSQL waits for the disk at all."""
    return _shown(engine, "fsync") == "on"


def connections(engine: Engine) -> int:
    """How many connections PostgreSQL lends to others than its own administrators."""
    reserved = int(_shown(engine, "superuser_reserved_connections"))
    return int(_shown(engine, "max_connections")) - reserved


def server_version(engine: Engine) -> str:
    """PostgreSQL's version, "15.18"."""
    return _shown(engine, "server_version").partition(" ")[0]


def clock_apart(engine: Engine, clock: Callable[[], datetime]) -> float | None:
    """Seconds between this host's clock and the database's; None where they are the same."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        before = clock()
        there: datetime = connection.scalars(select(func.clock_timestamp())).one()
        after = clock()
    if before <= there <= after:
        return 0.0
    return min(abs((there - before).total_seconds()), abs((there - after).total_seconds()))


def _shown(engine: Engine, setting: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(text(f"SHOW {setting}")))
