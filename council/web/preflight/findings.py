"""What a check found, in words, and how much it matters."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from council.store.gate import Busy


class Level(StrEnum):
    """How much it matters."""

    GOOD = "good"
    NOTE = "note"
    """To know; the meeting can be held."""
    WRONG = "wrong"
    """To mend before the meeting."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and what was found."""

    name: str
    level: Level
    told: str


def good(name: str, told: str) -> Finding:
    """It is in order."""
    return Finding(name, Level.GOOD, told)


def note(name: str, told: str) -> Finding:
    """It is worth knowing."""
    return Finding(name, Level.NOTE, told)


def wrong(name: str, told: str) -> Finding:
    """It has to be mended."""
    return Finding(name, Level.WRONG, told)


def word(level: Level) -> str:
    """The level as people read it."""
    return {
        Level.GOOD: _("I ordning"),
        Level.NOTE: _("Att veta"),
        Level.WRONG: _("Åtgärda"),
    }[level]


def looked(name: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds; where the database or the disk fails it, that is the finding."""
    try:
        return check()
    except Busy:
        return wrong(name, _("Någon annan har skrivit för länge. Vänta en stund och kör igen."))
    except SQLAlchemyError as error:
        told = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        return wrong(
            name, _("Databasen svarar inte: %(told)s. Kontrollera att den är igång.", told=told)
        )
    except OSError as error:
        return wrong(name, _("Disken svarar inte: %(told)s.", told=error.strerror or error))


def milliseconds(seconds: float) -> str:
    """ "12 ms", never nothing at all."""
    return f"{max(1, round(seconds * 1000))}\u00a0ms"
