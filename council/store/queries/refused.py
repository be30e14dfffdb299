"""Why proposals were not put, in the chair's words, which stand in the journal."""

from sqlalchemy.orm import Session

from council.store.models import Meeting
from council.store.queries.events import events


def reasons(session: Session, meeting: Meeting) -> dict[int, str]:
    """By the number of the proposal, of a meeting."""
    return {
        int(str(event.payload["proposal"]).removeprefix("y")): str(event.payload["reason"])
        for event in events(session, meeting, ("proposal.refused",))
    }
