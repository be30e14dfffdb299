"""The protocol as every reader sees it: facts so far, a draft until it is attested."""

from flask import render_template
from flask.typing import ResponseReturnValue

from council.services import protocol as drafting
from council.services.missing import found
from council.store.base import db
from council.store.queries import public_meetings
from council.web.public.blueprint import bp
from council.web.validators import conditional, etag_for


@bp.get("/sammantraden/<int:meeting_id>/protokoll")
def protocol(meeting_id: int) -> ResponseReturnValue:
    """The protocol of a meeting so far, on screen and on paper."""
    meeting = found(public_meetings.meeting(db.session(), meeting_id))

    def render() -> str:
        return render_template(
            "public/protocol.html",
            meeting=meeting,
            protocol=drafting.draft(db.session(), meeting_id),
        )

    return conditional(etag_for(meeting.chain), render)
