"""A council with thirty years of meetings in its database, written anew for each run."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text

from bench import history, rewriting, sample
from bench.server import Place

DATABASE = "council.db"
BARE = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-2000000",
    "PRAGMA foreign_keys=OFF",
)
"""Nothing of this database would be missed after a crash."""


GUARDS = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master"
    " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
    "postgresql": "SELECT 'INDEX', indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = current_schema() AND indexname NOT IN"
    " (SELECT conname FROM pg_constraint)",
}
"""What slows the writing of many rows and is made again afterwards: kind, name, and how."""


def fill(where: Place, meetings: int, size: sample.Size) -> dict[str, int]:
    """Found the demonstration council in an empty place, with so many meetings behind it.

    Gives how many meetings, divisions, votes and presses its database then holds.
    """
    held = _sample(size)
    where.flask("init")
    where.flask("demo", "--seats", str(size.seats))
    engine = _opened(where)
    with engine.connect() as connection:
        with _bare(connection):
            rewriting.write(connection, held, meetings)
        counted = {name: _rows(connection, name) for name in COUNTED}
    engine.dispose()
    return counted


COUNTED = ("meeting", "division", "vote", "press")


def _rows(connection: Connection, table: str) -> int:
    number: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
    return number


@cache
def _sample(size: sample.Size) -> history.Sample:
    """The one meeting of a size, held when it is first asked for."""
    with tempfile.TemporaryDirectory() as folder:
        where = Place(Path(folder))
        sample.hold(where, size)
        with _opened(where).connect() as connection:
            return history.taken(connection)


def _opened(where: Place) -> Engine:
    return create_engine(where.url or f"sqlite:///{where.folder / DATABASE}")


@contextmanager
def _bare(connection: Connection) -> Iterator[None]:
    """Without triggers and indexes for as long as rows are written; then as before."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))
    else:
        for pragma in BARE:
            connection.exec_driver_sql(pragma)
    guards = connection.exec_driver_sql(GUARDS[connection.dialect.name]).all()
    for kind, name, _again in guards:
        connection.exec_driver_sql(f"DROP {kind} {name}")
    yield
    for _kind, _name, again in guards:
        connection.exec_driver_sql(again)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = DEFAULT"))
        _number_on(connection)
    connection.commit()
    _tidy(connection)


def _tidy(connection: Connection) -> None:
    """What the database would have done by itself over the years."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM ANALYZE")
    else:
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
