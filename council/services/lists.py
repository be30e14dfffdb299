"""Whose substitute each is, and which constituency each seat belongs to, as a list says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from council.store.models import Person, Seat, SubstituteList

if TYPE_CHECKING:  # which needs this when it founds a council
    from council.services.founding import NewPerson


def write_lists(
    session: Session, people: Sequence["NewPerson"], rows: Mapping[str, Person]
) -> list[dict[str, Any]]:
    """Give the seats their constituencies and own substitutes. Tells those that have changed, as
    the journal writes them. What the list says nothing of stays as it was.

    ``rows``: the people by user name, seated already.
    """
    seats = {seat.holder_id: seat for seat in session.scalars(select(Seat)) if seat.holder_id}
    seat_of = {
        one.username: seats[rows[one.username].id]
        for one in people
        if rows[one.username].id in seats
    }
    before = _known(session, seat_of.values())
    _place(people, seat_of)
    if any(one.substitute_for is not None for one in people):
        _replace(session, people, rows, seat_of)
    session.flush()
    after = _known(session, seat_of.values())
    return [
        {
            "seat": str(seat.number),
            "constituency": seat.constituency,
            "substitutes": [f"p{who}" for who in after[seat.id][1]],
        }
        for seat in sorted(seat_of.values(), key=lambda seat: seat.number)
        if before[seat.id] != after[seat.id]
    ]


def _place(people: Sequence["NewPerson"], seat_of: Mapping[str, Seat]) -> None:
    for one in people:
        if one.constituency is not None and one.username in seat_of:
            seat_of[one.username].constituency = one.constituency


def _replace(
    session: Session,
    people: Sequence["NewPerson"],
    rows: Mapping[str, Person],
    seat_of: Mapping[str, Seat],
) -> None:
    session.execute(delete(SubstituteList))
    listed: dict[int, list[int]] = {}
    for one in sorted(people, key=lambda one: one.order or 0):
        for member in one.substitute_for or ():
            listed.setdefault(seat_of[member].id, []).append(rows[one.username].id)
    session.add_all(
        SubstituteList(seat_id=seat_id, person_id=person_id, place=place)
        for seat_id, people_ids in listed.items()
        for place, person_id in enumerate(people_ids, start=1)
    )


def _known(session: Session, seats: Iterable[Seat]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Each seat's constituency and own substitutes, in their order."""
    own: dict[int, tuple[int, ...]] = {}
    rows = session.execute(
        select(SubstituteList.seat_id, SubstituteList.person_id).order_by(SubstituteList.place)
    )
    for seat_id, person_id in rows:
        own[seat_id] = (*own.get(seat_id, ()), person_id)
    return {seat.id: (seat.constituency, own.get(seat.id, ())) for seat in seats}
