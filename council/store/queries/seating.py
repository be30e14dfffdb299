"""Who holds the seats."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.store.models import Party, Person, Seat


def seat_holders(session: Session) -> list[tuple[str, str]]:
    """User name and party letters of everybody who holds a seat, in the order of the hall."""
    rows = session.execute(
        select(Person.username, Party.letters)
        .join(Seat, Seat.holder_id == Person.id)
        .join(Party, Seat.party_id == Party.id)
        .order_by(Seat.number)
    )
    return [(username, letters) for username, letters in rows]
