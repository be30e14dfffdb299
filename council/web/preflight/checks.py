"""All the checks, in the order in which one would mend what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from council.config import Settings
from council.store.backup import chains, marks
from council.store.backup.refusals import JournalBroken
from council.store.base import db
from council.store.engine import reading
from council.store.queries.administration import meeting_to_follow
from council.web.preflight import database, server, surroundings
from council.web.preflight.findings import Finding, looked


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the running server is, and with how many processes it runs or will run."""

    url: str
    workers: int = 1


def of_the_host(asked: Asked, now: datetime) -> list[Finding]:
    """The database and what the service stands on."""
    engine, data = db.engine, Path(current_app.instance_path)
    settings: Settings = current_app.config["SETTINGS"]
    folder = data
    if engine.dialect.name == "sqlite" and engine.url.database:
        folder = Path(engine.url.database).resolve().parent
    checks = {
        _("Databasen"): lambda: database.writable(engine, folder, now),
        _("Schema"): lambda: database.current(engine),
        _("Disk"): lambda: surroundings.room(folder),
        _("Klocka"): lambda: surroundings.clock(engine, now),
        _("Processer"): lambda: database.processes(engine, settings, asked.workers),
        _("Version"): lambda: database.version(engine),
        _("Säkerhetskopia"): lambda: surroundings.backup(data, now),
        _("Journal"): lambda: surroundings.journal(data, now),
    }
    return [looked(name, check) for name, check in checks.items()]


def of_the_server(asked: Asked) -> list[Finding]:
    """The running server, as a tablet meets it."""
    settings: Settings = current_app.config["SETTINGS"]
    host = (settings.trusted_hosts.split() or [""])[0]
    checks = {
        _("Tjänsten"): lambda: server.ready(asked.url, host),
        _("Direktsändning"): lambda: server.live(asked.url, _meeting(), host),
    }
    return [looked(name, check) for name, check in checks.items()]


def _meeting() -> int | None:
    with reading() as session:
        return meeting_to_follow(session)


def verify_journal(now: datetime) -> None:
    """Recompute every chain, and keep what was found for the page and the operator's watch."""
    broken = ""
    with reading() as session:
        try:
            chains.verify(session)
        except JournalBroken as found:
            broken = str(found)
    marks.put(Path(current_app.instance_path), marks.JOURNAL, broken, ok=not broken, now=now)
