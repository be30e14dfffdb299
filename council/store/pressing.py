"""The statements of a press, written once and kept small: a whole council presses at once.

An ORM unit of work would double what the burst costs (bench/), so these are plain statements
over the same tables.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from council.store import locks
from council.store.models import Division, DivisionSeat, HouseRule, Press

_division: Table = Division.__table__  # type: ignore[assignment]
_seat: Table = DivisionSeat.__table__  # type: ignore[assignment]
_press: Table = Press.__table__  # type: ignore[assignment]
_rule: Table = HouseRule.__table__  # type: ignore[assignment]
_given = _press.alias("given")

_HOLD = select(
    func.pg_advisory_xact_lock_shared(locks.DIVISION, bindparam("division")),
    func.pg_advisory_xact_lock(locks.PRESSER, bindparam("person")),
)
_LOOK = (
    select(
        _division.c.state,
        _division.c.method,
        _division.c.secret,
        _seat.c.seat_id,
        _press.c.choice,
        _press.c.recorded_at,
        _press.c.receipt,
        and_(
            exists().where(
                _rule.c.key == literal_column("'votes_may_change'"),
                _rule.c.value == literal_column("'no'"),
            ),
            exists().where(
                _given.c.division_id == _division.c.id, _given.c.seat_id == _seat.c.seat_id
            ),
        ).label("fixed"),
    )
    .select_from(
        _division.outerjoin(
            _seat,
            and_(_seat.c.division_id == _division.c.id, _seat.c.person_id == bindparam("person")),
        ).outerjoin(
            _press,
            and_(
                _press.c.division_id == _division.c.id,
                _press.c.seat_id == _seat.c.seat_id,
                _press.c.key == bindparam("key"),
            ),
        )
    )
    .where(_division.c.id == bindparam("division"))
)
_INSERT: dict[str, Executable] = {
    "sqlite": sqlite.insert(_press).on_conflict_do_nothing().returning(literal_column("1")),
    "postgresql": postgresql.insert(_press).on_conflict_do_nothing().returning(literal_column("1")),
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A press as it stands in the record."""

    choice: str
    at: datetime
    receipt: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is about to press: the division's state, the own seat on its roll if any,
    the press that the key has made already, whether the seat's vote may no longer change, and by
    what method votes are given."""

    state: str
    secret: bool
    seat_id: int | None
    known: Recorded | None
    fixed: bool
    method: str


def hold(connection: Connection, division_id: int, person_id: int) -> None:
    """Stand in line for a division: beside other pressers, before or behind the gavel.

    A statement of its own, so that what is read next is no older than the wait. One person's
    presses are given an order too. SQLite's one writer needs none of it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"division": division_id, "person": person_id})


def look(connection: Connection, division_id: int, person_id: int, key: str) -> Place | None:
    """What stands now; None where there is no such division."""
    row = connection.execute(
        _LOOK, {"division": division_id, "person": person_id, "key": key}
    ).one_or_none()
    if row is None:
        return None
    known = None if row.choice is None else Recorded(row.choice, row.recorded_at, row.receipt)
    return Place(row.state.value, row.secret, row.seat_id, known, bool(row.fixed), row.method.value)


def insert(connection: Connection, press: dict[str, Any]) -> bool:
    """Write a press; False where its key, or by chance its receipt, is taken."""
    statement = _INSERT[connection.dialect.name]
    return connection.execute(statement, press).one_or_none() is not None
