"""The rows of a file of historic divisions: each cell judged, every fault named."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from flask_babel import gettext as _

from council.law.recount import Ground, Published
from council.law.tally import Choice, Count
from council.services.importing.faults import is_plain, shown
from council.services.importing.stream import Opened
from council.services.importing.table import legible, unquoted
from council.store.models import Position

FIGURES = ("published_yes", "published_no", "published_abstain", "published_absent")
EVENT = ("event_id", "title", "date", *FIGURES, "published_result")
VOTE = ("member", "party", "position")
COLUMNS = (*EVENT[:3], *VOTE, *EVENT[3:])
OPTIONAL = ("rule",)

LONGEST = {"event_id": 200, "title": 1000, "member": 200, "party": 60}
MOST_DIGITS = 9
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
REMEMBERED = 65_536
"""Different cells of events, and of votes, whose judgement is kept for the rows to come."""


class Wrong(NamedTuple):
    """What is wrong with a cell."""

    column: str
    stood: str
    expected: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What every row of an event says of it alike."""

    event: str
    title: str
    date: date
    published: Published

    @property
    def cells(self) -> dict[str, str]:
        """The columns that stand alike on every row of an event, and what they hold."""
        published = self.published
        count = published.count
        return {
            "event_id": self.event,
            "title": self.title,
            "date": self.date.isoformat(),
            "published_yes": str(count.yes),
            "published_no": str(count.no),
            "published_abstain": str(count.abstain),
            "published_absent": str(published.absent),
            "published_result": published.result.value,
            "rule": published.ground.value if published.ground else "",
        }


@dataclass(frozen=True, slots=True)
class Vote:
    """What a row says of one member."""

    member: str
    party: str
    position: str


class Judged(NamedTuple):
    """A row: what it says, or what is wrong with it. ``event`` is as the row names it."""

    number: int
    event: str
    facts: Facts | None
    vote: Vote | None
    wrong: tuple[Wrong, ...]


def judged(table: Opened) -> Iterator[Judged]:
    """Each row of a table. What stands alike on many rows is judged once."""
    of_event = _chosen(table.columns, (*EVENT, *OPTIONAL))
    of_vote = _chosen(table.columns, VOTE)
    event_of = lru_cache(REMEMBERED)(_event)
    vote_of = lru_cache(REMEMBERED)(_vote)
    for number, cells in table.rows:
        name, facts, wrong = event_of(of_event(cells))
        vote, wrong_too = vote_of(of_vote(cells))
        yield Judged(number, name, facts, vote, wrong + wrong_too)


def _chosen(
    names: Sequence[str], wanted: Sequence[str]
) -> Callable[[Sequence[str]], tuple[str, ...]]:
    there = itemgetter(*(names.index(name) for name in wanted if name in names))
    if all(name in names for name in wanted):
        return there
    return lambda cells: (*there(cells), "")  # the last, which may lack


def _event(raw: tuple[str, ...]) -> tuple[str, Facts | None, tuple[Wrong, ...]]:
    cells = dict(zip((*EVENT, *OPTIONAL), map(_tidy, raw), strict=True))
    day = _day(cells["date"])
    expected = {
        "event_id": _line(cells, "event_id"),
        "title": _line(cells, "title"),
        "date": None if day else _("en dag som 2026-11-25"),
        **{name: _number(cells[name]) for name in FIGURES},
        "published_result": _word(cells["published_result"], (Choice.YES, Choice.NO)),
        "rule": _word(cells["rule"], ("", *Ground)),
    }
    wrong = _wrong(cells, expected)
    if wrong or day is None:
        return cells["event_id"], None, wrong
    yes, no, abstain, absent = (int(cells[name]) for name in FIGURES)
    ground = Ground(cells["rule"]) if cells["rule"] else None
    result = Choice(cells["published_result"])
    published = Published(Count(yes, no, abstain), absent, result, ground)
    return cells["event_id"], Facts(cells["event_id"], cells["title"], day, published), ()


def _vote(raw: tuple[str, ...]) -> tuple[Vote | None, tuple[Wrong, ...]]:
    cells = dict(zip(VOTE, map(_tidy, raw), strict=True))
    expected = {
        "member": _line(cells, "member"),
        "party": _line(cells, "party") if cells["party"] else None,
        "position": _word(cells["position"], tuple(Position)),
    }
    wrong = _wrong(cells, expected)
    return (None, wrong) if wrong else (Vote(**cells), ())


def _tidy(cell: str) -> str:
    text = unquoted(cell)  # what is not plain stays as it stands, and is named for it
    return unicodedata.normalize("NFC", " ".join(text.split())) if is_plain(text) else text


def _wrong(cells: dict[str, str], expected: dict[str, str | None]) -> tuple[Wrong, ...]:
    told = (
        (name, cell, expected[name] if is_plain(cell) else legible(cell))
        for name, cell in cells.items()
    )
    return tuple(Wrong(name, shown(cell), wanted) for name, cell, wanted in told if wanted)


def _line(cells: dict[str, str], name: str) -> str | None:
    if 0 < len(cells[name]) <= LONGEST[name]:
        return None
    return _("text på högst %(most)s tecken", most=LONGEST[name])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _number(text: str) -> str | None:
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return None
    return _("ett antal röster: ett tal från 0")


def _word(text: str, allowed: Sequence[str]) -> str | None:
    if text in allowed:
        return None
    *first, last = (word or _("tomt") for word in map(str, allowed))
    return _("%(known)s eller %(last)s", known=", ".join(first), last=last)
