"""Meetings as every reader sees them. A draft is nobody's yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from council.store.models import (
    Division,
    Item,
    ItemState,
    Meeting,
    MeetingKind,
    MeetingState,
    Presence,
    Recusal,
    Seat,
)
from council.store.queries import aside
from council.store.queries.instead import Instead, serving_instead
from council.store.queries.paging import Page, cut

PUBLIC = Meeting.state != MeetingState.DRAFT
"""What has an address of its own."""
LISTED = and_(PUBLIC, Meeting.kind != MeetingKind.REHEARSAL)
"""What stands in lists and counts: a rehearsal decides nothing and is found by its address only."""
UNDER_WAY = Meeting.state.in_((MeetingState.OPEN, MeetingState.ADJOURNED))


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item of the agenda with its divisions, the first first."""

    item: Item
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many seats have somebody who serves, of how many."""

    serving: int
    seats: int
    instead: tuple[Instead, ...] = ()
    """Who serves for whom."""
    recusals: Mapping[int, Sequence[Recusal]] = field(default_factory=dict)
    """Who is recused, by the number of the item."""


def held_within(since: date | None, until: date | None) -> ColumnElement[bool]:
    """Of a meeting on one of these days; either end may be open."""
    ends = [Meeting.date >= since] if since is not None else []
    ends += [Meeting.date <= until] if until is not None else []
    return and_(true(), *ends)


def meetings(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Page[Meeting]:
    """Meetings, the newest first."""
    wanted = select(Meeting).where(LISTED, held_within(since, until))
    if after is not None:
        last = select(Meeting.date, Meeting.id).where(Meeting.id == after)
        wanted = wanted.where(tuple_(Meeting.date, Meeting.id) < last.scalar_subquery())
    rows = session.scalars(
        wanted.order_by(Meeting.date.desc(), Meeting.id.desc()).limit(limit + 1)
    ).all()
    return cut(rows, limit, lambda meeting: meeting.id)


def meeting(session: Session, meeting_id: int) -> Meeting | None:
    """One meeting, with who presides over it."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting_id, PUBLIC)
        .options(joinedload(Meeting.presiding))
    ).one_or_none()


def under_way(session: Session) -> Meeting | None:
    """The meeting that goes on now."""
    return session.scalars(
        select(Meeting)
        .where(LISTED, UNDER_WAY)
        .order_by(Meeting.opened_at.desc(), Meeting.id.desc())
        .limit(1)
    ).one_or_none()


def upcoming(session: Session, today: date, *, besides: Meeting | None = None) -> Meeting | None:
    """The next meeting that has been announced and not been opened, but for one."""
    wanted = select(Meeting).where(
        LISTED, Meeting.state == MeetingState.PUBLISHED, Meeting.date >= today
    )
    if besides is not None:
        wanted = wanted.where(Meeting.id != besides.id)
    return session.scalars(
        wanted.order_by(Meeting.date, Meeting.starts, Meeting.id).limit(1)
    ).one_or_none()


def to_show(session: Session, today: date) -> Meeting | None:
    """What the hall's screen follows: the meeting under way, today's, else the next.

    Rehearsals are followed too: they are held in the hall.
    """
    held = Meeting.state.in_((MeetingState.CLOSED, MeetingState.ATTESTED))
    choices = (
        select(Meeting).where(UNDER_WAY).order_by(Meeting.opened_at.desc()),
        select(Meeting).where(PUBLIC, ~held, Meeting.date == today).order_by(Meeting.starts),
        select(Meeting).where(held, Meeting.date == today).order_by(Meeting.closed_at.desc()),
        select(Meeting).where(PUBLIC, ~held, Meeting.date > today).order_by(Meeting.date),
    )
    for choice in choices:
        if (found := session.scalars(choice.limit(1)).one_or_none()) is not None:
            return found
    return None


def agenda(session: Session, meeting_id: int) -> list[AgendaRow]:
    """A meeting's items, with §, documents and divisions, in the order of the agenda."""
    items = session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting_id)
        .order_by(Item.number)
        .options(
            joinedload(Item.paragraph),
            selectinload(Item.documents),
            selectinload(Item.proposals),
        )
    ).all()
    divisions = divisions_of_meeting(session, meeting_id)
    return [AgendaRow(item, tuple(divisions.get(item.id, ()))) for item in items]


def divisions_of_meeting(session: Session, meeting_id: int) -> dict[int, list[Division]]:
    """A meeting's divisions by the number of the item."""
    rows: Sequence[Division] = session.scalars(
        select(Division).where(Division.meeting_id == meeting_id).order_by(Division.sequence)
    ).all()
    by_item: dict[int, list[Division]] = {}
    for division in rows:
        by_item.setdefault(division.item_id, []).append(division)
    return by_item


def attendance(session: Session, meeting: Meeting) -> Attendance:
    """How many seats are served; after the meeting, how many were when it was closed."""
    here: ColumnElement[bool] = Presence.left_at.is_(None)
    if meeting.closed_at is not None:
        here = or_(here, Presence.left_at >= meeting.closed_at)
    serving = session.scalar(
        select(func.count(func.distinct(Presence.seat_id))).where(
            Presence.meeting_id == meeting.id, here
        )
    )
    seats = session.scalar(select(func.count()).select_from(Seat))
    return Attendance(
        serving or 0,
        seats or 0,
        tuple(serving_instead(session, meeting.id)),
        _recusals(session, meeting),
    )


def _recusals(session: Session, meeting: Meeting) -> dict[int, Sequence[Recusal]]:
    treated = session.execute(
        select(Item.number, Item.id)
        .where(Item.meeting_id == meeting.id, Item.state != ItemState.WAITING)
        .order_by(Item.number)
    )
    numbers = {row[0]: row[1] for row in treated}
    held = aside.recusals_of(session, list(numbers.values()))
    return {number: held[item_id] for number, item_id in numbers.items() if item_id in held}
