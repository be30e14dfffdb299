"""Slips and ticks in the database: put in apart, and at the closing written anew, sorted.

What was written together in one transaction can be told by the database's own marks (rowid,
xmin, ctid). Writing all slips, and all ticks, anew in one go leaves one mark for them all; what
lay in freed pages and in the log is then wiped as far as the database lets us.
"""

from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Executable,
    Table,
    delete,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from council.store.engine import checkpoint, gate_of
from council.store.models import Slip, Tick

_slip: Table = Slip.__table__  # type: ignore[assignment]
_tick: Table = Tick.__table__  # type: ignore[assignment]
_INSERT: dict[str, Executable] = {
    "sqlite": sqlite.insert(_slip).on_conflict_do_nothing().returning(literal_column("1")),
    "postgresql": postgresql.insert(_slip).on_conflict_do_nothing().returning(literal_column("1")),
}


def insert_slip(connection: Connection, slip: dict[str, Any]) -> bool:
    """Put in a slip; False where its code is taken."""
    taken = select(_slip.c.code).where(
        _slip.c.division_id == slip["division_id"], _slip.c.code == slip["code"]
    )
    if connection.execute(taken).one_or_none() is not None:
        return False
    return connection.execute(_INSERT[connection.dialect.name], slip).one_or_none() is not None


def rewrite(session: Session, division_id: int) -> None:
    """Write a division's slips anew by code and its ticks by seat; what they hold is the same.

    While the division is open and its lock is held alone. SQLite overwrites with noughts what it
    frees, so that no page keeps the order in which the slips came.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))
    for table, order in ((_slip, _slip.c.code), (_tick, _tick.c.seat_id)):
        of_division = table.c.division_id == division_id
        rows = session.execute(select(table).where(of_division).order_by(order)).mappings().all()
        session.execute(delete(table).where(of_division))
        if rows:
            session.execute(insert(table), [dict(row) for row in rows])


def scrub(engine: Engine) -> None:
    """Wipe what the rewriting left behind: dead rows, or the write-ahead log.

    It never fails: the ballot is closed and sealed, and what stays is told on the ballot's page.
    """
    gate = gate_of(engine)
    if gate is None:
        _vacuum(engine)
        return
    with gate.pass_through():
        checkpoint(engine)


def _vacuum(engine: Engine) -> None:
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM slip, tick")
    except SQLAlchemyError:
        return
