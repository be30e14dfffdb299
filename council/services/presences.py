"""Stretches of presence: read, begun and ended. What the acts on the roll share."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import DivisionOpen, NotNow
from council.services.missing import find, found
from council.store import locks
from council.store.models import (
    Division,
    DivisionState,
    Ending,
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Presence,
    Seat,
)
from council.store.queries import adjournments
from council.store.queries.rules_of_order import rules_of_order

HALL = ZoneInfo("Europe/Stockholm")
"""The zone in which days and clocks of the hall are told."""

GOING_ON = (MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED)
"""When people may come and go."""


def day(now: datetime) -> date:
    """The hall's calendar day."""
    return now.astimezone(HALL).date()


def hold_roll(session: Session, meeting_id: int, act: str) -> Meeting:
    """A meeting under its lock, while people may come and go.

    Raises:
        Missing: no such meeting. NotNow: it is not published, or is over.
    """
    meeting = found(locks.hold_meeting(session, meeting_id))
    if meeting.state not in GOING_ON:
        raise NotNow(act=act, step=meeting.state.value)
    return meeting


def voting(session: Session, meeting: Meeting) -> bool:
    """Whether a division is open."""
    open_now = select(Division.id).where(
        Division.meeting_id == meeting.id, Division.state == DivisionState.OPEN
    )
    return session.scalar(open_now) is not None


def require_no_division(session: Session, meeting: Meeting) -> None:
    """Let nobody change the roll while votes are given.

    Raises:
        DivisionOpen: the roll stands until the gavel.
    """
    if voting(session, meeting):
        raise DivisionOpen


def treated(session: Session, meeting: Meeting) -> Item | None:
    """The item that is being treated, if any."""
    return session.scalars(
        select(Item).where(Item.meeting_id == meeting.id, Item.state == ItemState.OPEN)
    ).one_or_none()


def roll_fixed(session: Session, item: Item) -> datetime | None:
    """The moment after which nobody enters an item: its opening, or the moment at which the
    meeting went on with it on another day; None: it has not been opened."""
    fixed = item.opened_at
    for pause in adjournments.pauses(session, item.meeting_id):
        if fixed and pause.resumed_at and pause.from_at >= fixed:
            other_day = day(pause.resumed_at) != day(pause.from_at)
            fixed = pause.resumed_at if other_day else fixed
    return fixed


def entered_in_time(session: Session, item: Item, there: Presence) -> bool:
    """Whether somebody serves in an item already: who came after its roll was fixed serves from
    the next, unless the council's rules of order let people enter in mid-item."""
    fixed = roll_fixed(session, item)
    return fixed is None or there.arrived_at <= fixed or rules_of_order(session).entry_mid_item


def stretches(session: Session, meeting_id: int, person_id: int) -> list[Presence]:
    """A person's stretches at a meeting, the first first."""
    return list(
        session.scalars(
            select(Presence)
            .where(Presence.meeting_id == meeting_id, Presence.person_id == person_id)
            .order_by(Presence.id)
        )
    )


def stretches_of_all(session: Session, meeting: Meeting) -> dict[int, list[Presence]]:
    """Everybody's stretches at a meeting, by person."""
    by_person: dict[int, list[Presence]] = {}
    for one in session.scalars(
        select(Presence).where(Presence.meeting_id == meeting.id).order_by(Presence.id)
    ):
        by_person.setdefault(one.person_id, []).append(one)
    return by_person


def seats_taken(session: Session, meeting: Meeting) -> dict[int, Presence]:
    """The seats on which somebody serves now, with who does."""
    rows = session.scalars(
        select(Presence).where(
            Presence.meeting_id == meeting.id,
            Presence.seat_id.is_not(None),
            Presence.left_at.is_(None),
        )
    )
    return {one.seat_id: one for one in rows if one.seat_id is not None}


def ongoing(session: Session, meeting: Meeting, person_id: int) -> Presence | None:
    """The stretch in which somebody is there now."""
    return session.scalars(
        select(Presence).where(
            Presence.meeting_id == meeting.id,
            Presence.person_id == person_id,
            Presence.left_at.is_(None),
        )
    ).one_or_none()


def on_seat(session: Session, meeting: Meeting, seat_id: int) -> Presence | None:
    """The stretch of whoever serves on a seat now."""
    return session.scalars(
        select(Presence).where(
            Presence.meeting_id == meeting.id,
            Presence.seat_id == seat_id,
            Presence.left_at.is_(None),
        )
    ).one_or_none()


def own_seat(session: Session, person_id: int) -> Seat | None:
    """The seat that somebody holds."""
    return session.scalars(select(Seat).where(Seat.holder_id == person_id)).one_or_none()


def end(session: Session, presence: Presence, how: Ending, at: datetime) -> None:
    """End a stretch; written at once, for one seat has one who serves on it at every moment."""
    presence.left_at, presence.ended, presence.waits_for_id = at, how, None
    session.flush()


def begin(
    session: Session,
    like: Presence,
    at: datetime,
    *,
    seat_id: int | None,
    waits_for_id: int | None = None,
    reason: str = "",
) -> Presence:
    """A person's next stretch: at the same meeting, in the hall or at a distance as before."""
    presence = Presence(
        meeting_id=like.meeting_id,
        person_id=like.person_id,
        seat_id=seat_id,
        arrived_at=at,
        remote=like.remote,
        waits_for_id=waits_for_id,
        reason=reason,
    )
    session.add(presence)
    session.flush()
    return presence


def yield_seat(session: Session, presence: Presence, at: datetime) -> None:
    """A substitute gives the seat back to its member and waits again (KL 5 kap. 19 §)."""
    end(session, presence, Ending.YIELDED, at)
    begin(session, presence, at, seat_id=None)


def seat_number(session: Session, seat_id: int | None) -> str | None:
    """How the journal names a seat."""
    return None if seat_id is None else str(find(session, Seat, seat_id).number)
