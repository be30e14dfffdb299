"""What is pushed to the chair's desk: one drawing for whoever presides, one to read for others."""

from dataclasses import replace

from flask import render_template

from council.services.missing import found
from council.store.base import db
from council.store.models import Meeting, MeetingState
from council.store.queries import cockpit, current
from council.web.chair.desk import lay
from council.web.chair.drawing import draw, progress

ACTS = (MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED)
"""When there is anything to do."""


def live_regions(meeting_id: int, object_id: int | None = None) -> str:
    """The desk's regions at this moment."""
    session = db.session()
    meeting = found(cockpit.meeting(session, meeting_id))
    return _in_both_forms("chair/live.html", meeting)


def live_progress(meeting_id: int, object_id: int | None = None) -> str:
    """How many have voted and who has not, while a division is open; never how.

    Where the votes are typed in from a list: how far it is, and so whether it can be closed.
    """
    session = db.session()
    division = current.open_division(session, meeting_id)
    if division is None:
        return ""
    if division.by_name:
        meeting = found(cockpit.meeting(session, meeting_id))
        return _in_both_forms("chair/list_progress.html", meeting)
    voted, entitled = current.turnout(session, division)
    missing = cockpit.not_voted(session, division.id)
    return render_template("chair/progress.html", **progress(division, voted, entitled, missing))


def _in_both_forms(template: str, meeting: Meeting) -> str:
    """For whoever presides, and to read for the others."""
    desk = lay(db.session(), meeting, leads=meeting.state in ACTS)
    return "".join(
        render_template(template, las=las, **draw(one))
        for las, one in (("", desk), ("-las", replace(desk, leads=False)))
    )
