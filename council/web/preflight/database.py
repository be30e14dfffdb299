"""The database: does it take a vote, is it on disk, of the right age and with room for all."""

import sqlite3
from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import Engine

from council.config import Settings
from council.store import probe, schema
from council.web.health import readiness
from council.web.preflight.findings import Finding, good, milliseconds, note, wrong

SLOW = 0.2
"""Seconds for one press, from which a whole council would feel it."""
BESIDE = 5
"""Connections of a process beside those of its threads: the stream, signing in, the watch."""
POOL = 40
"""Connections that the threads of one process share (``application.py``)."""
MOST = POOL + 1
"""Connections that one process opens at most: its pool's, and the one that listens."""


def writable(engine: Engine, folder: Path, now: datetime) -> Finding:
    """A press on trial, and how long one takes to reach the disk."""
    name = _("Databasen")
    took = probe.try_a_press(engine, now)
    if engine.dialect.name == "sqlite":
        took += probe.try_the_disk(folder)
    elif not probe.kept_on_disk(engine):
        return wrong(
            name,
            _(
                "PostgreSQL har fsync = off: mottagna röster kan försvinna vid strömavbrott. "
                "Slå på fsync och starta om PostgreSQL."
            ),
        )
    told = _("Ett provtryck tog %(time)s och togs tillbaka.", time=milliseconds(took))
    if took > readiness.LONGEST_WAIT:
        return wrong(name, told + " " + _("Det får ta högst en sekund. Flytta till snabbare disk."))
    if took > SLOW:
        return note(name, told + " " + _("Det är långsamt."))
    return good(name, told)


def current(engine: Engine) -> Finding:
    """The schema is this version's."""
    name, has, needs = _("Schema"), schema.connection_revision(engine), schema.newest()
    if has == needs:
        return good(name, _("Databasen har den här versionens schema, %(has)s.", has=has))
    return wrong(
        name,
        _(
            "Databasen har schema %(has)s, versionen behöver %(needs)s. Kör flask init.",
            has=has or "–",
            needs=needs,
        ),
    )


def processes(engine: Engine, settings: Settings, workers: int) -> Finding:
    """The number of processes and threads fits the database."""
    name, threads = _("Processer"), settings.hall_threads + settings.public_threads + BESIDE
    if threads > POOL:
        return wrong(
            name,
            _(
                "%(threads)s trådar ska dela på %(pool)s anslutningar och får vänta på varandra. "
                "Sänk COUNCIL_HALL_THREADS eller COUNCIL_PUBLIC_THREADS.",
                threads=threads,
                pool=POOL,
            ),
        )
    if engine.dialect.name == "sqlite":
        return _alone(name, workers)
    return _shared(name, workers * MOST, probe.connections(engine))


def _alone(name: str, workers: int) -> Finding:
    if workers > 1:
        return wrong(
            name,
            _(
                "SQLite har en enda skrivare, så en process betjänar hela fullmäktige. Kör utan "
                "--workers, eller använd PostgreSQL."
            ),
        )
    return good(name, _("SQLite: en process betjänar hela fullmäktige."))


def _shared(name: str, needed: int, allowed: int) -> Finding:
    facts = {"needed": needed, "allowed": allowed}
    if needed > allowed:
        return wrong(
            name,
            _(
                "Processerna kan behöva %(needed)s anslutningar och PostgreSQL tillåter "
                "%(allowed)s. Höj max_connections eller kör färre processer.",
                **facts,
            ),
        )
    return good(
        name,
        _("PostgreSQL tillåter %(allowed)s anslutningar, %(needed)s kan behövas.", **facts),
    )


def version(engine: Engine) -> Finding:
    """Which SQLite or PostgreSQL, and what to know of it."""
    if engine.dialect.name != "sqlite":
        return good(_("Version"), f"PostgreSQL {probe.server_version(engine)}.")
    told = f"SQLite {sqlite3.sqlite_version}."
    if sqlite3.sqlite_version_info >= readiness.RACE_ENDS:
        return good(_("Version"), told)
    return note(
        _("Version"),
        told
        + " "
        + _(
            "Versioner före 3.51.3 har ett fel när två program skriver samtidigt. Tjänsten och "
            "dess kommandon kringgår det. Öppna aldrig filen med andra program under drift."
        ),
    )
