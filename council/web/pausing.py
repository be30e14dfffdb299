"""When a meeting that is adjourned goes on, as every screen tells it."""

from flask import Flask
from flask_babel import gettext as _

from council.services.presences import day
from council.store.base import db
from council.store.models import Adjournment, Meeting
from council.store.queries import adjournments
from council.web.words import clock, full_date


def paused_until(meeting: Meeting) -> str:
    """ "kl. 13.00", with the day where it is another one; empty while nothing pauses."""
    pause = adjournments.pause(db.session(), meeting)
    return "" if pause is None else until_words(pause)


def until_words(pause: Adjournment) -> str:
    """When a pause ends, with the day where that is another than it began on."""
    time = clock(pause.until)
    if day(pause.from_at) == day(pause.until):
        return _("kl.\u00a0%(time)s", time=time)
    return _("%(day)s kl.\u00a0%(time)s", day=full_date(day(pause.until)), time=time)


def install(app: Flask) -> None:
    """Give the templates the word."""
    app.jinja_env.globals["paused_until"] = paused_until
