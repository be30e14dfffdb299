"""The frozen roll of a division: every seat, who votes with it, or why nobody does."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from council.law.roll import Standing
from council.services.presences import ongoing, roll_fixed
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    Meeting,
    Party,
    Person,
    Presence,
    Recusal,
    Seat,
)
from council.store.queries import aside
from council.store.queries.rules_of_order import rules_of_order


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat with who holds it and who serves on it, in the hall or at a distance."""

    seat: Seat
    letters: str
    holder: Person | None
    serving: Person | None
    remote: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """Who stands aside in the item, and who stands in."""

    recusals: Mapping[int, Recusal]
    """By the seat that was left."""
    no_part: frozenset[int]
    standing_in: Mapping[int, Presence]
    """Who stands in and is there, by person."""


def freeze_roll(session: Session, division: Division, item: Item) -> list[DivisionSeat]:
    """Write every seat of the council into the division, with who serves on it now.

    Who came after the item was opened waits for the next one, unless the rules of order let
    people in (KL is silent). Who is recused is off the roll; somebody may stand in. Who takes no
    part in the decision may not vote, and is present.
    """
    aside_now = _aside(session, division, item)
    roll = [_seat(division, one, aside_now) for one in _sittings(session, division, item)]
    session.add_all(roll)
    session.flush()
    return roll


def _sittings(session: Session, division: Division, item: Item) -> list[Sitting]:
    holder, serving = aliased(Person), aliased(Person)
    on_seat = and_(
        Presence.seat_id == Seat.id,
        Presence.meeting_id == division.meeting_id,
        Presence.left_at.is_(None),
    )
    if not rules_of_order(session).entry_mid_item:
        on_seat = and_(on_seat, Presence.arrived_at <= roll_fixed(session, item))
    rows = session.execute(
        select(Seat, Party.letters, holder, serving, Presence.remote)
        .join(Party, Seat.party_id == Party.id)
        .outerjoin(holder, Seat.holder_id == holder.id)
        .outerjoin(Presence, on_seat)
        .outerjoin(serving, Presence.person_id == serving.id)
        .order_by(Seat.number)
    )
    return [
        Sitting(seat, letters, held, serves, bool(remote))
        for seat, letters, held, serves, remote in rows
    ]


def _aside(session: Session, division: Division, item: Item) -> Aside:
    recusals = aside.recusals(session, item.id)
    meeting = session.get_one(Meeting, division.meeting_id)
    there = [
        ongoing(session, meeting, one.substitute_id)
        for one in recusals
        if one.substitute_id is not None
    ]
    return Aside(
        recusals={one.seat_id: one for one in recusals},
        no_part=frozenset(one.id for one in aside.takes_no_part(session, item.id)),
        standing_in={one.person_id: one for one in there if one is not None},
    )


def _seat(division: Division, one: Sitting, known: Aside) -> DivisionSeat:
    """The seat as it stands in the division."""
    serving, remote, why_not = _who(one, known)
    shown = serving or one.holder
    stands_in = serving is not None and one.holder is not None and serving.id != one.holder.id
    return DivisionSeat(
        division_id=division.id,
        seat_id=one.seat.id,
        number=one.seat.number,
        person_id=serving.id if serving and why_not is None else None,
        name=shown.name if shown else "",
        party=one.letters,
        substitute_for=one.holder.name if stands_in and one.holder else None,
        why_not=why_not,
        remote=remote,
    )


def _who(one: Sitting, known: Aside) -> tuple[Person | None, bool, Standing | None]:
    """Who sits there in this item, whether at a distance, and why not entitled, if not."""
    serving, remote = one.serving, one.remote
    recusal = known.recusals.get(one.seat.id)
    # Who stands in does so too when the recused has left the hall, if nobody is called since.
    if recusal is not None and (serving is None or serving.id == recusal.person_id):
        there = known.standing_in.get(recusal.substitute_id or 0)
        if there is not None:
            serving, remote = recusal.substitute, there.remote
        elif serving is not None:
            return serving, remote, Standing.RECUSED
    if serving is not None and serving.id in known.no_part:
        return serving, remote, Standing.ABSTAINS
    return serving, remote, None
