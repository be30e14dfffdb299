"""``flask backup``: one file with everything, made while the service runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask_babel import gettext as _

from council.commands.backup_words import told
from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.config import Settings
from council.services import editions
from council.store.backup import marks
from council.store.backup.making import make
from council.store.base import db
from council.web import clock

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@with_database
def backup(file: Path) -> None:
    """Säkerhetskopiera allt till en fil, medan tjänsten är igång."""
    require_schema()
    settings: Settings = current_app.config["SETTINGS"]
    began, now = monotonic(), clock.now()
    with told(), _disk_told(file):
        manifest = make(
            db.engine,
            file,
            product=editions.SOFTWARE,
            now=now,
            programs_in=settings.postgresql_bin,
        )
        data = Path(current_app.instance_path)
        marks.put(data, marks.BACKUP, str(file.resolve()), now=now)
        marks.put(data, marks.JOURNAL, "", now=now)
    click.echo(
        _(
            "Säkerhetskopian är klar: %(file)s, %(size)s MB, %(chains)s kedjor kontrollerade, "
            "%(seconds)s sekunder.",
            file=file,
            size=tenths(file.stat().st_size / 1_000_000),
            chains=len(manifest.heads),
            seconds=tenths(monotonic() - began),
        )
    )


def tenths(number: float) -> str:
    """A figure with one decimal, as Swedish writes it."""
    return f"{number:.1f}".replace(".", ",")


@contextmanager
def _disk_told(file: Path) -> Iterator[None]:
    """Tell in words when the disk will not take the file."""
    try:
        yield
    except OSError as error:
        refuse(
            _(
                "%(file)s gick inte att skriva: %(why)s. Ingen säkerhetskopia är gjord. "
                "Ange en annan plats.",
                file=file,
                why=os.strerror(error.errno or 0),
            )
        )
