"""The migrations: what they build is what the models say, and they can be gone back on."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from council.store import schema
from council.store.base import Base, db

VERSION = "alembic_version"


@pytest.fixture
def engine(any_store):
    with any_store.app_context():
        yield db.engine


def built(engine: Engine) -> dict[str, Any]:
    """Everything the database itself says of its tables, but for triggers."""
    look = inspect(engine)
    return {
        name: {
            # Their order means nothing: what a later migration adds stands last.
            "columns": sorted(_column(column) for column in look.get_columns(name)),
            "key": look.get_pk_constraint(name),
            "foreign": _sorted(look.get_foreign_keys(name)),
            "unique": _sorted(look.get_unique_constraints(name)),
            "checks": _sorted(look.get_check_constraints(name)),
            "indexes": _sorted(_index(index) for index in look.get_indexes(name)),
            "strict": _strict(engine, name),
        }
        for name in look.get_table_names()
        if name != VERSION
    }


def _column(column: Any) -> tuple[Any, ...]:
    return column["name"], str(column["type"]), column["nullable"], column["default"]


def _index(index: Any) -> dict[str, Any]:
    options = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}


def _sorted(constraints: Any) -> list[dict[str, Any]]:
    return sorted(map(dict, constraints), key=lambda one: str(one["name"]))


def _strict(engine: Engine, table: str) -> bool | None:
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection:
        rows = connection.execute(text("PRAGMA table_list")).mappings()
        return next(bool(row["strict"]) for row in rows if row["name"] == table)


def triggers(engine: Engine) -> set[str]:
    """The names of the triggers that the service has made."""
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        query = sqlite if engine.dialect.name == "sqlite" else postgresql
        return set(connection.scalars(text(query)))


def test_alembic_finds_nothing_to_do(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_what_the_migrations_build_is_what_the_models_say(engine):
    migrated = built(engine)
    schema.revert(engine, "base")
    Base.metadata.create_all(engine)

    assert migrated == built(engine)


def test_going_back_leaves_nothing(engine):
    schema.revert(engine, "base")

    assert set(inspect(engine).get_table_names()) <= {VERSION}
    assert triggers(engine) == set()
    assert not schema.is_current(engine)


def test_up_down_and_up_again_builds_the_same(engine):
    first, guarded = built(engine), triggers(engine)
    schema.revert(engine, "base")
    schema.migrate(engine)

    assert built(engine) == first
    assert triggers(engine) == guarded
    assert schema.is_current(engine)


def test_migrating_what_is_current_changes_nothing(engine):
    first = built(engine)
    schema.migrate(engine)

    assert built(engine) == first


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine):
    schema.revert(engine, "base")
    with engine.begin() as connection:  # the last table that the migration makes is in its way
        connection.execute(text("CREATE TABLE vote (id INTEGER)"))

    with pytest.raises(Exception, match="vote"):
        schema.migrate(engine)

    assert set(inspect(engine).get_table_names()) <= {VERSION, "vote"}
    assert schema.connection_revision(engine) is None
