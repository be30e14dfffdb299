"""The councillor's pages: now, agenda, documents, requests, own votes."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council.services.attendance import HALL
from council.store.base import db
from council.store.models import DivisionState, Meeting
from council.store.queries import current, own, speeches
from council.store.queries.elections import has_ticked
from council.web.asking import person
from council.web.clock import now as clock_now
from council.web.member import acts, jav, ordet, proposing_acts, reservation_acts, secret, val
from council.web.member import requests as requests_page
from council.web.member.ballot import ballot
from council.web.member.presence import mine

bp = Blueprint("member", __name__)
acts.add_to(bp)
reservation_acts.add_to(bp)
proposing_acts.add_to(bp)
ordet.add_to(bp)
jav.add_to(bp)
secret.add_to(bp)
val.add_to(bp)


@bp.get("/rosta")
def now() -> ResponseReturnValue:
    """What the hall is doing, and the ballot while a division is open."""
    meeting = _meeting()
    if meeting is None:
        return render_template("member/none.html", meeting=None)
    session, me = db.session(), person()
    what = current.now(session, meeting)
    division = what.division
    open_now = division is not None and division.state is DivisionState.OPEN
    return render_template(
        "member/now.html",
        meeting=meeting,
        now=what,
        own_presence=mine(session, meeting, what.item, me),
        ballot=ballot(session, division, me.person_id) if division and open_now else None,
        mine=own.recorded(session, division.id, me.person_id) if division else None,
        floor=speeches.floor(session, what.item),
        slip_in=division is not None and has_ticked(session, division.id, me.person_id),
    )


@bp.get("/rosta/dagordning")
def agenda() -> ResponseReturnValue:
    """The agenda with where each item stands."""
    return _page("member/agenda.html")


@bp.get("/rosta/handlingar")
def documents() -> ResponseReturnValue:
    """Every paper of the meeting, one press away."""
    return _page("member/documents.html")


@bp.get("/rosta/begar")
def requests() -> ResponseReturnValue:
    """What a councillor may ask for now, and why not where it cannot be."""
    return requests_page.page()


@bp.get("/rosta/mina-roster")
def votes() -> ResponseReturnValue:
    """Own votes, with outcome and receipt."""
    return render_template(
        "member/votes.html",
        meeting=_meeting(),
        votes=own.votes(db.session(), person().person_id),
    )


def _page(template: str) -> ResponseReturnValue:
    meeting = _meeting()
    if meeting is None:
        return render_template("member/none.html", meeting=None)
    return render_template(
        template,
        meeting=meeting,
        now=current.now(db.session(), meeting),
        items=own.agenda(db.session(), meeting.id),
    )


def _meeting() -> Meeting | None:
    return current.current_meeting(db.session(), today())


def today() -> date:
    """The hall's calendar day."""
    return clock_now().astimezone(HALL).date()
