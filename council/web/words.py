"""How moments, figures and votes are written for people in Sweden."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, gettext
from markupsafe import Markup

from council.services.attendance import HALL
from council.web import markdown

NBSP = "\u00a0"


def clock(moment: datetime | None) -> str:
    """ "14.03": the hall's time."""
    return "" if moment is None else moment.astimezone(HALL).strftime("%H.%M")


def exact_clock(moment: datetime | None) -> str:
    """ "14.03.22": where the time is proof."""
    return "" if moment is None else moment.astimezone(HALL).strftime("%H.%M.%S")


def long_date(day: date) -> str:
    """ "25 november 2026"."""
    return str(format_date(day, "d MMMM y"))


def full_date(day: date) -> str:
    """ "onsdagen den 25 november 2026"."""
    return gettext(
        "%(weekday)sen den %(date)s", weekday=format_date(day, "EEEE"), date=long_date(day)
    )


def day(moment: datetime) -> date:
    """The hall's calendar day of a moment."""
    return moment.astimezone(HALL).date()


def figure(number: int) -> str:
    """ "1 234"."""
    return f"{number:,}".replace(",", NBSP)


def vote_word(choice: str | None) -> str:
    """A vote in the word that is used everywhere: Ja, Nej, Avstår, Frånvarande."""
    return {
        "yes": gettext("Ja"),
        "no": gettext("Nej"),
        "abstain": gettext("Avstår"),
    }.get(choice or "", gettext("Frånvarande"))


def whom(name: str, party: str | None) -> str:
    """A name and its party, never broken apart: "Ledamot 12 (S)"."""
    return f"{name}{NBSP}({party})" if party else name


def prose(text: str) -> Markup:
    """A document's text: Markdown, with nothing in it that runs."""
    return markdown.render(text)


def install(app: Flask) -> None:
    """Give the templates these words."""
    for name, function in {
        "clock": clock,
        "exact_clock": exact_clock,
        "long_date": long_date,
        "full_date": full_date,
        "day": day,
        "figure": figure,
        "vote_word": vote_word,
        "whom": whom,
        "prose": prose,
    }.items():
        app.jinja_env.filters[name] = function
    app.jinja_env.globals["whom"] = whom
