"""Many rows at once, past the mapper: as they come, without a list of them in memory."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from council.store.base import Base


def put(connection: Connection, model: type[Base], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows in the order of the model's columns, within the caller's transaction.

    Raises:
        DBAPIError: as for any other statement; what else the rows raise is passed on.
    """
    table = model.metadata.tables[model.__tablename__]
    driver: Any = connection.connection.driver_connection
    write = _insert if connection.dialect.name == "sqlite" else _copy
    try:
        write(driver, table, rows)
    except driver.Error as error:
        raise DBAPIError.instance(f"INSERT INTO {table.name}", {}, error, driver.Error) from error


def _insert(driver: Any, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    places = ", ".join("?" for _column in table.columns)
    driver.executemany(
        f"INSERT INTO {table.name} ({_names(table)}) VALUES ({places})",  # noqa: S608 - a model's
        rows,
    )


def _copy(driver: Any, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({_names(table)}) FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row(row)


def _names(table: Table) -> str:
    return ", ".join(table.columns.keys())
