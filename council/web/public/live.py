"""What is pushed to readers: the parts of a page that change, at the state of this moment.

The same for all who watch; rendered without a person and without a cookie.
"""

from flask import render_template

from council.services.missing import found
from council.store.base import db
from council.store.queries import (
    public_decisions,
    public_divisions,
    public_items,
    public_meetings,
    speeches,
)
from council.web.public import history
from council.web.public.filters import VoteFilter
from council.web.public.going import Going, going
from council.web.public.meetings import LATEST, today

Number = int | None


def live_regions(meeting_id: int, object_id: Number = None) -> str:
    """The start page's and the meeting page's parts."""
    session = db.session()
    return render_template(
        "public/live.html",
        now=_going(meeting_id),
        agenda=public_meetings.agenda(session, meeting_id),
        latest=public_decisions.decisions(session, limit=LATEST).rows,
        today=today(),
    )


def item_regions(meeting_id: int, object_id: Number = None) -> str:
    """An item page's parts."""
    whole = public_items.item(db.session(), object_id or 0)
    if whole is None or whole.item.meeting_id != meeting_id:
        return ""
    return render_template(
        "public/item_live.html",
        whole=whole,
        events=history.of_item(whole),
        spoke=speeches.spoke(db.session(), whole.item.id),
        now=_going(meeting_id),
    )


def division_regions(meeting_id: int, object_id: Number = None) -> str:
    """A division page's one part: as long as it is open, how many; then everything."""
    whole = public_divisions.division(db.session(), object_id or 0)
    if whole is None or whole.division.meeting_id != meeting_id:
        return ""
    return render_template(
        "public/division_live.html", whole=whole, chosen=VoteFilter(), rows=whole.votes
    )


def live_progress(meeting_id: int, object_id: Number = None) -> str:
    """How many have voted, never how."""
    now = _going(meeting_id)
    if now.open_division is None:
        return ""
    return render_template("public/progress_live.html", now=now)


def item_progress(meeting_id: int, object_id: Number = None) -> str:
    """How many have voted, where the open division is the item's."""
    now = _going(meeting_id)
    division = now.open_division
    if division is None or division.item_id != object_id:
        return ""
    return render_template("public/progress_live.html", now=now)


def division_progress(meeting_id: int, object_id: Number = None) -> str:
    """How many have voted, where the open division is this one."""
    now = _going(meeting_id)
    division = now.open_division
    if division is None or division.id != object_id:
        return ""
    return render_template("public/progress_live.html", now=now)


def _going(meeting_id: int) -> Going:
    session = db.session()
    return going(session, found(public_meetings.meeting(session, meeting_id)))
