"""The events of a file of historic divisions, each recounted from its rows."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from council.law.recount import Figure, recount
from council.law.tally import Choice, Count
from council.services.importing.division_rows import Facts, Judged, Wrong
from council.services.importing.faults import Fault, Gathered, shown
from council.store.models import Position
from council.store.sorting import Ballot, Sorter

DOMAIN = b"klubbslag/archive/1\n"
"""First line of what an event's digest is taken of (docs/import.md)."""


@dataclass(slots=True)
class Event:
    """One division of a file: what its first row says, and what came of recounting it."""

    number: int
    row: int
    facts: Facts
    sound: bool = True
    votes: int = 0
    rule: str = ""
    digest: str = ""


def gather(rows: Iterable[Judged], sorter: Sorter, faults: Gathered) -> list[Event]:
    """Read all rows: their votes into the sorter, their events as a list in the file's order."""
    events: dict[str, Event] = {}
    sorter.take(_ballots(rows, events, faults))
    return list(events.values())


def check(events: list[Event], sorter: Sorter, faults: Gathered) -> None:
    """Recount every event, and name what does not agree with its published figures."""
    for number, ballots in sorter.by_event():
        event = events[number]
        counted = _count(event, ballots, faults)
        if event.sound:  # what is wrong in a row is told already; its figures would repeat it
            _compare(event, counted, faults)


def _ballots(
    rows: Iterable[Judged], events: dict[str, Event], faults: Gathered
) -> Iterator[Ballot]:
    spoilt: set[str] = set()
    for row in rows:
        event = events.get(row.event)
        if event is None and row.facts is not None:
            event = Event(len(events), row.number, row.facts, row.event not in spoilt)
            events[row.event] = event
        wrong = row.wrong
        if event is not None and row.facts is not None and event.facts is not row.facts:
            wrong = (*wrong, *_other(event, row.facts))
        for one in wrong:
            faults.add(Fault(place(row.number, row.event), *one))
        if wrong:
            spoilt.add(row.event)
            if event is not None:
                event.sound = False
        elif event is not None and row.vote is not None:
            vote = row.vote
            yield Ballot(event.number, vote.member, row.number, vote.party, vote.position)


def _other(event: Event, facts: Facts) -> Iterator[Wrong]:
    """What a row says otherwise than the first row of its event."""
    first = event.facts.cells
    for column, here in facts.cells.items():
        if here != first[column]:
            before = shown(first[column])
            expected = _("%(before)s, som på rad %(row)s", before=before, row=event.row)
            yield Wrong(column, shown(here), expected)


def _count(event: Event, ballots: Iterable[Ballot], faults: Gathered) -> Counter[str]:
    """Count an event's votes; each member has one. Its digest holds all that is published."""
    counted: Counter[str] = Counter()
    digest = hashlib.sha256(DOMAIN + _line(*event.facts.cells.values()))
    before = None
    for ballot in ballots:
        if before is not None and before.member == ballot.member:
            expected = _("ett namn som inte redan finns på rad %(row)s", row=before.row)
            where = place(ballot.row, event.facts.event)
            faults.add(Fault(where, "member", shown(ballot.member), expected))
            event.sound = False
            continue
        before = ballot
        counted[ballot.position] += 1
        digest.update(_line(ballot.member, ballot.party, ballot.position))
    event.votes = counted.total()
    event.digest = digest.hexdigest()
    return counted


def _compare(event: Event, counted: Counter[str], faults: Gathered) -> None:
    yes, no = counted[Position.YES], counted[Position.NO]
    count = Count(yes, no, counted[Position.ABSTAIN])
    found = recount(event.facts.published, count, counted[Position.ABSENT])
    event.rule = found.rule
    told = event.facts.cells
    for figure in found.wrong:
        column = "rule" if figure is Figure.RULE else f"published_{figure}"
        expected = _expected(figure, count, counted)
        where = place(event.row, event.facts.event)
        faults.add(Fault(where, column, shown(told[column]), expected))
        event.sound = False


def _expected(figure: Figure, count: Count, counted: Counter[str]) -> str:
    winner = Choice.YES if count.yes > count.no else Choice.NO
    match figure:
        case Figure.RESULT:
            return _(
                "%(winner)s, som fick flest röster (ja %(yes)s, nej %(no)s), eller minority eller "
                "lot i kolumnen rule",
                winner=winner.value,
                yes=count.yes,
                no=count.no,
            )
        case Figure.RULE:
            return _("tomt eller minority: den sida som vann fick flest röster")
        case _figure:
            return _(
                "%(count)s, så många som raderna med %(word)s", count=counted[figure], word=figure
            )


def _line(*texts: str) -> bytes:
    """Texts on a line of their own; none of them holds a tab or a line's end."""
    return ("\t".join(texts) + "\n").encode()


def place(row: int, event: str) -> str:
    """Where a fault stands: the row, and the event that it belongs to."""
    return f"{row} ({shown(event)})" if event else str(row)
