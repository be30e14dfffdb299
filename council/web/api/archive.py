"""How the archive of historic divisions looks as public data."""

from sqlalchemy.orm import Session

from council.services.missing import found
from council.store.base import written
from council.store.models import ArchiveDivision
from council.store.queries import archive
from council.store.queries.archive import Chosen
from council.web.api import presenting
from council.web.api.asked import Asked
from council.web.api.schema import (
    DAY,
    MOMENT,
    NUMBER,
    TEXT,
    Schema,
    answer,
    listed,
    many,
    ref,
    thing,
    told,
    words,
)
from council.web.api.shapes import Shape
from council.web.api.voting import party, rule


def divisions(session: Session, asked: Asked) -> Shape:
    """Historic divisions without their votes, the newest first."""
    chosen = Chosen(since=asked.since, until=asked.until)
    page = archive.divisions(session, chosen, after=asked.after, limit=asked.limit)
    rows = [_division(row) for row in page.rows]
    return presenting.listing(session, "archive", rows, page.next, asked)


def division(session: Session, division_id: int) -> Shape:
    """A historic division with every vote.

    Raises:
        Missing: none such.
    """
    row = found(archive.whole(session, division_id))
    facts = _division(row) | {
        "by_party": [party(one.letters, one.counts) for one in archive.parties(row)],
        "votes": [
            {"member": vote.member, "party": vote.party, "position": vote.position.value}
            for vote in row.votes
        ],
    }
    return presenting.marked(session, facts)


def _division(row: ArchiveDivision) -> Shape:
    return {
        "id": row.id,
        "event": row.event,
        "title": row.title,
        "date": row.date.isoformat(),
        "counts": archive.counts(row),
        "outcome": row.outcome.value,
        "rule": rule(row.rule),
        "digest": row.digest,
        "imported_at": written(row.imported_at),
    }


DIVISION: Schema = {
    "id": NUMBER,
    "event": told(TEXT, "Utgivarens beteckning."),
    "title": TEXT,
    "date": DAY,
    "counts": ref("ArchiveCounts"),
    "outcome": told(words("yes", "no"), "Den sida vars förslag blev beslutet."),
    "rule": told(TEXT, "Lag och paragraf som ger resultatet av rösterna."),
    "digest": told(TEXT, "SHA-256 över uppgifterna och rösterna, så som docs/import.md säger."),
    "imported_at": MOMENT,
}
COUNTS: Schema = {"yes": NUMBER, "no": NUMBER, "abstain": NUMBER, "absent": NUMBER}
SCHEMAS: dict[str, Schema] = {
    "ArchiveCounts": thing(COUNTS),
    "ArchiveDivision": thing(DIVISION),
    "ArchiveVote": thing(
        {"member": TEXT, "party": TEXT, "position": words("yes", "no", "abstain", "absent")}
    ),
    "ArchiveList": listed("archive", ref("ArchiveDivision")),
    "ArchiveWhole": answer(
        {**DIVISION, "by_party": many(ref("PartyCounts")), "votes": many(ref("ArchiveVote"))}
    ),
}
"""The shapes in words."""
