"""The demand for a proportional election as the record tells it afterwards."""

from sqlalchemy.orm import Session

from council.law.elections import demand_quota
from council.services import wording_elections
from council.services.quorums import quorum
from council.store.models import Election, Item, Meeting
from council.store.queries import elections as reading


def demand_told(session: Session, item: Item, election: Election) -> str:
    """ "Proportionellt val begärt av 12 ledamöter. 12 krävs (71 närvarande, 5 platser)."."""
    by = len(reading.demanding(session, item.id))
    present = _present(session, item)
    quota = demand_quota(present, election.seats)
    return wording_elections.demanded(by, quota, present, election.seats)


def _present(session: Session, item: Item) -> int:
    """Those on the frozen roll of the ballot; before it, those who are there now."""
    ballot = reading.ballot_of(session, item.id)
    if ballot is not None and ballot.present is not None:
        return ballot.present
    return quorum(session, session.get_one(Meeting, item.meeting_id)).counted
