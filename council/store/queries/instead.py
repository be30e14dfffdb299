"""Who serves for whom."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from council.store.queries.places import PlaceState, places


@dataclass(frozen=True, slots=True)
class Instead:
    """A substitute who serves, for whom, on which seat."""

    number: int
    name: str
    party: str
    for_name: str


def serving_instead(session: Session, meeting_id: int) -> list[Instead]:
    """Who serves for whom now, in the order of the seats. Vacant seats have nobody to serve for."""
    return [
        Instead(one.number, one.name, one.party, one.stands_in_for or "")
        for one in places(session, meeting_id)
        if one.state is PlaceState.SUBSTITUTE
    ]
