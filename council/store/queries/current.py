"""Which meeting is on now, and what is being treated in it."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Press,
    Proposal,
)
from council.store.queries.asked import question_now
from council.store.queries.elections import ticked


def current_meeting(session: Session, today: date) -> Meeting | None:
    """The open meeting, else today's, else the next one, else the last that was held."""
    closed = Meeting.state.in_((MeetingState.CLOSED, MeetingState.ATTESTED))
    is_open = Meeting.state.in_((MeetingState.OPEN, MeetingState.ADJOURNED))
    rank = case(
        (is_open, 0),
        ((Meeting.date == today) & ~closed, 1),
        ((Meeting.date > today) & ~closed, 2),
        (Meeting.date == today, 3),
        (~closed, 4),
        else_=5,
    )
    ahead = case((rank == 2, Meeting.date), else_="")
    return session.scalars(
        select(Meeting)
        .where(Meeting.state != MeetingState.DRAFT)
        .order_by(rank, ahead, Meeting.date.desc(), Meeting.id.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Now:
    """What the hall is doing: the item under treatment, or the last one decided, and its vote."""

    meeting: Meeting
    item: Item | None
    division: Division | None
    items: int
    next_item: Item | None

    @property
    def key(self) -> str:
        """Changes exactly when a member's screen has something else to show."""
        item = "-" if self.item is None else f"{self.item.id}-{self.item.step.value}"
        found = "" if self.item is None else _asked(self.item)
        made = "" if self.item is None else _proposed(self.item)
        division = ""
        if self.division is not None:
            outcome = self.division.outcome or ""
            division = f"{self.division.id}-{self.division.state.value}-{outcome}"
        return f"{self.meeting.state.value}:{item}:{found}:{made}:{division}"


def _proposed(item: Item) -> str:
    """What has been proposed, in which words, and how many back it."""
    return ".".join(
        f"{one.id}{one.state.value}{len(one.movers)}-{crc32(one.effect.encode()):x}"
        for one in item.proposals
    )


def _asked(item: Item) -> str:
    """Which question is put, what was found of it and who has asked for a division."""
    question = item.question
    if question is None:
        return ""
    found = "" if question.found is None else question.found.value
    return f"{question.id}-{found}-{question.found_id or ''}-{question.requested_by_id or ''}"


def now(session: Session, meeting: Meeting) -> Now:
    """What a meeting is doing at this moment."""
    item = _item_now(session, meeting)
    return Now(
        meeting=meeting,
        item=item,
        division=None if item is None else latest_division(session, item),
        items=session.scalar(
            select(func.count()).select_from(Item).where(Item.meeting_id == meeting.id)
        )
        or 0,
        next_item=_next_item(session, meeting),
    )


def latest_division(session: Session, item: Item) -> Division | None:
    """An item's newest division."""
    return session.scalars(
        select(Division)
        .where(Division.item_id == item.id)
        .order_by(Division.sequence.desc())
        .limit(1)
    ).one_or_none()


def open_division(session: Session, meeting_id: int) -> Division | None:
    """The division that is open in a meeting."""
    return session.scalars(
        select(Division).where(
            Division.meeting_id == meeting_id, Division.state == DivisionState.OPEN
        )
    ).one_or_none()


def turnout(session: Session, division: Division) -> tuple[int, int]:
    """How many have voted, of how many who may; never how."""
    pressed = session.scalar(
        select(func.count(func.distinct(Press.seat_id))).where(Press.division_id == division.id)
    )
    voted = ticked(session, division.id) if division.secret else pressed
    entitled = session.scalar(
        select(func.count())
        .select_from(DivisionSeat)
        .where(DivisionSeat.division_id == division.id, DivisionSeat.person_id.is_not(None))
    )
    return voted or 0, entitled or 0


def _item_now(session: Session, meeting: Meeting) -> Item | None:
    treated = case((Item.state == ItemState.OPEN, 0), else_=1)
    return session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id, Item.state != ItemState.WAITING)
        .order_by(treated, Item.decided_at.desc())
        .limit(1)
        .options(
            selectinload(Item.proposals).selectinload(Proposal.movers),
            selectinload(Item.documents),
            question_now(),
            joinedload(Item.paragraph),
        )
    ).one_or_none()


def _next_item(session: Session, meeting: Meeting) -> Item | None:
    return session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id, Item.state == ItemState.WAITING)
        .order_by(Item.number)
        .limit(1)
    ).one_or_none()
