"""What is pushed to every councillor's tablet: the same for all who may vote."""

from flask import render_template

from council.store.base import db
from council.store.models import DivisionState, Meeting
from council.store.queries import current, speeches
from council.web.member.ballot import blank


def live_regions(meeting_id: int, *, entitled: bool = True) -> str:
    """The regions of a member's page at this moment, for who is on the roll or who is not."""
    session = db.session()
    meeting = session.get_one(Meeting, meeting_id)
    what = current.now(session, meeting)
    division = what.division
    open_now = division is not None and division.state is DivisionState.OPEN
    return render_template(
        "member/live.html",
        meeting=meeting,
        now=what,
        ballot=blank(division, entitled=entitled) if division and open_now else None,
        mine=None,
        floor=speeches.floor(session, what.item),
        live=True,
    )
