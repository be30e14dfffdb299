"""The big screen. It shows the state at load, and follows by itself where there is a script."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council.store.base import db
from council.store.queries import public_meetings
from council.web.clock import now
from council.web.public.meetings import today, votes_so_far
from council.web.screen import results, scenes
from council.web.validators import conditional, etag_for
from council.web.words import clock

bp = Blueprint("screen", __name__)
for word in (
    scenes.in_order,
    scenes.proposals_heading,
    scenes.found_sentence,
    results.result_heading,
    results.result_sentence,
    results.decision_heading,
    scenes.spoken,
):
    bp.add_app_template_global(word, f"screen_{word.__name__}")


@bp.get("/storbild")
def show() -> ResponseReturnValue:
    """What the hall sees now."""
    meeting = public_meetings.to_show(db.session(), today())
    moment = now()
    return conditional(
        etag_for(also=f"{clock(moment)} {votes_so_far(meeting)}"),
        lambda: render_template(
            "screen/show.html",
            meeting=meeting,
            scene=scenes.scene(db.session(), meeting),
            moment=moment,
        ),
    )
