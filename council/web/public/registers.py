"""The lists: decisions, members, the notice board, search."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from council.services.missing import found
from council.store.base import db
from council.store.models import ItemKind
from council.store.queries import (
    public_decisions,
    public_members,
    public_notices,
    public_parties,
    public_search,
)
from council.web.public import excerpts
from council.web.public.blueprint import bp
from council.web.public.filters import number
from council.web.public.meetings import today
from council.web.validators import conditional, etag_for

A_PAGE = 20
VOTES_A_PAGE = 100


@bp.get("/beslut")
def decisions() -> ResponseReturnValue:
    """Decisions, the newest first, of all years or of one."""
    year = number(request.args, "ar")
    after = number(request.args, "efter")
    return conditional(
        etag_for(),
        lambda: render_template(
            "public/decisions.html",
            page=public_decisions.decisions(db.session(), year=year, after=after, limit=A_PAGE),
            years=public_decisions.years(db.session()),
            year=year,
            after=after,
            today=today(),
        ),
    )


@bp.get("/ledamoter")
def members() -> ResponseReturnValue:
    """Every member in the order of the hall, and every substitute."""
    party = request.args.get("parti", "")
    return conditional(
        etag_for(),
        lambda: render_template(
            "public/members.html",
            seats=public_members.seats(db.session()),
            substitutes=public_members.substitutes(db.session()),
            parties=public_parties.sizes(db.session()),
            party=party,
        ),
    )


@bp.get("/ledamoter/<int:person_id>")
def member(person_id: int) -> ResponseReturnValue:
    """One member: party, seat, and how the member voted. No score, no rank."""
    person = found(public_members.member(db.session(), person_id))
    after = number(request.args, "efter")
    return conditional(
        etag_for(),
        lambda: render_template(
            "public/member.html",
            member=person,
            took_part=public_members.participation(db.session(), person),
            page=public_members.record(db.session(), person, after=after, limit=VOTES_A_PAGE),
            after=after,
        ),
    )


@bp.get("/anslagstavla")
def notices() -> ResponseReturnValue:
    """The notice board."""
    return conditional(
        etag_for(),
        lambda: render_template(
            "public/notices.html", announcements=public_notices.announcements(db.session(), today())
        ),
    )


@bp.get("/sok")
def search() -> ResponseReturnValue:
    """Search in items, decisions, documents and names."""
    asked = request.args.get("q", "")[: public_search.LONGEST]
    question = " ".join(asked.replace("\x00", " ").split())
    year = number(request.args, "ar")
    kind = _kind(request.args.get("typ", ""))

    def render() -> str:
        words = public_search.words_of(question)
        hits = public_search.search(db.session(), words, year=year, kind=kind)
        return render_template(
            "public/search.html",
            question=question,
            hits=hits,
            excerpts={item.id: excerpts.of_item(item, words) for item in hits.items},
            years=public_search.meeting_years(db.session()),
            kinds=list(ItemKind),
            year=year,
            kind=kind,
        )

    return conditional(etag_for(), render)


def _kind(text: str) -> ItemKind | None:
    return ItemKind(text) if text in set(ItemKind) else None
