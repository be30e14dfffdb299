"""The secretary's page of the roll: who is there, who steps in, who steps aside."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council.services.missing import Missing, found
from council.store.base import db
from council.store.models import MeetingState
from council.store.queries import cockpit
from council.web.chair import roll_view


@dataclass(frozen=True, slots=True)
class RollDesk:
    """What ``chair/roll.html`` asks of a desk; the secretary may always act on the roll."""

    roll: roll_view.Roll
    page: str = "roll"
    leads: bool = True


def add_to(bp: Blueprint) -> None:
    """Put the page on the secretary's blueprint."""
    bp.get("/sekreterare/<int:meeting_id>/narvaro")(roll)


def roll(meeting_id: int) -> ResponseReturnValue:
    """ "Upprop och byten"; whole without scripts, and never pushed."""
    session = db.session()
    meeting = found(cockpit.meeting(session, meeting_id))
    if meeting.state is MeetingState.DRAFT:
        raise Missing
    desk = RollDesk(roll_view.roll(session, meeting))
    return render_template("secretary/roll.html", meeting=meeting, desk=desk)
