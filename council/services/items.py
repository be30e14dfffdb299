"""An item's beginning and end: opened with a quorum, decided with the gavel."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.refusals import AnotherItemOpen, NotNow, StaleText, StillQuorate
from council.law.roll import require_quorum
from council.services import putting
from council.services.attendance import quorum, settle_roll
from council.services.chairing import preside_over_item
from council.services.confirming import confirm
from council.services.item_parts import hold_item, item_ref
from council.services.matters import (
    may_be_answered_below_quorum,
    require_may_decide,
    require_may_open,
)
from council.services.meetings import item_under_treatment
from council.services.requests import request_stands
from council.services.speech_parts import end_all
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemKind, ItemState, Meeting, MeetingState


def open_item(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Begin to treat an item: one at a time, and only with a quorum (KL 5 kap. 45 §).

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotNow, AnotherItemOpen, NotQuorate.
        NotAnnounced: an item that was not announced, before all present have agreed to it.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        begin(session, meeting, item, actor, now)


def begin(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> None:
    """``open_item`` within a transaction."""
    procedure.require(Act.OPEN, item.step)
    if (treated := item_under_treatment(session, meeting)) is not None:
        raise AnotherItemOpen(number=treated.number, title=treated.title)
    settle_roll(session, meeting, actor, now)
    present = quorum(session, meeting, item)
    if not may_be_answered_below_quorum(session, item):
        require_quorum(present)
    require_may_open(session, meeting, item)
    item.state, item.step, item.opened_at = ItemState.OPEN, Step.DEBATE, now
    payload: dict[str, Any] = {
        "item": item_ref(item),
        "present": present.counted,
        "seats": present.seats,
        "needed": present.needed,
    }
    # One that has got leave at an earlier meeting is answered without asking again.
    if item.kind is ItemKind.INTERPELLATION and item.returns_id is None:
        payload["put"] = putting.told(putting.put_leave(session, item))
        item.step = Step.QUESTION
    entry = journal.append(session, meeting.chain, "item.opened", payload, actor=actor, now=now)
    item.opened_at = moment(entry.at)  # the roll is told by it, so it follows the journal


def gavel(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> int | None:
    """Let the gavel fall on the question that is put. Gives the §'s number when the item is
    finished with it, None while another question is left.

    Raises:
        GavelAfterRequest: a division was asked for first, and the decision is not made.
        NotNow: nothing has been found or voted yet.
        NotQuorate: too few are left to decide.
        DivisionNeeded, MustBeTabled, NotAgreed: the law wants more for this item.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        if item.step is Step.REQUESTED:
            raise request_stands(session, item)
        procedure.require(Act.GAVEL, item.step)
        if not may_be_answered_below_quorum(session, item):
            require_quorum(quorum(session, meeting, item))
        require_may_decide(session, meeting, item)
        paragraph = confirm(session, meeting, item, actor, now)
        return None if paragraph is None else paragraph.number


def leave_undecided(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Lay an item aside that cannot be decided, since too few are left (KL 5 kap. 45 §). It comes
    back at a later meeting; what was voted in it stands in the record and decided nothing.

    Raises:
        NotNow: a division is open, or the item is not under treatment.
        StillQuorate: enough are there.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        procedure.require(Act.LEAVE_UNDECIDED, item.step)
        present = quorum(session, meeting, item)
        if present.met:
            raise StillQuorate
        end_all(session, meeting, item, actor, now)
        item.step, item.state, item.decided_at = Step.LEFT, ItemState.TABLED, now
        payload = {"item": item_ref(item), "present": present.counted, "needed": present.needed}
        entry = journal.append(
            session, meeting.chain, "item.left_undecided", payload, actor=actor, now=now
        )
        item.decided_at = moment(entry.at)
        settle_roll(session, meeting, actor, now)


def edit_summary(item_id: int, text: str, version: int, actor: Actor, *, now: datetime) -> int:
    """Change an item's prose, if nobody else has in between. Gives the new version.

    Raises:
        NotNow: the protocol is attested; nothing in it changes any more.
        StaleText: somebody has; nothing is changed and neither text is lost.
    """
    with writing() as session:
        meeting, item = hold_item(session, item_id)
        if meeting.state is MeetingState.ATTESTED:
            raise NotNow(act="edit_summary", step=meeting.state.value)
        if item.summary_version != version:
            raise StaleText(theirs=item.summary)
        item.summary, item.summary_version = text.strip(), version + 1
        payload = {"item": item_ref(item), "version": item.summary_version}
        journal.append(session, meeting.chain, "prose.edited", payload, actor=actor, now=now)
        return item.summary_version
