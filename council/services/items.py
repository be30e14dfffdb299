"""An item's beginning and end: opened with a quorum, decided with the gavel."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.refusals import AnotherItemOpen, NotNow, StaleText
from council.law.roll import require_quorum
from council.law.tally import Choice
from council.services import wording
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.item_parts import (
    divisions_of,
    hold_item,
    item_ref,
    proposal_ref,
    proposals_of,
)
from council.services.meetings import item_under_treatment
from council.services.missing import found
from council.services.requests import request_stands
from council.store import journal, locks
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Body,
    DivisionKind,
    DivisionState,
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Paragraph,
    Proposal,
    ProposalState,
)


def open_item(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Begin to treat an item: one at a time, and only with a quorum (KL 5 kap. 45 §).

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotNow, AnotherItemOpen, NotQuorate.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        procedure.require(Act.OPEN, item.step)
        if (treated := item_under_treatment(session, meeting)) is not None:
            raise AnotherItemOpen(number=treated.number, title=treated.title)
        present = quorum(session, meeting)
        require_quorum(present)
        item.state, item.step, item.opened_at = ItemState.OPEN, Step.DEBATE, now
        payload = {
            "item": item_ref(item),
            "present": present.counted,
            "seats": present.seats,
            "needed": present.needed,
        }
        entry = journal.append(session, meeting.chain, "item.opened", payload, actor=actor, now=now)
        item.opened_at = moment(entry.at)  # the roll is told by it, so it follows the journal


def gavel(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> int:
    """Let the gavel fall: the decision is made and its § drafted. Gives the §'s number.

    Raises:
        GavelAfterRequest: a division was asked for first, and the decision is not made.
        NotNow: nothing has been found or voted yet.
        NotQuorate: too few are left to decide.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        if item.step is Step.REQUESTED:
            raise request_stands(session, item)
        procedure.require(Act.GAVEL, item.step)
        require_quorum(quorum(session, meeting))
        proposals = proposals_of(session, item)
        winner, decision = _decided(session, item, proposals)
        for proposal in proposals:
            proposal.state = ProposalState.CARRIED if proposal is winner else ProposalState.LOST
        item.step, item.state, item.decided_at = Step.DECIDED, ItemState.DECIDED, now
        item.decision = decision
        paragraph = _next_paragraph(session, meeting, item)
        payload = {
            "item": item_ref(item),
            "paragraph": f"{paragraph.year}/{paragraph.number}",
            "proposal": None if winner is None else proposal_ref(winner.id),
            "decision": decision,
        }
        entry = journal.append(
            session, meeting.chain, "item.decided", payload, actor=actor, now=now
        )
        item.decided_at = moment(entry.at)
        return paragraph.number


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


def _decided(
    session: Session, item: Item, proposals: Sequence[Proposal]
) -> tuple[Proposal | None, str]:
    body = found(session.get(Body, 1))
    by_id = {proposal.id: proposal for proposal in proposals}
    main = [
        division
        for division in divisions_of(session, item)
        if division.kind is DivisionKind.MAIN and division.state is DivisionState.CLOSED
    ]
    if not main:
        winner = None if item.found_id is None else by_id[item.found_id]
        return winner, wording.decides(body, winner)
    chosen = main[-1].yes_id if main[-1].outcome is Choice.YES else main[-1].no_id
    if chosen is None:
        return None, wording.rejects(body, by_id[main[-1].yes_id])
    return by_id[chosen], wording.decides(body, by_id[chosen])


def _next_paragraph(session: Session, meeting: Meeting, item: Item) -> Paragraph:
    year = meeting.date.year
    locks.hold_numbering(session, year)
    last = session.scalar(select(func.max(Paragraph.number)).where(Paragraph.year == year))
    paragraph = Paragraph(item_id=item.id, meeting_id=meeting.id, year=year, number=(last or 0) + 1)
    session.add(paragraph)
    return paragraph
