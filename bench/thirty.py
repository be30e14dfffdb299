"""A council with thirty years of meetings in its database: written once, kept for the next run."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from bench import history, rewriting, sample
from bench.server import Place
from council.store.schema import MIGRATIONS

CACHE = Path(tempfile.gettempdir()) / "klubbslag-bench"
"""Where finished databases are kept, by the schema that they were written for."""
DATABASE = "council.db"
FORM = 1
"""Raised when what is written changes, so that what is kept is written anew."""
BARE = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-2000000",
    "PRAGMA foreign_keys=OFF",
)
"""Nothing of this database would be missed after a crash."""


def fill(where: Place, meetings: int) -> None:
    """Make the demonstration council of a place one with so many meetings behind it."""
    if where.url:
        _written(where, meetings)
        return
    kept = _kept(str(meetings))
    if kept.exists():
        shutil.copyfile(kept, where.folder / DATABASE)
    else:
        _written(where, meetings)
        _keep(where, kept)


def _kept(what: str) -> Path:
    CACHE.mkdir(exist_ok=True)
    return CACHE / f"{_revision()}-{FORM}-{sample.SEATS}x{sample.ITEMS}-{what}.db"


def _keep(where: Place, kept: Path) -> None:
    half = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(where.folder / DATABASE, half)
    half.rename(kept)


def _revision() -> str:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or "none"


def _written(where: Place, meetings: int) -> None:
    held = _sample()
    where.flask("init")
    where.flask("demo", "--seats", str(sample.SEATS))
    engine = _opened(where)
    with engine.connect() as connection, _bare(connection):
        rewriting.write(connection, held, meetings)
    engine.dispose()


def _sample() -> history.Sample:
    """The one meeting, held for the purpose if none is kept."""
    kept = _kept("sample")
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            where = Place(Path(folder))
            sample.hold(where)
            _keep(where, kept)
    with create_engine(f"sqlite:///{kept}").connect() as connection:
        return history.taken(connection)


def _opened(where: Place) -> Engine:
    return create_engine(where.url or f"sqlite:///{where.folder / DATABASE}")


@contextmanager
def _bare(connection: Connection) -> Iterator[None]:
    """Without triggers, and on SQLite indexes, for as long as rows are written; then as before."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
        yield
        connection.execute(text("SET session_replication_role = DEFAULT"))
        _number_on(connection)
        connection.commit()
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
        return
    for pragma in BARE:
        connection.exec_driver_sql(pragma)
    guards = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).all()
    for kind, name, _sql in guards:
        connection.exec_driver_sql(f"DROP {kind} {name}")
    yield
    for _kind, _name, sql in guards:
        connection.exec_driver_sql(sql)
    connection.commit()
    connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _number_on(connection: Connection) -> None:
    """Let the next row's number follow the last one's (SQLite does so by itself)."""
    for table in history.TABLES.values():
        sequence = (
            connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}
            )
            if "id" in table.c
            else None
        )
        if sequence:
            connection.execute(
                text(f"SELECT setval(:sequence, (SELECT max(id) + 1 FROM {table.name}), false)"),  # noqa: S608
                {"sequence": sequence},
            )
