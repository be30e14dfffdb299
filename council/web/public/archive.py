"""The archive: historic divisions, of this council or others, each recounted when it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from council.services.missing import found
from council.store.base import db
from council.store.journal import BODY
from council.store.models import ArchiveDivision
from council.store.queries import archive, public_search
from council.store.queries.archive import Chosen, PartyFigures
from council.web.public import archive_words
from council.web.public.blueprint import bp
from council.web.public.filters import VoteFilter, number
from council.web.validators import conditional, etag_for

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A member's vote as the list shows it."""

    name: str
    party: str
    position: str


@bp.get("/arkiv")
def archived() -> ResponseReturnValue:
    """Historic divisions, the newest first; of one year, or with some words."""
    asked = request.args.get("q", "")[: public_search.LONGEST]
    question = " ".join(asked.replace("\x00", " ").split())
    year, after = number(request.args, "ar"), number(request.args, "efter")

    def render() -> str:
        chosen = Chosen.of(public_search.words_of(question), year)
        return render_template(
            "public/archive.html",
            page=archive.divisions(db.session(), chosen, after=after, limit=A_PAGE),
            years=archive.years(db.session()),
            question=question,
            year=year,
            after=after,
        )

    return conditional(etag_for(BODY, also=archive.stamp(db.session())), render)


@bp.get("/arkiv/<int:archived_id>")
def archived_division(archived_id: int) -> ResponseReturnValue:
    """A historic division: its figures, by party and by member, and what has been checked."""
    found(archive.division(db.session(), archived_id))
    chosen = VoteFilter.of(request.args)

    def render() -> str:
        division = found(archive.whole(db.session(), archived_id))
        parties = archive.parties(division)
        return render_template(
            "public/archive_division.html",
            division=division,
            parties=parties,
            rows=[row for row in _rows(division, parties) if chosen.lets(row)],
            chosen=chosen,
        )

    return conditional(etag_for(BODY), render)


def _rows(division: ArchiveDivision, parties: Sequence[PartyFigures]) -> list[Row]:
    """Every vote, the largest party's first, by name within a party."""
    place = {party.letters: number for number, party in enumerate(parties)}
    rows = [Row(vote.member, vote.party, vote.position.value) for vote in division.votes]
    return sorted(rows, key=lambda row: place[row.party])


bp.add_app_template_global(archive.counts, "archive_counts")
bp.add_app_template_global(archive_words.lead, "archive_lead")
bp.add_app_template_global(archive_words.line, "archive_line")
bp.add_app_template_global(archive_words.checked, "archive_checked")
