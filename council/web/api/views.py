"""The open data: everything that is public, for programs. No cookie is read or set here."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from council.services.missing import found
from council.store.base import db
from council.store.journal import BODY
from council.store.queries import archive as archive_queries
from council.store.queries import (
    public_divisions,
    public_items,
    public_meetings,
    public_members,
)
from council.web import errors
from council.web.api import archive as archived
from council.web.api import presenting, tables
from council.web.api.answering import OPEN, PREFLIGHT, answer
from council.web.api.asked import BadParameter, part
from council.web.api.description import describe
from council.web.clock import now
from council.web.words import day

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
def description() -> ResponseReturnValue:
    """What there is, for programs that read descriptions (OpenAPI 3.1)."""
    return answer(present=lambda: describe(db.session()))


@bp.get("/meetings")
def meetings() -> ResponseReturnValue:
    """Meetings, the newest first."""
    asked = part()
    return answer(present=lambda: presenting.meetings(db.session(), asked), table=tables.MEETINGS)


@bp.get("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """A meeting with its agenda."""
    held = found(public_meetings.meeting(db.session(), meeting_id))
    return answer(
        held.chain,
        present=lambda: presenting.meeting(db.session(), meeting_id),
        table=tables.ITEMS,
    )


@bp.get("/items/<int:item_id>")
def item(item_id: int) -> ResponseReturnValue:
    """An item with its papers, its proposals and every question that was put."""
    held = found(public_items.meeting_of(db.session(), item_id))
    return answer(held.chain, present=lambda: presenting.item(db.session(), item_id))


@bp.get("/divisions")
def divisions() -> ResponseReturnValue:
    """Divisions without their votes, the newest first."""
    asked = part()
    return answer(present=lambda: presenting.divisions(db.session(), asked), table=tables.DIVISIONS)


@bp.get("/divisions/<int:division_id>")
def division(division_id: int) -> ResponseReturnValue:
    """A division; who voted how, once it is closed."""
    held = found(public_divisions.meeting_of(db.session(), division_id))
    seats = request.args.get("format") == "csv"
    return answer(
        held.chain,
        present=lambda: presenting.division(db.session(), division_id, seats=seats),
        table=tables.VOTES,
    )


@bp.get("/members")
def members() -> ResponseReturnValue:
    """Members in the order of the hall, then the substitutes."""
    asked = part()
    return answer(present=lambda: presenting.members(db.session(), asked), table=tables.MEMBERS)


@bp.get("/members/<int:person_id>")
def member(person_id: int) -> ResponseReturnValue:
    """A member, with how each division went."""
    asked = part()
    found(public_members.member(db.session(), person_id))
    return answer(
        present=lambda: presenting.member(db.session(), person_id, asked),
        table=tables.MEMBER_VOTES,
    )


@bp.get("/decisions")
def decisions() -> ResponseReturnValue:
    """Decisions, the newest first."""
    asked = part()
    return answer(present=lambda: presenting.decisions(db.session(), asked), table=tables.DECISIONS)


@bp.get("/archive")
def archive() -> ResponseReturnValue:
    """Historic divisions without their votes, the newest first."""
    asked = part()
    return answer(
        BODY,
        present=lambda: archived.divisions(db.session(), asked),
        table=tables.ARCHIVE,
        also=archive_queries.stamp(db.session()),
    )


@bp.get("/archive/<int:archived_id>")
def archived_division(archived_id: int) -> ResponseReturnValue:
    """A historic division with every vote."""
    found(archive_queries.division(db.session(), archived_id))
    return answer(
        BODY,
        present=lambda: archived.division(db.session(), archived_id),
        table=tables.ARCHIVE_VOTES,
    )


@bp.get("/notices")
def notices() -> ResponseReturnValue:
    """What stands on the notice board today."""
    asked, today = part(), day(now())
    return answer(
        present=lambda: presenting.notices(db.session(), asked, today), table=tables.NOTICES
    )


@bp.errorhandler(BadParameter)
def bad_parameter(error: BadParameter) -> ResponseReturnValue:
    """422, with which parameter and what was expected."""
    return errors.answer(422, code="bad_parameter", message=str(error))


@bp.after_request
def open_to_all(response: Response) -> Response:
    """Let every site's scripts read the data, and keep it only as long as it is true."""
    for name, value in OPEN.items():
        response.headers.setdefault(name, value)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    return response
