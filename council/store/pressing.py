"""The statements of presses, written once and kept few: a whole council presses at once.

Those who wait for the same transaction share each statement. An ORM unit of work would double
what the burst costs (bench/), so these are plain statements over the same tables.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Executable,
    Integer,
    Row,
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


def _each(name: str) -> ColumnElement[int]:
    return func.unnest(bindparam(name, type_=ARRAY(Integer))).column_valued("number")


_HOLD_DIVISIONS = select(func.pg_advisory_xact_lock_shared(locks.DIVISION, _each("divisions")))
_HOLD_PEOPLE = select(func.pg_advisory_xact_lock(locks.PRESSER, _each("people")))
_LOOK = (
    select(
        _division.c.state,
        _division.c.secret,
        _seat.c.person_id,
        _seat.c.seat_id,
        _press.c.key,
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
            and_(
                _seat.c.division_id == _division.c.id,
                _seat.c.person_id.in_(bindparam("people", expanding=True)),
            ),
        ).outerjoin(
            _press,
            and_(
                _press.c.division_id == _division.c.id,
                _press.c.seat_id == _seat.c.seat_id,
                _press.c.key.in_(bindparam("keys", expanding=True)),
            ),
        )
    )
    .where(_division.c.id == bindparam("division"))
)
_PLACE = (_press.c.division_id, _press.c.seat_id)
_INSERT: dict[str, Executable] = {
    "sqlite": sqlite.insert(_press).on_conflict_do_nothing().returning(*_PLACE),
    "postgresql": postgresql.insert(_press).on_conflict_do_nothing().returning(*_PLACE),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A press that somebody wants recorded."""

    division_id: int
    person_id: int
    choice: str
    key: str
    by: str
    auth: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """A press as it stands in the record."""

    choice: str
    at: datetime
    receipt: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A press that may be written: on which seat, with which receipt."""

    wanted: Wanted
    seat_id: int
    receipt: str

    @property
    def recorded(self) -> Recorded:
        """How it stands in the record once it is written."""
        return Recorded(self.wanted.choice, self.wanted.recorded_at, self.receipt)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is about to press: the division's state, the own seat on its roll if any,
    the press that the key has made already, and whether the seat's vote may no longer change."""

    state: str
    secret: bool
    seat_id: int | None
    known: Recorded | None
    fixed: bool


def hold(connection: Connection, division_ids: Iterable[int], person_ids: Iterable[int]) -> None:
    """Stand in line for divisions: beside other pressers, before or behind the gavel.

    Statements of their own, so that what is read next is no older than the wait. One person's
    presses are given an order too. Numbers are taken in rising order, so that two who hold
    several never wait for each other. SQLite's one writer needs none of it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD_DIVISIONS, {"divisions": sorted(set(division_ids))})
        connection.execute(_HOLD_PEOPLE, {"people": sorted(set(person_ids))})


def look(connection: Connection, wanted: Sequence[Wanted]) -> list[Place | None]:
    """What stands now for each press; None where there is no such division.

    One question for each division, however many press in it. Nobody may be in it twice.
    """
    places: dict[tuple[int, int], Place] = {}
    by_division: dict[int, list[Wanted]] = {}
    for one in wanted:
        by_division.setdefault(one.division_id, []).append(one)
    for division_id, presses in by_division.items():
        places |= _look_at(connection, division_id, presses)
    return [places.get((one.division_id, one.person_id)) for one in wanted]


def _look_at(
    connection: Connection, division_id: int, presses: list[Wanted]
) -> dict[tuple[int, int], Place]:
    asked = {
        "division": division_id,
        "people": [one.person_id for one in presses],
        "keys": [one.key for one in presses],
    }
    rows = connection.execute(_LOOK, asked).all()
    if not rows:
        return {}
    of_division = rows[0]
    known = {(row.person_id, row.key): row for row in rows}
    seats = {row.person_id: row for row in rows}
    return {
        (division_id, one.person_id): _place(
            of_division, seats.get(one.person_id), known.get((one.person_id, one.key))
        )
        for one in presses
    }


def _place(division: Row[Any], seat: Row[Any] | None, press: Row[Any] | None) -> Place:
    return Place(
        state=division.state.value,
        secret=division.secret,
        seat_id=None if seat is None else seat.seat_id,
        known=None if press is None else Recorded(press.choice, press.recorded_at, press.receipt),
        fixed=seat is not None and bool(seat.fixed),
    )


def insert(connection: Connection, drafts: list[Draft]) -> list[Draft]:
    """Write presses, at most one on each seat; gives those that were written. Left out are those
    whose key, or by chance whose receipt, is taken."""
    if not drafts:
        return []
    rows = [_row(draft) for draft in drafts]
    taken_in = connection.execute(_INSERT[connection.dialect.name], rows).all()
    written = {(row.division_id, row.seat_id) for row in taken_in}
    return [one for one in drafts if (one.wanted.division_id, one.seat_id) in written]


def _row(draft: Draft) -> dict[str, Any]:
    wanted = draft.wanted
    return {
        "division_id": wanted.division_id,
        "seat_id": draft.seat_id,
        "person_id": wanted.person_id,
        "choice": wanted.choice,
        "key": wanted.key,
        "by": wanted.by,
        "auth": wanted.auth,
        "receipt": draft.receipt,
        "recorded_at": wanted.recorded_at,
    }
