"""What the order of calling rests on: seats, lists of substitutes, constituencies."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.substitutes import Mandate
from council.store.models import Person, Role, Seat, SubstituteList


def mandates(session: Session, *, own_lists: bool) -> list[Mandate]:
    """Every seat with its substitutes; ``own_lists``: each seat's own, else the party's one.

    A seat's place among the party's in its constituency follows its number in the hall.
    """
    lists = _own(session) if own_lists else {}
    party = {} if lists else _of_parties(session)
    places: Counter[tuple[int, str]] = Counter()
    found = []
    for seat in session.scalars(select(Seat).order_by(Seat.number)):
        places[seat.party_id, seat.constituency] += 1
        found.append(
            Mandate(
                seat=seat.id,
                party=seat.party_id,
                place=places[seat.party_id, seat.constituency],
                substitutes=tuple(lists.get(seat.id, party.get(seat.party_id, ()))),
                constituency=seat.constituency,
            )
        )
    return found


def constituencies(all_: list[Mandate], party: int) -> list[str]:
    """A party's constituencies, the one with the most seats first.

    How many voted for the party in each is not kept here; seats follow votes.
    """
    seats = Counter(one.constituency for one in all_ if one.party == party)
    return [name for name, _ in seats.most_common()]


def _own(session: Session) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = {}
    rows = session.execute(
        select(SubstituteList.seat_id, SubstituteList.person_id)
        .join(Person, SubstituteList.person_id == Person.id)
        .where(Person.active.is_(True))
        .order_by(SubstituteList.seat_id, SubstituteList.place)
    )
    for seat_id, person_id in rows:
        lists.setdefault(seat_id, []).append(person_id)
    return lists


def _of_parties(session: Session) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = {}
    for person in session.scalars(
        select(Person)
        .where(Person.role == Role.SUBSTITUTE, Person.active.is_(True))
        .order_by(Person.call_order, Person.id)
    ):
        if person.party_id is not None:
            lists.setdefault(person.party_id, []).append(person.id)
    return lists
