"""What the service stands on: disk, clock, the last backup, the journal."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Engine

from council.store import probe
from council.store.backup import marks
from council.store.base import moment, written
from council.store.engine import reading
from council.store.models import Body
from council.web import words
from council.web.clock import now as present
from council.web.health import readiness
from council.web.preflight.findings import Finding, good, note, wrong

OLDEST_BACKUP = timedelta(hours=26)
"""One night's backup may be late, but not missing."""
FURTHEST_CLOCK = 1.0
"""Seconds between this host's clock and the database's."""


def room(folder: Path) -> Finding:
    """There is room for the meeting where the data folder lies."""
    free = shutil.disk_usage(folder).free
    told = _("%(free)s GB ledigt.", free=f"{free / 1_000_000_000:.1f}".replace(".", ","))
    if free > readiness.SMALLEST_DISK:
        return good(_("Disk"), told)
    return wrong(_("Disk"), told + " " + _("Minst 0,5 GB behövs. Frigör utrymme."))


def clock(engine: Engine, now: datetime) -> Finding:
    """The clock is not behind what is already written, and agrees with the database's."""
    last = probe.last_moment(engine)
    if last is not None and last > written(now + readiness.TOLERANCE):
        behind = round((moment(last) - now).total_seconds())
        return wrong(
            _("Klocka"),
            _("Klockan går %(s)s sekunder efter den senaste anteckningen. Ställ den.", s=behind),
        )
    apart = probe.clock_apart(engine, present)
    if apart is None:
        return good(_("Klocka"), _("Klockan går inte efter den senaste anteckningen."))
    told = _("%(s)s sekunder från databasens klocka.", s=f"{apart:.1f}".replace(".", ","))
    if apart > FURTHEST_CLOCK:
        return wrong(_("Klocka"), told + " " + _("Ställ båda efter samma tidsserver (NTP)."))
    return good(_("Klocka"), told)


def backup(data: Path, now: datetime) -> Finding:
    """The last backup that this host made is not too old. Demonstration data needs none."""
    name, mark = _("Säkerhetskopia"), marks.last(data, marks.BACKUP)
    if mark is None:
        told = _("Ingen är gjord här. Kör flask backup FIL.")
    else:
        made = moment(mark.at)
        told = _(
            "Den senaste är från %(day)s kl.\u00a0%(time)s: %(file)s.",
            day=words.full_date(words.day(made)),
            time=words.clock(made),
            file=mark.told,
        )
        if now - made <= OLDEST_BACKUP:
            return good(name, told)
        told += " " + _("Den är äldre än 26 timmar. Kör flask backup FIL.")
    with reading() as session:
        body = session.get(Body, 1)
    if body is not None and not body.demonstration:
        return wrong(name, told)
    return note(name, told + " " + _("Här finns inga verkliga uppgifter att förlora."))


def journal(data: Path, now: datetime) -> Finding:
    """What the last verification of every chain found."""
    name, mark = _("Journal"), marks.last(data, marks.JOURNAL)
    if mark is None:
        return note(name, _("Kedjorna är inte kontrollerade här. Kör flask preflight."))
    if not mark.ok:
        return wrong(
            name,
            _(
                "Kedjan håller inte: %(where)s. Öppna inget sammanträde. Ring den som sköter "
                "driften.",
                where=mark.told,
            ),
        )
    hours = max(0, int(mark.age(now) // 3600))
    told = ngettext(
        "Alla kedjor höll för en timme sedan.",
        "Alla kedjor höll för %(num)s timmar sedan.",
        hours,
    )
    return good(name, told if hours else _("Alla kedjor håller."))
