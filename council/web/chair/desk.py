"""What lies on the chair's desk at a moment: one view of the meeting's state, ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.proposals import Group, group
from council.law.questions import Kind
from council.services import blocks, framing, putting
from council.services.missing import Missing, found
from council.services.requests import may_be_undone
from council.services.stepping_back import can_step_back
from council.store.models import (
    Division,
    DivisionState,
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Proposal,
    Question,
)
from council.store.models.agenda import PERSONNEL
from council.store.queries import cockpit, current, speeches
from council.store.queries.cockpit import Voter
from council.store.queries.speeches import Floor
from council.web.chair import elections, order
from council.web.chair.roll_view import Roll, roll
from council.web.chair.way import WayStep, way
from council.web.clock import now


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to see instead of what goes on: an item, the roll, an order tried."""

    item_id: int | None = None
    view: str = ""
    order: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The item on the desk. ``draft``: the division that would come next; ``missing``: who has
    not voted in the open one."""

    item: Item
    presiding_id: int | None
    proposals: Sequence[Proposal]
    divisions: Sequence[Division]
    steps: Sequence[WayStep]
    draft: Division | None
    missing: Sequence[Voter]
    voted: int
    entitled: int
    may_step_back: bool
    """Whether what was pressed too soon can be taken back."""
    chain_left: int
    """How many preparatory questions come before the main division."""
    ends: bool
    """Whether the gavel finishes the item, as things stand."""

    @property
    def question(self) -> Question | None:
        """The question that is put now."""
        return self.item.question

    @property
    def competing(self) -> Sequence[Proposal]:
        """The proposals that the question that is put now is about."""
        question = self.question
        material = [one for one in self.proposals if group(one.kind) is Group.MATERIAL]
        if question is None or question.clause is None:
            return material
        return [one for one in material if one.clause in (None, question.clause)]

    @property
    def main(self) -> Question | None:
        """The main question that a preparatory one belongs to."""
        question = self.question
        return next(
            (one for one in self.item.questions if question and one.id == question.main_id), None
        )

    @property
    def settled(self) -> Sequence[Question]:
        """What has been settled so far, in turn."""
        return [one for one in self.item.questions if one.settled_at is not None]

    @property
    def formal(self) -> Proposal | None:
        """The formal proposal that the question that is put now is about."""
        question = self.question
        if question is None or question.kind is not Kind.FORMAL:
            return None
        refs = (question.yes_id, question.no_id)
        return next((one for one in self.item.proposals if one.id in refs), None)

    @property
    def division(self) -> Division | None:
        """The newest division on the question, unless it was declared void."""
        last = self._last
        return None if last is None or last.state is DivisionState.ANNULLED else last

    @property
    def annulled(self) -> Division | None:
        """The newest division on the question, if it was declared void and must be held anew."""
        last = self._last
        return last if last is not None and last.state is DivisionState.ANNULLED else None

    @property
    def _last(self) -> Division | None:
        held = [one for one in self.divisions if one.question_id == self.item.question_id]
        return held[-1] if held else None

    @property
    def by_lot(self) -> bool:
        """Whether the lot breaks a tie, and a division has to be secret."""
        return self.item.kind in PERSONNEL


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
    floor: Floor
    since: datetime | None
    next_paragraph: int
    subject: Subject | None
    together: Sequence[Item]
    """Waiting items that can be decided in one blow."""

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
    if item is not None and page == item.step.value:
        page = elections.page(session, item) or page
    agenda = cockpit.agenda(session, meeting.id)
    return Desk(
        meeting=meeting,
        page=page,
        current=not wanted.view and (wanted.item_id in (None, now_id) or item is None),
        leads=leads,
        agenda=agenda,
        roll=roll(session, meeting),
        floor=speeches.of_meeting(session, meeting.id),
        since=cockpit.leads_since(session, meeting.chain),
        next_paragraph=cockpit.next_paragraph(session, meeting.date.year),
        subject=None if item is None else _subject(session, item, wanted.order),
        together=_together(session, meeting) if page in BETWEEN else (),
    )


BETWEEN = ("waiting", "roll", "decided", "left")
"""Pages on which several items may be decided in one blow."""


def _together(session: Session, meeting: Meeting) -> list[Item]:
    fit = blocks.fit_together(session, meeting.id)
    return fit if len(fit) > 1 else []


def leads(meeting: Meeting, person_id: int) -> bool:
    """Whether somebody of the presidium may act: presides, or nobody leads: it waits or pauses."""
    if meeting.state in (MeetingState.PUBLISHED, MeetingState.ADJOURNED):
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
    if meeting.state is MeetingState.ADJOURNED and wanted.item_id is None:
        return "paused"
    if meeting.state is MeetingState.OPEN:
        return "roll" if item is None else item.step.value
    if wanted.item_id is not None and item is not None:
        return item.step.value
    return "opening" if meeting.state is MeetingState.PUBLISHED else "over"


def _subject(session: Session, item: Item, wanted: Sequence[int] | None) -> Subject:
    standing = blocks.standing(item)
    held = cockpit.divisions(session, item.id)
    open_now = item.step is Step.DIVISION
    left = _chain_left(session, item)
    to_open = item.step is Step.REQUESTED and item.kind not in PERSONNEL and not left
    voted, entitled = current.turnout(session, held[-1]) if held else (0, 0)
    meeting = found(session.get(Meeting, item.meeting_id))
    return Subject(
        item=item,
        presiding_id=meeting.presiding_id,
        proposals=order.arranged(standing, wanted)
        if item.step is Step.ORDER
        else order.as_put(standing),
        divisions=held,
        steps=way(item, held, len(standing)),
        draft=framing.frame(session, item, now()) if to_open else None,
        missing=cockpit.not_voted(session, held[-1].id) if open_now else (),
        voted=voted,
        entitled=entitled,
        may_step_back=can_step_back(session, item)
        and may_be_undone(session, meeting, item, f"p{meeting.presiding_id}"),
        chain_left=left,
        ends=_ends(session, item, held),
    )


def _chain_left(session: Session, item: Item) -> int:
    question = item.question
    if item.step is not Step.REQUESTED or question is None or question.kind is not Kind.MAIN:
        return 0
    return putting.chain_left(session, item, question)


def _ends(session: Session, item: Item, held: Sequence[Division]) -> bool:
    question = item.question
    if question is None:
        return True
    outcome = question.found
    if item.step is Step.RESULT and held:
        outcome = held[-1].outcome
    return putting.ends_with(session, item, question, outcome)
