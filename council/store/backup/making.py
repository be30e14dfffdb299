"""Make a backup while the service runs: everything acknowledged before it began is in it."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from council.store import schema
from council.store.backup import package, postgresql, sqlite
from council.store.backup.aside import beside, put_in_place
from council.store.backup.manifest import PARTS, Head, Manifest
from council.store.backup.refusals import FileInTheWay, NoCouncil
from council.store.base import written
from council.store.models import Body


def make(
    engine: Engine, file: Path, *, product: str, now: datetime, programs_in: str = ""
) -> Manifest:
    """Copy the database into one file that appears whole or not at all.

    The copy is examined before it takes its place: its pages, every chain of the journal, and
    the bytes packed. An older backup of the same name stands until then.

    Args:
        file: the archive; only another backup may already stand there.
        product: the version of the service.
        programs_in: where ``pg_dump`` is; empty: wherever it is usually found.

    Raises:
        NotDone: why not, by its class; nothing was left behind.
    """
    file = file.resolve()
    _require_something(engine)
    if file.exists() and not package.is_backup(file):
        raise FileInTheWay
    kind = engine.dialect.name
    with beside(file) as folder:
        part, archive = folder / PARTS[kind], folder / "backup.zip"
        ends = _copy(engine, part, programs_in)
        manifest = Manifest(
            made_at=written(now),
            product=product,
            schema=str(schema.connection_revision(engine)),
            kind=kind,
            size=0,
            sha256="",
            heads=ends,
        )
        manifest = package.write(archive, manifest, part)
        package.unpack(archive, package.read_manifest(archive), part)
        put_in_place(archive, file)
    return manifest


def _require_something(engine: Engine) -> None:
    """A copy of a database that ``flask init`` just made would be taken for one of the record."""
    with engine.connect() as connection:
        if connection.scalar(select(Body.id).limit(1)) is None:
            raise NoCouncil


def _copy(engine: Engine, part: Path, programs_in: str) -> list[Head]:
    if engine.dialect.name == "sqlite":
        return sqlite.copy(engine, part)
    return postgresql.dump(engine, part, programs_in)
