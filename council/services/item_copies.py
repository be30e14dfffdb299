"""An item written anew for a later meeting, as it was before anything was done with it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.store.models import (
    Candidate,
    Clause,
    Document,
    Election,
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Mover,
    Proposal,
    ProposalState,
)
from council.store.queries import elections as reading


def write_copy(session: Session, before: Item, meeting: Meeting) -> Item:
    """Put an item that comes back last on a meeting's agenda. ``before``: with its documents,
    points, proposals and movers."""
    item = _copy(session, before, meeting)
    session.add(item)
    session.flush()
    _copy_election(session, before, item)
    return item


def _copy(session: Session, before: Item, meeting: Meeting) -> Item:
    last = session.scalar(select(func.max(Item.number)).where(Item.meeting_id == meeting.id))
    kept = [
        one
        for one in before.proposals
        if one.moved_at is None and one.state is not ProposalState.WITHDRAWN
    ]
    return Item(
        meeting_id=meeting.id,
        number=(last or 0) + 1,
        title=before.title,
        kind=before.kind,
        reference=before.reference,
        summary=before.summary,
        recipients=before.recipients,
        special=before.special,
        budget_year=before.budget_year,
        answerer=before.answerer,
        asked_by_id=before.asked_by_id,
        answered_by_id=before.answered_by_id,
        motion_id=before.motion_id,
        returns_id=before.id,
        minority_used=before.minority_used,
        announced=meeting.state is MeetingState.DRAFT,
        # What was referred back has been prepared since; to be tabled prepares nothing (33 §).
        prepared=before.prepared or before.state is ItemState.REFERRED,
        documents=[
            Document(
                position=one.position,
                title=one.title,
                kind=one.kind,
                text=one.text,
                nonce=one.nonce,
            )
            for one in before.documents
        ],
        clauses=[Clause(number=one.number, text=one.text) for one in before.clauses],
        proposals=[_proposal(place, one) for place, one in enumerate(kept, start=1)],
    )


def _proposal(place: int, before: Proposal) -> Proposal:
    return Proposal(
        position=place,
        kind=before.kind,
        phrase=before.phrase,
        effect=before.effect,
        decision=before.decision,
        clause=before.clause,
        motive=before.motive,
        movers=[
            Mover(name=one.name, party=one.party, person_id=one.person_id, seconds=one.seconds)
            for one in before.movers
        ],
    )


def _copy_election(session: Session, before: Item, item: Item) -> None:
    """Whom it elects, with the nominating committee's names; the hall nominates anew."""
    election = reading.election(session, before.id)
    if election is None:
        return
    session.add(
        Election(
            item_id=item.id,
            electing=election.electing,
            seats=election.seats,
            proportional_allowed=election.proportional_allowed,
            members_item_id=_newest(session, election.members_item_id),
        )
    )
    session.add_all(
        Candidate(
            item_id=item.id,
            place=one.place,
            name=one.name,
            party=one.party,
            person_id=one.person_id,
        )
        for one in reading.candidates(session, before.id)
        if one.nominated_by_id is None
    )
    session.flush()


def _newest(session: Session, item_id: int | None) -> int | None:
    """The item that elects the members, where substitutes are elected: it may have come back."""
    again = select(Item.id).where(Item.returns_id == item_id)
    while item_id is not None and (later := session.scalar(again)) is not None:
        item_id = later
        again = select(Item.id).where(Item.returns_id == item_id)
    return item_id
