"""How many are there: for the meeting, for an item, on a division's frozen roll."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.roll import Quorum, Standing
from council.services.presences import on_seat, ongoing, roll_fixed
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    Meeting,
    Presence,
    Recusal,
    Seat,
)
from council.store.queries import aside
from council.store.queries.rules_of_order import rules_of_order


def quorum(session: Session, meeting: Meeting, item: Item | None = None) -> Quorum:
    """How many serve now, of how many seats (KL 5 kap. 45 §).

    For an item those who have stepped aside do not serve, but those who stand in for them do;
    the present ones with nobody in their place are told beside, for they are added back (46 §).
    Who came after the item's roll was fixed serves from the next one.
    """
    seats = session.scalar(select(func.count()).select_from(Seat)) or 0
    there = [
        Presence.meeting_id == meeting.id,
        Presence.seat_id.is_not(None),
        Presence.left_at.is_(None),
    ]
    fixed = None if item is None else roll_fixed(session, item)
    if fixed is not None and not rules_of_order(session).entry_mid_item:
        there.append(Presence.arrived_at <= fixed)
    serving = session.scalar(select(func.count()).select_from(Presence).where(*there))
    recused, instead = (0, 0) if item is None else _stepped_aside(session, meeting, item)
    return Quorum(seats=seats, serving=(serving or 0) - recused + instead, recused=recused)


def _stepped_aside(session: Session, meeting: Meeting, item: Item) -> tuple[int, int]:
    """How many are there, are recused in the item and have nobody who stands in; and how many
    stand in on the seats of recused who have gone."""
    recused = instead = 0
    for one in aside.recusals(session, item.id):
        there = on_seat(session, meeting, one.seat_id)
        stood_in = stands_in(session, meeting, one) is not None
        instead += there is None and stood_in
        recused += there is not None and there.person_id == one.person_id and not stood_in
    return recused, instead


def stands_in(session: Session, meeting: Meeting, recusal: Recusal) -> int | None:
    """Who stands in for somebody recused, and is there."""
    if recusal.substitute_id is None:
        return None
    there = ongoing(session, meeting, recusal.substitute_id)
    return None if there is None else recusal.substitute_id


def present_for(session: Session, division: Division) -> tuple[int, int]:
    """How many are present on a division's frozen roll: without, and with, the recused who have
    nobody who stands in. Who takes no part in the decision is present."""
    rows = session.execute(
        select(DivisionSeat.person_id, DivisionSeat.why_not).where(
            DivisionSeat.division_id == division.id
        )
    ).all()
    recused = sum(why_not is Standing.RECUSED for _, why_not in rows)
    serving = sum(
        person_id is not None or why_not is Standing.ABSTAINS for person_id, why_not in rows
    )
    return serving, serving + recused
