"""``flask restore``: a backup read into an empty database, and proved to be what was copied."""

import json
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask_babel import gettext as _

from council.commands.backup import tenths
from council.commands.backup_words import told
from council.commands.ready import with_database
from council.commands.saying import refuse
from council.config import Settings
from council.store.backup.manifest import Head
from council.store.backup.restoring import restore as read_back
from council.store.base import db, moment
from council.web.words import clock, day, full_date

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--heads", type=FILE, help="Kända hashvärden (JSON) som måste finnas i journalen.")
@with_database
def restore(file: Path, heads: Path | None) -> None:
    """Läs in en säkerhetskopia i en tom databas."""
    settings: Settings = current_app.config["SETTINGS"]
    known = [] if heads is None else _known(heads)
    began = monotonic()
    with told(file):
        manifest = read_back(
            db.engine,
            file,
            scratch=Path(current_app.instance_path),
            known=known,
            programs_in=settings.postgresql_bin,
        )
    made = moment(manifest.made_at)
    click.echo(
        _(
            "Säkerhetskopian från %(day)s kl. %(time)s är inläst. %(chains)s kedjor är "
            "kontrollerade och slutar som de gjorde när kopian togs. Det tog %(seconds)s sekunder.",
            day=full_date(day(made)),
            time=clock(made),
            chains=len(manifest.heads),
            seconds=tenths(monotonic() - began),
        )
    )
    if not current_app.config["SECRET_KEY"]:
        click.echo(_("Den hemliga nyckeln finns inte i kopian. Kör flask init före flask serve."))


def _known(file: Path) -> list[Head]:
    try:
        return [Head(**one) for one in json.loads(file.read_bytes())["heads"]]
    except (ValueError, TypeError, KeyError):
        refuse(
            _(
                "%(file)s har inga hashvärden att jämföra med. Inget har ändrats. Väntat: "
                '{"heads": [{"chain": "m1", "seq": 41, "hash": "…"}]}, som i en kopias '
                "manifest.json.",
                file=file,
            )
        )
