"""What is pushed to the secretary's desk: rail, control, log and presence, never the text."""

from flask import render_template

from council.services.missing import find
from council.store.base import db
from council.store.models import Meeting
from council.web.secretary import desk


def live_regions(meeting_id: int, object_id: int | None = None) -> str:
    """The regions of the desk at this moment, with the § of an item on it or none."""
    session = db.session()
    laid = desk.lay(session, find(session, Meeting, meeting_id), object_id)
    return render_template("secretary/live.html", desk=laid)
