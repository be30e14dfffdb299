"""The schema's age: migrate it, and tell whether it is today's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from council.store.engine import gate_of

MIGRATIONS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to this code's revision, in one transaction."""
    _run(engine, command.upgrade, "head")


def revert(engine: Engine, revision: str) -> None:
    """Go back to an older revision; ``base`` leaves nothing."""
    _run(engine, command.downgrade, revision)


def _run(engine: Engine, step: Callable[[Config, str], None], revision: str) -> None:
    config = _config()
    gate = gate_of(engine)
    with nullcontext() if gate is None else gate.pass_through(), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with _tables_may_be_rebuilt(connection), connection.begin():
            config.attributes["connection"] = connection
            step(config, revision)
            _require_whole(connection)


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by copying it: until the end its references point at nothing.

    Both settings are of the connection and cannot be changed within a transaction. With the
    legacy renaming, triggers of other tables that name the copied one are left as they stand.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    dbapi: Any = connection.connection.dbapi_connection
    dbapi.execute("PRAGMA foreign_keys=OFF")
    dbapi.execute("PRAGMA legacy_alter_table=ON")
    try:
        yield
    finally:
        dbapi.execute("PRAGMA legacy_alter_table=OFF")
        dbapi.execute("PRAGMA foreign_keys=ON")


def _require_whole(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"rows that point at nothing: {broken[:5]}")


def connection_revision(engine: Engine) -> str | None:
    """The revision that a database is at; None before the first migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this code needs."""
    return _scripts().get_current_head()


def knows(revision: str) -> bool:
    """Whether this code can bring a database of that revision up to its own."""
    return any(one.revision == revision for one in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def is_current(engine: Engine) -> bool:
    """Whether the database is at the revision that this code needs."""
    return connection_revision(engine) == newest()
