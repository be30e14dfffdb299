"""Ways of taking presses and of closing that look right and lose votes.

Each has been measured (trust.md 5.2); the race must catch every one of them, or it proves
nothing. Some write through statements of their own, some spoil one thing in the service. Where
the trigger ``press_needs_open_division`` would turn a lost vote into an error, it is taken away
first:

- On SQLite a trigger runs under the one writer's lock, so it sees whether the division is open
  as surely as the gavel does. It masks every late press.
- On PostgreSQL a trigger's query has a snapshot of its own at READ COMMITTED. It masks what
  waited for the lock in the statement that inserts; a press that is under way when the gavel
  falls still sees "open".
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest
from sqlalchemy import Connection, text

from council.law.refusals import DivisionNotOpen
from council.law.tally import Choice
from council.store import engine as opening
from council.store import locks, pressing
from council.store.base import db
from tests.services.racing import RIGHT, Casting, Way

Press = dict[str, Any]
Spoiling = Callable[[pytest.MonkeyPatch], None]


def nothing(_monkeypatch: pytest.MonkeyPatch) -> None:
    """The service is left as it is."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong way, and what is spoilt in the service for it."""

    name: str
    cast: Casting = RIGHT.cast
    spoil: Spoiling = nothing

    @property
    def way(self) -> Way:
        """As the race wants it."""
        return Way(self.name, self.cast, RIGHT.close)


STATE = "SELECT state FROM division WHERE id = :division"
SEAT = "SELECT seat_id FROM division_seat WHERE division_id = :division AND person_id = :person"
KNOWN = (
    "SELECT receipt FROM press WHERE division_id = :division AND person_id = :person AND key = :key"
)
COLUMNS = (
    "INSERT INTO press"
    ' (division_id, seat_id, person_id, choice, key, "by", auth, receipt, recorded_at)'
)
VALUES = (
    f"({SEAT}), :person, :choice, :key, 'device', 'password', :receipt,"
    " '2025-03-05T11:00:00.000000Z'"
)
INSERT = f"{COLUMNS} SELECT :division, {VALUES}"
INSERT_IF_OPEN = f"{INSERT} FROM division WHERE id = :division AND state = 'open'"
LOCK = f"SELECT pg_advisory_xact_lock_shared({locks.DIVISION}, :division)"
LOCK_AND_INSERT_IF_OPEN = (
    f"WITH waited AS MATERIALIZED ({LOCK}) {INSERT}"
    " FROM division, waited WHERE id = :division AND state = 'open'"
)


def _press(division: int, person: int, choice: Choice, key: str) -> Press:
    return {
        "division": division,
        "person": person,
        "choice": choice.value,
        "key": key,
        "receipt": token_hex(8),
    }


def _casting(write: Callable[[Connection, Press], None]) -> Casting:
    """A way of taking presses on PostgreSQL, each in a transaction of its own."""

    def cast(division: int, person: int, choice: Choice, key: str) -> tuple[str, bool]:
        press = _press(division, person, choice, key)
        with db.engine.begin() as connection:
            known = connection.scalar(text(KNOWN), press)
            if known is not None:
                return known, True
            write(connection, press)
        return press["receipt"], False

    return cast


def _read_then_insert(connection: Connection, press: Press) -> None:
    if connection.scalar(text(STATE), press) != "open":
        raise DivisionNotOpen
    connection.execute(text(INSERT), press)


def _insert_if_open(connection: Connection, press: Press) -> None:
    if connection.execute(text(INSERT_IF_OPEN), press).rowcount == 0:
        raise DivisionNotOpen


def _key_share(connection: Connection, press: Press) -> None:
    if connection.scalar(text(STATE + " FOR KEY SHARE"), press) != "open":
        raise DivisionNotOpen
    connection.execute(text(INSERT), press)


def _lock_and_insert_at_once(connection: Connection, press: Press) -> None:
    if connection.execute(text(LOCK_AND_INSERT_IF_OPEN), press).rowcount == 0:
        raise DivisionNotOpen


def without_trigger(_monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the database's own guard."""
    table = " ON press" if db.engine.dialect.name == "postgresql" else ""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(f"DROP TRIGGER press_needs_open_division{table}"))


def pressing_without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own press, but it does not stand in line."""
    monkeypatch.setattr(pressing, "hold", lambda *_: None)


def closing_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own gavel, but beside the pressers instead of behind them."""
    hold = locks.hold_division
    monkeypatch.setattr(
        locks, "hold_division", lambda session, number, alone: hold(session, number, alone=False)
    )


def repeatable_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """All as the service does, at an isolation that an operator may have made the default."""
    settings = [one for one in opening.POSTGRESQL_SETTINGS if "isolation" not in one]
    monkeypatch.setattr(opening, "POSTGRESQL_SETTINGS", settings)
    with db.engine.begin() as connection:
        connection.execute(
            text(
                f"ALTER DATABASE {db.engine.url.database}"
                " SET default_transaction_isolation = 'repeatable read'"
            )
        )
    db.engine.dispose()


def _raw(statements: Callable[[sqlite3.Connection, Press], None]) -> Casting:
    """A way of taking presses on SQLite, past the gate."""

    def cast(division: int, person: int, choice: Choice, key: str) -> tuple[str, bool]:
        press = _press(division, person, choice, key)
        with closing(_connection()) as connection:
            known = connection.execute(KNOWN, press).fetchone()
            if known is not None:
                return known[0], True
            statements(connection, press)
        return press["receipt"], False

    return cast


def _connection() -> sqlite3.Connection:
    connection = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    for pragma in opening.PRAGMAS:
        connection.execute("PRAGMA " + pragma)
    return connection


def _each_by_itself(connection: sqlite3.Connection, press: Press) -> None:
    if connection.execute(STATE, press).fetchone()[0] != "open":
        raise DivisionNotOpen
    connection.execute(INSERT, press)


def _deferred(connection: sqlite3.Connection, press: Press) -> None:
    connection.execute("BEGIN")
    try:
        _each_by_itself(connection, press)
        connection.execute("COMMIT")
    finally:
        with suppress(sqlite3.OperationalError):
            connection.execute("ROLLBACK")


ON_POSTGRESQL = [
    Wrong("read, then insert", _casting(_read_then_insert)),
    Wrong("a conditional insert", _casting(_insert_if_open)),
    Wrong("the lock that a foreign key takes", _casting(_key_share)),
    Wrong("lock and insert in one statement", _casting(_lock_and_insert_at_once), without_trigger),
    Wrong("the service without the presser's lock", spoil=pressing_without_lock),
    Wrong("the service without the gavel's wait", spoil=closing_without_waiting),
    Wrong("the service at repeatable read", spoil=repeatable_read),
]
ON_SQLITE = [
    Wrong("each statement by itself", _raw(_each_by_itself), without_trigger),
    Wrong("a reader that becomes a writer", _raw(_deferred)),
]
