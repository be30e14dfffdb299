"""Acts on the roll that belong to whoever presides, or to the secretary."""

from sqlalchemy.orm import Session

from council.law.refusals import NotPresiding
from council.services.missing import find
from council.store.models import Meeting, MeetingState, Person, Role
from council.store.models.people import PRESIDIUM


def at_desk(session: Session, meeting: Meeting, person_id: int) -> bool:
    """Whether somebody leads the meeting or keeps its record; before it is opened anybody of the
    presidium leads."""
    role = find(session, Person, person_id).role
    if role is Role.SECRETARY or meeting.presiding_id == person_id:
        return True
    return meeting.state is MeetingState.PUBLISHED and role in PRESIDIUM


def require_desk(session: Session, meeting: Meeting, person_id: int) -> None:
    """Let only who leads the meeting, or keeps its record, go on.

    Raises:
        NotPresiding: somebody else leads it.
    """
    if at_desk(session, meeting, person_id):
        return
    presiding = meeting.presiding_id
    raise NotPresiding(presiding="" if presiding is None else find(session, Person, presiding).name)
