"""Who is in the hall, seat by seat, and which substitutes wait."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from council.store.models import Party, Person, Presence, Role, Seat


class PlaceState(StrEnum):
    """How it stands with a seat at this moment."""

    SERVING = "serving"
    SUBSTITUTE = "substitute"
    ABSENT = "absent"
    LEFT = "left"
    VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class Place:
    """A seat, who sits on it or ought to, and how it stands."""

    number: int
    party: str
    state: PlaceState
    name: str
    person_id: int | None
    username: str | None
    stands_in_for: str | None = None

    @property
    def taken(self) -> bool:
        """Whether somebody serves on it."""
        return self.state in (PlaceState.SERVING, PlaceState.SUBSTITUTE)


def places(session: Session, meeting_id: int) -> list[Place]:
    """Every seat of the hall, in order."""
    holder, serving = aliased(Person), aliased(Person)
    here = and_(
        Presence.seat_id == Seat.id,
        Presence.meeting_id == meeting_id,
        Presence.left_at.is_(None),
    )
    rows = session.execute(
        select(Seat.number, Party.letters, holder, serving)
        .join(Party, Seat.party_id == Party.id)
        .outerjoin(holder, Seat.holder_id == holder.id)
        .outerjoin(Presence, here)
        .outerjoin(serving, Presence.person_id == serving.id)
        .order_by(Seat.number)
    ).all()
    gone = set(
        session.scalars(
            select(Presence.person_id).where(
                Presence.meeting_id == meeting_id, Presence.left_at.is_not(None)
            )
        )
    )
    return [_place(number, party, held, sits, gone) for number, party, held, sits in rows]


def _place(
    number: int, party: str, holder: Person | None, serving: Person | None, gone: set[int]
) -> Place:
    shown = serving or holder
    if shown is None:
        return Place(number, party, PlaceState.VACANT, "", None, None)
    replaced = serving is not None and holder is not None and serving.id != holder.id
    if replaced:
        state = PlaceState.SUBSTITUTE
    elif serving is not None:
        state = PlaceState.SERVING
    else:
        state = PlaceState.LEFT if shown.id in gone else PlaceState.ABSENT
    return Place(
        number=number,
        party=party,
        state=state,
        name=shown.name,
        person_id=shown.id,
        username=shown.username,
        stands_in_for=holder.name if replaced and holder else None,
    )


@dataclass(frozen=True, slots=True)
class Substitute:
    """A substitute, and whether the person is in the hall."""

    name: str
    username: str
    party: str
    here: bool


def substitutes(session: Session, meeting_id: int) -> list[Substitute]:
    """The substitutes, party by party in the order in which they are called; not those serving."""
    ongoing = (
        select(Presence.person_id, Presence.seat_id)
        .where(Presence.meeting_id == meeting_id, Presence.left_at.is_(None))
        .subquery()
    )
    rows = session.execute(
        select(Person, Party.letters, ongoing.c.person_id)
        .join(Party, Person.party_id == Party.id)
        .outerjoin(ongoing, ongoing.c.person_id == Person.id)
        .where(Person.role == Role.SUBSTITUTE, Person.active.is_(True), ongoing.c.seat_id.is_(None))
        .order_by(Party.size_order, Person.call_order)
    )
    return [
        Substitute(person.name, person.username, party, here is not None)
        for person, party, here in rows
    ]
