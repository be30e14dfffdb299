"""The roll on the chair's desk: who is there, whose turn it is, who steps aside, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from council.law.roll import Quorum
from council.law.rules_of_order import Remote
from council.services import attendance, substitutes
from council.store.models import Item, ItemState, Meeting, Person, Presence, Recusal, Seat
from council.store.queries import aside, events, places
from council.store.queries.places import Place, PlaceState, Substitute
from council.store.queries.rules_of_order import rules_of_order
from council.web.clock import now
from council.web.secretary.log import Line, Teller

LATEST = 30
"""How many changes are listed."""
ROLL_KINDS = (
    "roll.checked_in",
    "roll.left",
    "roll.substitute_called",
    "roll.seat_taken",
    "roll.link_lost",
    "roll.link_regained",
    "recusal.noted",
    "recusal.stood_in",
    "recusal.lifted",
    "item.not_taking_part",
)
"""What the log of changes tells."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A seat that nobody serves on, whose turn it is, and who else of the party is there."""

    place: Place
    next: Person | None
    others: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Aside:
    """Who has stepped aside from an item, who stands in, and else whose turn it is."""

    recusal: Recusal
    next: Person | None
    others: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is there. ``item``: the one under treatment, else the next, that recusals are noted in.
    ``may_choose``: the rules of order let the chair call another than whose turn it is."""

    quorum: Quorum
    places: Sequence[Place]
    substitutes: Sequence[Substitute]
    openings: Sequence[Opening]
    item: Item | None
    aside: Sequence[Aside]
    no_part: Sequence[Person]
    may_choose: bool
    at_a_distance: bool
    mid_item: bool
    changes: Sequence[Line]

    @property
    def fillable(self) -> Sequence[Opening]:
        """The empty seats for which a substitute is there."""
        return [one for one in self.openings if one.next is not None]

    @property
    def unattended(self) -> Sequence[Aside]:
        """Those who have stepped aside, nobody standing in, though somebody could."""
        return [one for one in self.aside if one.recusal.substitute is None and one.next]

    @property
    def lost(self) -> Sequence[Place]:
        """Those at a distance whose link is lost."""
        return [one for one in self.places if one.state is PlaceState.LINK_LOST]

    @property
    def far(self) -> Sequence[Place]:
        """Those who serve at a distance."""
        return [one for one in self.places if one.remote]


def roll(session: Session, meeting: Meeting) -> Roll:
    """The roll at this moment."""
    seats = places.places(session, meeting.id)
    item = _item(session, meeting)
    rules = rules_of_order(session)
    return Roll(
        quorum=attendance.quorum(session, meeting),
        places=seats,
        substitutes=places.substitutes(session, meeting.id),
        openings=_openings(session, meeting, seats),
        item=item,
        aside=() if item is None else _aside(session, meeting, item),
        no_part=() if item is None else aside.takes_no_part(session, item.id),
        may_choose=rules.call_present_substitute,
        at_a_distance=rules.remote is not Remote.NONE,
        mid_item=item is not None and item.state is ItemState.OPEN and not rules.entry_mid_item,
        changes=changes(session, meeting),
    )


def changes(session: Session, meeting: Meeting) -> list[Line]:
    """The log of the roll, the newest first; the many who came at once are one line."""
    told = events.events(session, meeting, ROLL_KINDS)
    teller = Teller(told, events.people(session))
    return [teller.line(event) for event in reversed(told)][:LATEST]


def _item(session: Session, meeting: Meeting) -> Item | None:
    return session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id, Item.state.in_((ItemState.OPEN, ItemState.WAITING)))
        .order_by(Item.state != ItemState.OPEN, Item.number)
        .limit(1)
    ).one_or_none()


def _openings(session: Session, meeting: Meeting, seats: Sequence[Place]) -> list[Opening]:
    empty = {one.seat_id: one for one in seats if not one.taken and not one.waits}
    rows = session.scalars(select(Seat).where(Seat.id.in_(empty)).order_by(Seat.number)).all()
    suggested = substitutes.suggested(session, meeting, rows, now())
    people = _people(session, suggested)
    return [
        Opening(
            place=empty[one.seat.id],
            next=None if one.next is None else people[one.next],
            others=[people[who] for who in one.others],
        )
        for one in suggested
    ]


def _aside(session: Session, meeting: Meeting, item: Item) -> list[Aside]:
    recusals = aside.recusals(session, item.id)
    suggested = substitutes.suggested_in(session, meeting, item, recusals, now())
    people = _people(session, suggested)
    return [
        Aside(
            recusal=recusal,
            next=None if one.next is None else people[one.next],
            others=[people[who] for who in one.others],
        )
        for recusal, one in zip(recusals, suggested, strict=True)
    ]


def _people(session: Session, told: Sequence[substitutes.Suggested]) -> dict[int, Person]:
    wanted = {who for one in told for who in (one.next, *one.others) if who is not None}
    rows = session.scalars(
        select(Person).where(Person.id.in_(wanted)).options(joinedload(Person.party))
    )
    return {one.id: one for one in rows}


def recusals_of(session: Session, meeting: Meeting) -> list[Recusal]:
    """All who have stepped aside at a meeting, with item and reason; for the desk alone."""
    return list(
        session.scalars(
            select(Recusal)
            .join(Recusal.item)
            .where(Item.meeting_id == meeting.id)
            .order_by(Item.number, Recusal.at)
            .options(
                contains_eager(Recusal.item), joinedload(Recusal.person).joinedload(Person.party)
            )
        )
    )


def called_out_of_turn(session: Session, meeting: Meeting) -> list[Presence]:
    """Who was called out of turn, and why; for the desk alone."""
    return list(
        session.scalars(
            select(Presence)
            .where(Presence.meeting_id == meeting.id, Presence.reason != "")
            .order_by(Presence.arrived_at)
            .options(
                joinedload(Presence.person).joinedload(Person.party), joinedload(Presence.seat)
            )
        )
    )
