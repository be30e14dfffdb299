"""What a list is asked for: how many rows, after which, from when to when, in what form."""

import re
from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext as _

FEWEST, MOST, USUAL = 1, 500, 100
LARGEST_NUMBER = 2**31 - 1
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadParameter(Exception):
    """A parameter that cannot be used; ``str()`` is Swedish and names it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a list is wanted. ``after``: the number of the row before the first."""

    since: date | None
    until: date | None
    after: int | None
    limit: int


def part() -> Asked:
    """The part of a list that the request asks for; parameters that nobody knows are passed by.

    Raises:
        BadParameter: one that is known has a value that cannot be used.
    """
    return Asked(
        since=_day("from"),
        until=_day("to"),
        after=_number("after", 1, LARGEST_NUMBER, None),
        limit=_number("limit", FEWEST, MOST, USUAL) or USUAL,
    )


def wants_csv(*, has_table: bool) -> bool:
    """Whether a table is wanted instead of JSON.

    Raises:
        BadParameter: a form that does not exist, or not here.
    """
    form = _once("format")
    if form == "csv" and not has_table:
        raise BadParameter(_("Den här adressen finns bara som JSON."))
    if form not in (None, "json", "csv"):
        raise BadParameter(_("format ska vara json eller csv."))
    return form == "csv"


def _once(name: str) -> str | None:
    given = request.args.getlist(name)
    if len(given) > 1:
        raise BadParameter(_("%(name)s får bara anges en gång.", name=name))
    return given[0] if given else None


def _day(name: str) -> date | None:
    text = _once(name)
    if text is None:
        return None
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadParameter(_("%(name)s ska vara ett datum, till exempel 2026-11-25.", name=name))


def _number(name: str, fewest: int, most: int, usual: int | None) -> int | None:
    text = _once(name)
    if text is None:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 12 and fewest <= int(text) <= most:
        return int(text)
    raise BadParameter(
        _(
            "%(name)s ska vara ett heltal från %(fewest)s till %(most)s.",
            name=name,
            fewest=fewest,
            most=most,
        )
    )
