"""Who is in the hall, seat by seat, and which substitutes wait."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from council.store.models import (
    Ending,
    Item,
    ItemState,
    Party,
    Person,
    Presence,
    Recusal,
    Role,
    Seat,
)
from council.store.queries import adjournments, aside


class PlaceState(StrEnum):
    """How it stands with a seat at this moment."""

    SERVING = "serving"
    SUBSTITUTE = "substitute"
    ABSENT = "absent"
    LEFT = "left"
    LINK_LOST = "link_lost"
    VACANT = "vacant"


GONE = {Ending.LEFT: PlaceState.LEFT, Ending.LINK_LOST: PlaceState.LINK_LOST}
"""What is told of a member whose last stretch ended so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat, who sits on it or ought to, and how it stands.

    ``recused``: who sits there has stepped aside from the item under treatment, and
    ``stood_in_by`` serves in it. ``waits``: the member is there and takes the seat when the item
    is finished.
    """

    number: int
    party: str
    state: PlaceState
    name: str
    person_id: int | None
    username: str | None
    stands_in_for: str | None = None
    seat_id: int = 0
    since: datetime | None = None
    remote: bool = False
    waits: bool = False
    recused: bool = False
    stood_in_by: str | None = None

    @property
    def taken(self) -> bool:
        """Whether somebody serves on it."""
        return self.state in (PlaceState.SERVING, PlaceState.SUBSTITUTE)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows do not tell: who has gone, who waits, who has stepped aside."""

    gone: Mapping[int, PlaceState]
    waiting: Collection[int]
    recusals: Mapping[int, Recusal]


def places(session: Session, meeting_id: int) -> list[Place]:
    """Every seat of the hall, in order."""
    known, holder, serving = _known(session, meeting_id), aliased(Person), aliased(Person)
    here = and_(
        Presence.seat_id == Seat.id,
        Presence.meeting_id == meeting_id,
        Presence.left_at.is_(None),
    )
    rows = session.execute(
        select(Seat, Party.letters, holder, serving, Presence)
        .join(Party, Seat.party_id == Party.id)
        .outerjoin(holder, Seat.holder_id == holder.id)
        .outerjoin(Presence, here)
        .outerjoin(serving, Presence.person_id == serving.id)
        .order_by(Seat.number)
    ).all()
    return [_place(seat, party, held, sits, at, known) for seat, party, held, sits, at in rows]


def _known(session: Session, meeting_id: int) -> _Known:
    waiting = session.scalars(
        select(Presence.waits_for_id).where(
            Presence.meeting_id == meeting_id,
            Presence.left_at.is_(None),
            Presence.waits_for_id.is_not(None),
        )
    )
    treated = session.scalars(
        select(Item.id).where(Item.meeting_id == meeting_id, Item.state == ItemState.OPEN)
    ).one_or_none()
    stepped = [] if treated is None else aside.recusals(session, treated)
    return _Known(
        gone=_gone(session, meeting_id),
        waiting={one for one in waiting if one is not None},
        recusals={one.seat_id: one for one in stepped},
    )


def _gone(session: Session, meeting_id: int) -> dict[int, PlaceState]:
    """Who has gone and how, since the roll of the day began."""
    pauses = adjournments.pauses(session, meeting_id)
    days = [one.from_at for one in pauses if one.until.date() != one.from_at.date()]
    rows = session.scalars(
        select(Presence)
        .where(Presence.meeting_id == meeting_id, Presence.left_at.is_not(None))
        .order_by(Presence.id)
    )
    return {
        one.person_id: GONE[one.ended]
        for one in rows
        if one.ended in GONE and (not days or (one.left_at and one.left_at > days[-1]))
    }


def _place(
    seat: Seat,
    party: str,
    holder: Person | None,
    serving: Person | None,
    at: Presence | None,
    known: _Known,
) -> Place:
    shown = serving or holder
    if shown is None:
        return Place(seat.number, party, PlaceState.VACANT, "", None, None, seat_id=seat.id)
    instead = holder if serving is not None and holder and serving.id != holder.id else None
    recusal = known.recusals.get(seat.id)
    recused = recusal is not None and serving is not None and recusal.person_id == serving.id
    return Place(
        number=seat.number,
        party=party,
        state=_state(shown, serving, holder, known),
        name=shown.name,
        person_id=shown.id,
        username=shown.username,
        stands_in_for=instead.name if instead else None,
        seat_id=seat.id,
        since=at.arrived_at if at else None,
        remote=bool(at and at.remote),
        waits=seat.id in known.waiting,
        recused=recused,
        stood_in_by=recusal.substitute.name if recused and recusal and recusal.substitute else None,
    )


def _state(
    shown: Person, serving: Person | None, holder: Person | None, known: _Known
) -> PlaceState:
    if serving is None:
        return known.gone.get(shown.id, PlaceState.ABSENT)
    own = holder is not None and holder.id == serving.id
    return PlaceState.SERVING if own else PlaceState.SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Substitute:
    """A substitute, and whether the person is in the hall."""

    name: str
    username: str
    party: str
    here: bool
    person_id: int = 0


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
        Substitute(person.name, person.username, party, here is not None, person.id)
        for person, party, here in rows
    ]
