"""Restore a backup into an empty database: whole, at today's schema, every chain verified."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, MetaData, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from council.store import schema
from council.store.backup import chains, package, postgresql, sqlite
from council.store.backup.aside import beside, put_in_place
from council.store.backup.manifest import PARTS, Head, Manifest
from council.store.backup.refusals import (
    Damaged,
    JournalBroken,
    NotEmpty,
    OtherDatabase,
    ServerRunning,
    TooNew,
)
from council.store.engine import gate_of, let_go, prepare

REVISIONS = "alembic_version"
OUR_FUNCTIONS = (
    "SELECT oid::regprocedure::text FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, 'klubbslag_')"
)
"""What the migrations' triggers call, named with their arguments."""


def restore(
    engine: Engine,
    file: Path,
    *,
    scratch: Path,
    known: Sequence[Head] = (),
    programs_in: str = "",
) -> Manifest:
    """Restore, or change nothing.

    Args:
        scratch: a folder of the service's own, where PostgreSQL's dump is unpacked.
        known: entries that must be in the journal, as somebody else has kept them.

    Raises:
        NotDone: why not, by its class.
    """
    manifest = package.read_manifest(file)
    kind = engine.dialect.name
    if manifest.kind != kind:
        raise OtherDatabase(manifest.kind, kind)
    if not schema.knows(manifest.schema):
        raise TooNew(manifest.schema)
    require_empty(engine)
    if kind == "sqlite":
        _into_sqlite(engine, file, manifest, known)
    else:
        with beside(scratch / "restore") as folder:
            part = folder / PARTS[kind]
            package.unpack(file, manifest, part)
            _into_postgresql(engine, part, manifest, known, programs_in)
    return manifest


def require_empty(engine: Engine) -> None:
    """Stop unless the database has no tables, or none with a row in it (after ``flask init``).

    Raises:
        NotEmpty: somebody's record is in it.
    """
    tables = MetaData()
    try:
        tables.reflect(engine)
        with engine.connect() as connection:
            full = [
                table.name
                for table in tables.tables.values()
                if table.name != REVISIONS and connection.execute(table.select().limit(1)).first()
            ]
    except DatabaseError as error:
        if "not a database" in str(error.orig):
            raise NotEmpty from None
        raise
    if full:
        raise NotEmpty


def _into_sqlite(engine: Engine, file: Path, manifest: Manifest, known: Sequence[Head]) -> None:
    """Make the file whole beside the database; only then does it take its place."""
    database = Path(str(engine.url.database)).resolve()
    with _no_server(database), beside(database) as folder:
        part = folder / PARTS["sqlite"]
        package.unpack(file, manifest, part)
        sqlite.require_whole(part)
        _examine_file(part, manifest, known)
        gate = gate_of(engine)
        assert gate is not None  # noqa: S101 - SQLite has one
        with gate.pass_through():
            require_empty(engine)
            engine.dispose()  # the last to close leaves no log; what another left goes with it
            for log in ("-wal", "-shm"):
                Path(f"{database}{log}").unlink(missing_ok=True)
            put_in_place(part, database)


def _examine_file(part: Path, manifest: Manifest, known: Sequence[Head]) -> None:
    fresh = create_engine(f"sqlite:///{part}")
    prepare(fresh)
    try:
        _bring_up(fresh, manifest, known)
    finally:
        let_go(fresh)


@contextmanager
def _no_server(database: Path) -> Iterator[None]:
    """Keep servers off the file: one that holds it open would go on writing into the old one."""
    handle = os.open(f"{database}.serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ServerRunning from None
    finally:
        os.close(handle)


def _into_postgresql(
    engine: Engine, part: Path, manifest: Manifest, known: Sequence[Head], programs_in: str
) -> None:
    """Let the dump in as one transaction; what turns out to be wrong afterwards is taken away."""
    _clear(engine)
    postgresql.load(engine, part, programs_in)
    try:
        _bring_up(engine, manifest, known)
    except BaseException:  # whatever it was, nothing unverified may stay
        _clear(engine)
        raise


def _clear(engine: Engine) -> None:
    """Take away the tables of a database in which nothing is kept, and the functions of ours.

    Not by going back through the migrations: an older schema need not hold the rows of today's.
    """
    tables = MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        tables.drop_all(connection)
        for function in connection.scalars(text(OUR_FUNCTIONS)).all():
            connection.execute(text(f"DROP FUNCTION {function}"))


def _bring_up(engine: Engine, manifest: Manifest, known: Sequence[Head]) -> None:
    """Migrate to today's schema; the journal must be the one that was copied."""
    if schema.connection_revision(engine) != manifest.schema:
        raise Damaged(REVISIONS)
    schema.migrate(engine)
    with Session(engine) as session:
        if chains.verify(session) != sorted(manifest.heads):
            raise JournalBroken("manifest.json")
        chains.require(known, session)
