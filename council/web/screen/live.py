"""What is pushed to the big screen: the scene of this moment."""

from flask import render_template

from council.services.missing import found
from council.store.base import db
from council.store.queries import public_meetings
from council.web.clock import now
from council.web.public.going import going
from council.web.screen.scenes import scene


def live_regions(meeting_id: int, object_id: int | None = None) -> str:
    """The scene, whole."""
    meeting = found(public_meetings.meeting(db.session(), meeting_id))
    return render_template("screen/live.html", scene=scene(db.session(), meeting), moment=now())


def live_progress(meeting_id: int, object_id: int | None = None) -> str:
    """How many have voted, never how."""
    session = db.session()
    what = going(session, found(public_meetings.meeting(session, meeting_id)))
    if what.open_division is None:
        return ""
    return render_template("screen/progress_live.html", now=what)
