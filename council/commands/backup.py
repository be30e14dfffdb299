"""``flask backup``: one file with everything, made while the service runs."""

from datetime import datetime
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask_babel import gettext as _

from council.commands.backup_words import told
from council.commands.ready import require_schema, with_database
from council.config import Settings
from council.services import editions
from council.store.backup import marks
from council.store.backup.making import make
from council.store.backup.manifest import Manifest
from council.store.backup.refusals import JournalBroken
from council.store.base import db
from council.web import clock

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@with_database
def backup(file: Path) -> None:
    """Säkerhetskopiera allt till en fil, medan tjänsten är igång."""
    require_schema()
    began = monotonic()
    with told(file):
        manifest = _made(file, clock.now())
    click.echo(
        _(
            "Säkerhetskopian är klar: %(file)s, %(size)s, %(chains)s kedjor kontrollerade, "
            "%(seconds)s sekunder.",
            file=file,
            size=_size(file.stat().st_size),
            chains=len(manifest.heads),
            seconds=tenths(monotonic() - began),
        )
    )


def _made(file: Path, now: datetime) -> Manifest:
    """Make it, and keep what came of it for the operator's watch."""
    settings: Settings = current_app.config["SETTINGS"]
    data, programs = Path(current_app.instance_path), settings.postgresql_bin
    try:
        made = make(db.engine, file, product=editions.SOFTWARE, now=now, programs_in=programs)
    except JournalBroken as why:
        marks.put(data, marks.JOURNAL, str(why), ok=False, now=now)
        raise
    marks.put(data, marks.BACKUP, str(file.resolve()), now=now)
    marks.put(data, marks.JOURNAL, "", now=now)
    return made


def tenths(number: float) -> str:
    """A figure with one decimal, as Swedish writes it."""
    return f"{number:.1f}".replace(".", ",")


def _size(count: int) -> str:
    return f"{tenths(count / 1_000_000)} MB" if count >= 100_000 else f"{count / 1000:.0f} kB"
