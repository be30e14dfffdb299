"""``flask init``: the folder, the secret key's file, the database's schema."""

import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Engine, inspect, text

from council.commands.ready import with_database
from council.commands.saying import refuse
from council.config import Settings, secret_key_file
from council.store import schema
from council.store.base import db


@click.command("init")
@with_database
def init() -> None:
    """Skapa databasen, eller uppdatera den till den här versionen."""
    prepare()


def prepare() -> None:
    """Make what the service needs before it can start; what is there already stays."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.secret_key:
        _keep_secret_key(secret_key_file(Path(current_app.instance_path)))
    _migrate(db.engine)


def _keep_secret_key(file: Path) -> None:
    key = secrets.token_urlsafe(48)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as kept:
        kept.write(key + "\n")
    current_app.config["SECRET_KEY"] = key
    click.echo(_("Hemlig nyckel skapad: %(file)s", file=file))


def _migrate(engine: Engine) -> None:
    before = schema.connection_revision(engine)
    if before == schema.newest():
        click.echo(_("Databasen är redan i ordning."))
        return
    if before is not None and _division_open(engine):
        refuse(
            _(
                "Databasen behöver uppdateras, men en omröstning pågår. Inget har ändrats. "
                "Kör flask init igen när omröstningen är stängd."
            )
        )
    schema.migrate(engine)
    click.echo(_("Databasen är skapad.") if before is None else _("Databasen är uppdaterad."))


def _division_open(engine: Engine) -> bool:
    """Asked in plain SQL: the models are those of the schema to come."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("division"):
            return False
        query = text("SELECT 1 FROM division WHERE state = 'open' LIMIT 1")
        return connection.execute(query).first() is not None
