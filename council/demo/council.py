"""Loading the demonstration council into an empty database."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.demo import agenda
from council.demo.people import HALL, people
from council.services.attendance import HALL as ZONE
from council.services.convening import convene, publish
from council.services.founding import NewBody, found_body
from council.services.sign_ins import hash_password
from council.store.engine import writing
from council.store.models import Body, Meeting, MeetingState

BODY = NewBody(
    name="Regionfullmäktige",
    organisation="Region Norrbotten",
    board="Regionstyrelsen",
    demonstration=True,
    hall=HALL,
)


class OtherCouncil(Exception):
    """The database holds a council that is no demonstration. ``name``: which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is there now: the number of seats, today's meeting, whether it was there before."""

    seats: int
    meeting_id: int | None
    kept: bool


def load(seats: int, password: str, *, now: datetime) -> Loaded:
    """Load the demonstration council, or keep the one that is there and give it a meeting today.

    Raises:
        OtherCouncil: the database holds a real council; nothing is changed.
        BadCouncilSize: an even or too small number of seats.
    """
    today = now.astimezone(ZONE).date()
    with writing() as session:
        body = session.get(Body, 1)
        if body is not None and not body.demonstration:
            raise OtherCouncil(f"{body.name}, {body.organisation}")
        kept = body is not None
        if body is None:
            body = found_body(
                session, BODY, people(seats), now=now, password_hash=hash_password(password)
            )
        meeting = _current(session, today)
        if meeting is None:
            meeting = convene(session, body, agenda.meeting(today, body.seats), now=now)
            publish(session, meeting, now=now)
        return Loaded(body.seats, meeting.id, kept)


def _current(session: Session, today: date) -> Meeting | None:
    """The meeting of today, or one that is still going on."""
    meetings = session.scalars(select(Meeting).order_by(Meeting.id.desc()))
    under_way = (MeetingState.OPEN, MeetingState.ADJOURNED)
    return next((one for one in meetings if one.date == today or one.state in under_way), None)
