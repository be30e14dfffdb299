"""The start page, and the pages of meetings, items and divisions."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from council.services.attendance import HALL
from council.services.missing import found
from council.store.base import db
from council.store.models import Item, Meeting
from council.store.queries import (
    current,
    public_decisions,
    public_divisions,
    public_items,
    public_meetings,
    public_notices,
    public_parties,
    speeches,
)
from council.web.clock import now
from council.web.public import history
from council.web.public.blueprint import bp
from council.web.public.filters import VoteFilter, number
from council.web.public.going import going, is_live
from council.web.validators import conditional, etag_for

LATEST = 5
A_PAGE = 20


@bp.get("/")
def start() -> ResponseReturnValue:
    """What goes on now, what comes next, what was decided last."""
    meeting = _followed()
    return conditional(etag_for(also=votes_so_far(meeting)), lambda: _start(meeting))


@bp.get("/sammantraden")
def meetings() -> ResponseReturnValue:
    """Every meeting that has been announced, the newest first."""
    after = number(request.args, "efter")
    return conditional(
        etag_for(),
        lambda: render_template(
            "public/meetings.html",
            page=public_meetings.meetings(db.session(), after=after, limit=A_PAGE),
            after=after,
        ),
    )


@bp.get("/sammantraden/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """A meeting: where and when, its agenda, what goes on, who is there."""
    session = db.session()
    shown = found(public_meetings.meeting(session, meeting_id))
    return conditional(
        etag_for(shown.chain, also=votes_so_far(shown)),
        lambda: render_template(
            "public/meeting.html",
            now=going(session, shown),
            agenda=public_meetings.agenda(session, meeting_id),
            live=is_live(shown, today()),
        ),
    )


@bp.get("/arenden/<int:item_id>")
def item(item_id: int) -> ResponseReturnValue:
    """An item through its life: its papers whole, its proposals, how it was decided."""
    session = db.session()
    of = found(public_items.meeting_of(session, item_id))

    def render() -> str:
        whole = found(public_items.item(session, item_id))
        return render_template(
            "public/item.html",
            whole=whole,
            events=history.of_item(whole),
            spoke=speeches.spoke(session, item_id),
            now=going(session, of),
            live=_follows(whole.item, of),
        )

    return conditional(etag_for(of.chain, also=votes_so_far(of)), render)


@bp.get("/voteringar/<int:division_id>")
def division(division_id: int) -> ResponseReturnValue:
    """A division: in a sentence, as figures, as a picture, by party and by member."""
    session = db.session()
    of = found(public_divisions.meeting_of(session, division_id))
    chosen = VoteFilter.of(request.args)

    def render() -> str:
        whole = found(public_divisions.division(session, division_id))
        return render_template(
            "public/division.html",
            whole=whole,
            chosen=chosen,
            rows=[vote for vote in whole.votes if chosen.lets(vote)],
            live=_follows(whole.division.item, of) and chosen == VoteFilter(),
        )

    return conditional(etag_for(of.chain, also=votes_so_far(of)), render)


def _followed() -> Meeting | None:
    """The meeting that goes on, or waits to be opened today."""
    session = db.session()
    next_one = public_meetings.upcoming(session, today())
    today_s = next_one if next_one is not None and next_one.date == today() else None
    return public_meetings.under_way(session) or today_s


def _start(meeting: Meeting | None) -> str:
    session = db.session()
    return render_template(
        "public/start.html",
        now=going(session, meeting) if meeting else None,
        next=public_meetings.upcoming(session, today(), besides=meeting),
        latest=public_decisions.decisions(session, limit=LATEST).rows,
        notices=public_notices.count(session, today()),
        parties=public_parties.sizes(session),
        today=today(),
    )


def _follows(item: Item, meeting: Meeting) -> bool:
    """Whether an item's page, or a division's, may still change by itself."""
    return item.decided_at is None and is_live(meeting, today())


def today() -> date:
    """The day in the hall."""
    return now().astimezone(HALL).date()


def votes_so_far(meeting: Meeting | None) -> str:
    """How many have voted in the open division, of how many; for the page's validator."""
    open_now = current.open_division(db.session(), meeting.id) if meeting else None
    return repr(current.turnout(db.session(), open_now)) if open_now else ""
