"""Reading in historic divisions from a CSV file of any length: all of it, or nothing.

The file is read once, its votes sorted on disk, each event recounted; only when all is found to
agree is anything written, in one transaction. No council is needed, and no meeting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.orm import Session

from council.services.importing import division_events, division_rows, stream
from council.services.importing.division_events import Event
from council.services.importing.faults import Fault, Gathered, shown
from council.services.membership import meeting_under_way
from council.store import bulk, journal
from council.store.engine import reading, writing
from council.store.journal import BODY, SYSTEM, Actor
from council.store.locks import hold_archive
from council.store.models import ArchiveDivision, ArchiveVote, JournalHead
from council.store.queries.archive import digests
from council.store.sorting import Sorter, sorter

AT_ONCE = 1000
"""Events of one statement."""
MOST_BESIDE_A_MEETING = 200_000
"""Votes that are read in while a meeting goes on; on SQLite nobody else writes that second."""


class MeetingUnderWay(Exception):
    """So long a file would keep the presses of an open meeting waiting."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file held: events and votes that are new, and events that were there already."""

    divisions: int
    votes: int
    known: int


def load(file: BinaryIO, *, now: datetime, actor: Actor = SYSTEM) -> Summary:
    """Read in a file of divisions, after recounting every one of them.

    Raises:
        FaultyFile: with every faulty row and every event that does not agree; nothing is changed.
        MeetingUnderWay: the file is long and a meeting is open.
    """
    faults = Gathered()
    with sorter() as votes:
        events = _recounted(file, votes, faults)
        with reading() as session:
            _new(session, events, faults)
        faults.require_none()
        with writing() as session:
            hold_archive(session)
            new = _new(session, events, faults)
            faults.require_none()  # another file may have come in between
            _require_quiet(session, new)
            _write(session, new, votes, now)
            _tell(session, new, actor, now)
    return Summary(len(new), sum(event.votes for event in new), len(events) - len(new))


def _recounted(file: BinaryIO, votes: Sorter, faults: Gathered) -> list[Event]:
    columns, optional = division_rows.COLUMNS, division_rows.OPTIONAL
    with stream.opened(file, columns, optional, faults) as table:
        events = division_events.gather(division_rows.judged(table), votes, faults)
    if not events and not faults.named:
        faults.add(Fault(2, "–", _("(inga rader)"), _("minst en röst")))
    division_events.check(events, votes, faults)
    return events


def _new(session: Session, events: Sequence[Event], faults: Gathered) -> list[Event]:
    """The events that are not in the archive; one that is there with another content is wrong."""
    sound = [event for event in events if event.sound]
    there = digests(session, [event.facts.event for event in sound])
    for event in sound:
        name = event.facts.event
        if there.get(name, event.digest) != event.digest:
            expected = _("samma uppgifter som redan är inlästa, eller ett annat event_id")
            faults.add(
                Fault(division_events.place(event.row, name), "event_id", shown(name), expected)
            )
    return [event for event in sound if event.facts.event not in there]


def _require_quiet(session: Session, new: Sequence[Event]) -> None:
    votes = sum(event.votes for event in new)
    one_writer = session.get_bind().dialect.name == "sqlite"
    if one_writer and votes > MOST_BESIDE_A_MEETING and meeting_under_way(session):
        raise MeetingUnderWay


def _write(session: Session, new: Sequence[Event], votes: Sorter, now: datetime) -> None:
    connection = session.connection()
    numbers: dict[int, int] = {}
    for start in range(0, len(new), AT_ONCE):
        part = new[start : start + AT_ONCE]
        rows = [_division(event, now) for event in part]
        made = connection.execute(
            insert(ArchiveDivision).returning(ArchiveDivision.id, sort_by_parameter_order=True),
            rows,
        )
        numbers |= dict(zip((event.number for event in part), made.scalars(), strict=True))
    bulk.put(connection, ArchiveVote, _rows(votes, numbers))


def _rows(votes: Sorter, numbers: dict[int, int]) -> Iterator[tuple[int, str, str, str]]:
    """The votes of those events that are new, with the number of their division."""
    for event, ballots in votes.by_event():
        division = numbers.get(event)
        if division is not None:
            for ballot in ballots:
                yield division, ballot.member, ballot.party, ballot.position


def _division(event: Event, now: datetime) -> dict[str, Any]:
    facts, published = event.facts, event.facts.published
    return {
        "event": facts.event,
        "title": facts.title,
        "date": facts.date,
        "votes_yes": published.count.yes,
        "votes_no": published.count.no,
        "votes_abstain": published.count.abstain,
        "votes_absent": published.absent,
        "outcome": published.result,
        "rule": event.rule,
        "digest": event.digest,
        "imported_at": now,
    }


def _tell(session: Session, new: Sequence[Event], actor: Actor, now: datetime) -> None:
    """The body's journal tells of it, where there is a body."""
    if new and session.get(JournalHead, BODY) is not None:
        told = {"divisions": len(new), "votes": sum(event.votes for event in new)}
        journal.append(session, BODY, "archive.imported", told, actor=actor, now=now)
