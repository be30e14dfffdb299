"""Historic divisions as every reader sees them, and what an import must know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select, true, tuple_
from sqlalchemy.orm import Session, selectinload

from council.store.models import ArchiveDivision
from council.store.queries.paging import Page, cut
from council.store.queries.public_parties import POSITIONS
from council.store.queries.public_search import holds, lower_of

ASKED_AT_ONCE = 500
"""Events of one question to the database."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the archive is wanted."""

    words: Sequence[str] = ()
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, words: Sequence[str], year: int | None) -> "Chosen":
        """What a reader has chosen: words, and all years or one."""
        if year is None:
            return cls(words)
        within = min(year, date.max.year)  # nothing is of a later year
        return cls(words, date(within, 1, 1), date(within, 12, 31))


@dataclass(frozen=True, slots=True)
class PartyFigures:
    """How a party's members voted, by position in the order of ``POSITIONS``."""

    letters: str
    counts: Mapping[str, int]


def divisions(
    session: Session, chosen: Chosen, *, after: int | None = None, limit: int = 50
) -> Page[ArchiveDivision]:
    """Divisions whose titles or names hold all words, the newest first."""
    wanted = select(ArchiveDivision).where(_within(chosen))
    if chosen.words:
        lower = lower_of(session)
        text = ArchiveDivision.title + " " + ArchiveDivision.event
        wanted = wanted.where(*(holds(text, word, lower) for word in chosen.words))
    if after is not None:
        last = select(ArchiveDivision.date, ArchiveDivision.id).where(ArchiveDivision.id == after)
        here = tuple_(ArchiveDivision.date, ArchiveDivision.id)
        wanted = wanted.where(here < last.scalar_subquery())
    rows = session.scalars(
        wanted.order_by(ArchiveDivision.date.desc(), ArchiveDivision.id.desc()).limit(limit + 1)
    ).all()
    return cut(rows, limit, lambda division: division.id)


def division(session: Session, division_id: int) -> ArchiveDivision | None:
    """A division without its votes."""
    return session.get(ArchiveDivision, division_id)


def whole(session: Session, division_id: int) -> ArchiveDivision | None:
    """A division with all its votes, by party and name."""
    return session.scalars(
        select(ArchiveDivision)
        .where(ArchiveDivision.id == division_id)
        .options(selectinload(ArchiveDivision.votes))
        .execution_options(populate_existing=True)
    ).one_or_none()


def counts(division: ArchiveDivision) -> dict[str, int]:
    """How many stood where, in the order of every table."""
    figures = (
        division.votes_yes,
        division.votes_no,
        division.votes_abstain,
        division.votes_absent,
    )
    return dict(zip(POSITIONS, figures, strict=True))


def parties(division: ArchiveDivision) -> list[PartyFigures]:
    """How each party voted, the largest first; ``division`` with its votes."""
    figures: dict[str, dict[str, int]] = {}
    for vote in division.votes:
        figures.setdefault(vote.party, dict.fromkeys(POSITIONS, 0))[vote.position] += 1
    rows = [PartyFigures(letters, by_position) for letters, by_position in figures.items()]
    return sorted(rows, key=lambda row: (-sum(row.counts.values()), row.letters))


def years(session: Session) -> list[int]:
    """The years of which there are divisions, the newest first."""
    year = func.substr(ArchiveDivision.date, 1, 4)
    return sorted(map(int, session.scalars(select(year).distinct())), reverse=True)


def stamp(session: Session) -> tuple[int, int]:
    """How many there are, and the last number: for validators, since divisions only come."""
    row = session.execute(select(func.count(), func.max(ArchiveDivision.id))).one()
    return row[0], row[1] or 0


def digests(session: Session, events: Sequence[str]) -> Mapping[str, str]:
    """The digests of those events that are in the archive already."""
    found: dict[str, str] = {}
    for start in range(0, len(events), ASKED_AT_ONCE):
        part = events[start : start + ASKED_AT_ONCE]
        rows = session.execute(
            select(ArchiveDivision.event, ArchiveDivision.digest).where(
                ArchiveDivision.event.in_(part)
            )
        )
        found |= {row.event: row.digest for row in rows}
    return found


def _within(chosen: Chosen) -> ColumnElement[bool]:
    ends = [ArchiveDivision.date >= chosen.since] if chosen.since is not None else []
    ends += [ArchiveDivision.date <= chosen.until] if chosen.until is not None else []
    return and_(true(), *ends)
