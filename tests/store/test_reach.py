"""A database host that says nothing is given up within seconds, whatever the system thinks."""

import pytest
from flask import Flask

from council.application import create_app
from council.config import BadSettings, Settings
from council.store.base import db
from council.store.reach import PATIENCE, connecting

TWO = "postgresql+psycopg://council@/council?host=db1:5432&host=db2:5433"


def test_every_postgresql_connection_has_a_limit() -> None:
    assert connecting(TWO) == PATIENCE


def test_the_address_has_the_last_word() -> None:
    assert connecting(f"{TWO}&connect_timeout=9").keys() == PATIENCE.keys() - {"connect_timeout"}


def test_sqlite_is_told_nothing() -> None:
    assert connecting("sqlite:///council.db") == {}


@pytest.mark.postgres
def test_the_service_connects_within_these_limits(postgres_app: Flask) -> None:
    settings: Settings = postgres_app.config["SETTINGS"]
    app = create_app(settings)
    with app.app_context(), db.engine.connect() as connection:
        told = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    db_limits = {name: told[name] for name in PATIENCE}
    assert db_limits == {name: str(value) for name, value in PATIENCE.items()}


def test_hosts_that_are_written_before_the_name_are_told_at_start() -> None:
    url = "postgresql+psycopg://council@db1:5432,db2:5432/council"

    with pytest.raises(BadSettings, match="COUNCIL_DATABASE_URL"):
        Settings.from_environ({"COUNCIL_DATABASE_URL": url})
