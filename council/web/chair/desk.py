"""What lies on the chair's desk at a moment: one view of the meeting's state, ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.roll import Quorum
from council.services import attendance, framing
from council.services.item_parts import any_stands
from council.services.missing import Missing, found
from council.services.questions import BACK
from council.services.requests import may_be_undone
from council.store.models import (
    Division,
    DivisionState,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Proposal,
    ProposalState,
)
from council.store.queries import cockpit, current, places
from council.store.queries.cockpit import Voter
from council.store.queries.places import Place, Substitute
from council.web.chair import order
from council.web.chair.way import WayStep, way
from council.web.clock import now


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to see instead of what goes on: an item, the roll, an order tried."""

    item_id: int | None = None
    view: str = ""
    order: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is there."""

    quorum: Quorum
    places: Sequence[Place]
    substitutes: Sequence[Substitute]


@dataclass(frozen=True, slots=True)
class Subject:
    """The item on the desk. ``draft``: the division that would come next; ``missing``: who has
    not voted in the open one; ``asked_by_others``: not only the chair has recorded a request."""

    item: Item
    proposals: Sequence[Proposal]
    divisions: Sequence[Division]
    steps: Sequence[WayStep]
    draft: Division | None
    missing: Sequence[Voter]
    asked_by_others: bool
    voted: int
    entitled: int

    @property
    def division(self) -> Division | None:
        """The newest division, unless it was declared void."""
        last = self.divisions[-1] if self.divisions else None
        return None if last is None or last.state is DivisionState.ANNULLED else last

    @property
    def annulled(self) -> Division | None:
        """The newest division, if it was declared void and a new one must be held."""
        last = self.divisions[-1] if self.divisions else None
        return last if last is not None and last.state is DivisionState.ANNULLED else None

    @property
    def by_lot(self) -> bool:
        """Whether the lot breaks a tie, and a division has to be secret."""
        return self.item.kind is ItemKind.ELECTION

    @property
    def may_step_back(self) -> bool:
        """Whether what was pressed too soon can be taken back."""
        passed = self.asked_by_others or any_stands(self.divisions)
        return self.item.step in BACK and not passed


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole page. ``current``: it shows what goes on, so the stream may redraw it.
    ``leads``: whoever looks at it presides, or may open the meeting."""

    meeting: Meeting
    page: str
    current: bool
    leads: bool
    agenda: Sequence[Item]
    roll: Roll
    since: datetime | None
    next_paragraph: int
    subject: Subject | None

    @property
    def treated(self) -> Item | None:
        """The item under treatment."""
        return next((one for one in self.agenda if one.state is ItemState.OPEN), None)

    @property
    def decided(self) -> int:
        """How many items are done with."""
        done = (ItemState.WAITING, ItemState.OPEN)
        return sum(one.state not in done for one in self.agenda)

    @property
    def following(self) -> Item | None:
        """The item to go to next."""
        waiting = [one for one in self.agenda if one.state is ItemState.WAITING]
        after = self.subject.item.number if self.subject else 0
        return next((one for one in waiting if one.number > after), next(iter(waiting), None))

    @property
    def may_close(self) -> bool:
        """Whether the meeting can be closed: it is open, and no item is under treatment."""
        return self.leads and self.meeting.state is MeetingState.OPEN and self.treated is None


def lay(session: Session, meeting: Meeting, *, leads: bool, wanted: Wanted | None = None) -> Desk:
    """Lay the desk: what goes on, or what was asked for.

    Raises:
        Missing: the item that was asked for is not of this meeting.
    """
    wanted = wanted or Wanted()
    now_id = cockpit.under_treatment(session, meeting.id)
    item = _shown(session, meeting, wanted.item_id or now_id)
    page = _page(meeting, item, wanted)
    return Desk(
        meeting=meeting,
        page=page,
        current=not wanted.view and (wanted.item_id in (None, now_id) or item is None),
        leads=leads,
        agenda=cockpit.agenda(session, meeting.id),
        roll=Roll(
            attendance.quorum(session, meeting),
            places.places(session, meeting.id),
            places.substitutes(session, meeting.id),
        ),
        since=cockpit.leads_since(session, meeting.chain),
        next_paragraph=cockpit.next_paragraph(session, meeting.date.year),
        subject=None if item is None else _subject(session, item, wanted.order),
    )


def leads(meeting: Meeting, person_id: int) -> bool:
    """Whether somebody of the presidium may act: presides, or nobody has opened the meeting."""
    if meeting.state is MeetingState.PUBLISHED:
        return True
    return meeting.state is MeetingState.OPEN and meeting.presiding_id == person_id


def _shown(session: Session, meeting: Meeting, item_id: int | None) -> Item | None:
    if item_id is None:
        return None
    item = found(cockpit.item(session, item_id))
    if item.meeting_id != meeting.id:
        raise Missing
    return item


def _page(meeting: Meeting, item: Item | None, wanted: Wanted) -> str:
    if wanted.view == "upprop":
        return "roll"
    if meeting.state is MeetingState.OPEN:
        return "roll" if item is None else item.step.value
    if wanted.item_id is not None and item is not None:
        return item.step.value
    return "opening" if meeting.state is MeetingState.PUBLISHED else "over"


def _subject(session: Session, item: Item, wanted: Sequence[int] | None) -> Subject:
    standing = [one for one in item.proposals if one.state is not ProposalState.WITHDRAWN]
    held = cockpit.divisions(session, item.id)
    open_now = item.step is Step.DIVISION
    to_open = item.step is Step.REQUESTED and item.kind is not ItemKind.ELECTION
    voted, entitled = current.turnout(session, held[-1]) if held else (0, 0)
    meeting = found(session.get(Meeting, item.meeting_id))
    return Subject(
        item=item,
        proposals=order.arranged(standing, wanted)
        if item.step is Step.ORDER
        else order.as_put(standing),
        divisions=held,
        steps=way(item, held, len(standing)),
        draft=framing.frame(session, item, now()) if to_open else None,
        missing=cockpit.not_voted(session, held[-1].id) if open_now else (),
        asked_by_others=not may_be_undone(session, meeting, item, f"p{meeting.presiding_id}"),
        voted=voted,
        entitled=entitled,
    )
