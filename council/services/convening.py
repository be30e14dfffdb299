"""Convening a meeting: its agenda, documents and proposals; its chain; its publishing."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from council.services.drafted_elections import add_elections
from council.services.drafts import NewItem, NewMeeting, NewMover
from council.services.editions import (
    RULES_EDITION,
    SOFTWARE,
    commitment,
    name_hash,
    rules_hash,
)
from council.services.item_parts import item_ref, proposal_ref
from council.services.missing import found
from council.store import journal
from council.store.journal import SYSTEM, Actor
from council.store.models import (
    Body,
    Clause,
    Document,
    Item,
    Meeting,
    MeetingState,
    Mover,
    Person,
    Proposal,
    Seat,
)


def convene(
    session: Session,
    body: Body,
    new: NewMeeting,
    *,
    now: datetime,
    actor: Actor = SYSTEM,
) -> Meeting:
    """Write a meeting as a draft with its agenda, and begin its chain."""
    meeting = Meeting(
        title=new.title,
        kind=new.kind,
        date=new.date,
        starts=new.starts,
        place=new.place,
        state=MeetingState.DRAFT,
        demonstration=body.demonstration,
    )
    previous = _previous(session)
    session.add(meeting)
    session.flush()
    people = _people(session, new)
    items = [_item(meeting, number, item, people) for number, item in enumerate(new.items, start=1)]
    session.add_all(items)
    session.flush()
    add_elections(session, items, new.items, people)
    journal.begin(
        session,
        meeting.chain,
        "meeting.created",
        {
            "body": {"name": body.name, "organisation": body.organisation},
            "title": meeting.title,
            "kind": meeting.kind.value,
            "date": meeting.date.isoformat(),
            "demonstration": meeting.demonstration,
            "software": SOFTWARE,
            "rules": {"edition": RULES_EDITION, "sha256": rules_hash()},
            "roll": _roll(session),
            "heads": {"body": _head(session, journal.BODY), "previous": previous},
            "items": [_item_facts(item) for item in items],
        },
        body=f"{body.organisation}, {body.name}",
        day=meeting.date,
        now=now,
        actor=actor,
    )
    session.flush()
    return meeting


def publish(session: Session, meeting: Meeting, *, now: datetime, actor: Actor = SYSTEM) -> None:
    """Make the agenda public; from now on councillors may check in."""
    meeting.state = MeetingState.PUBLISHED
    journal.append(session, meeting.chain, "meeting.published", {}, actor=actor, now=now)


def _item(meeting: Meeting, number: int, new: NewItem, people: dict[str, Person]) -> Item:
    return Item(
        meeting_id=meeting.id,
        number=number,
        title=new.title,
        kind=new.kind,
        reference=new.reference,
        summary=new.summary,
        recipients=new.recipients,
        special=new.special,
        announced=new.announced,
        prepared=new.prepared,
        budget_year=new.budget_year,
        answerer=new.answerer,
        asked_by_id=people[new.asked_by].id if new.asked_by else None,
        answered_by_id=people[new.answered_by].id if new.answered_by else None,
        clauses=[Clause(number=place, text=one) for place, one in enumerate(new.clauses, start=1)],
        documents=[
            Document(
                position=place,
                title=one.title,
                kind=one.kind,
                text=one.text,
                nonce=secrets.token_hex(16),
            )
            for place, one in enumerate(new.documents, start=1)
        ],
        proposals=[
            Proposal(
                position=place,
                kind=one.kind,
                phrase=one.phrase,
                effect=one.effect,
                decision=one.decision,
                clause=one.clause,
                motive=one.motive,
                movers=[_mover(mover, people) for mover in one.movers],
            )
            for place, one in enumerate(new.proposals, start=1)
        ],
    )


def _mover(new: NewMover, people: dict[str, Person]) -> Mover:
    person = people[new.username] if new.username else None
    return Mover(name=new.name, party=new.party, person_id=person.id if person else None)


def _people(session: Session, new: NewMeeting) -> dict[str, Person]:
    names = {
        name
        for item in new.items
        for name in (
            item.asked_by,
            item.answered_by,
            *(mover.username for proposal in item.proposals for mover in proposal.movers),
            *(one.username for one in (item.election.candidates if item.election else ())),
        )
        if name
    }
    rows = session.scalars(
        select(Person).where(Person.username.in_(names)).options(joinedload(Person.party))
    )
    return {person.username: person for person in rows}


def _previous(session: Session) -> dict[str, Any] | None:
    """The head of the meeting before, so that a whole meeting cannot vanish unseen."""
    before = session.scalars(select(Meeting).order_by(Meeting.id.desc()).limit(1)).first()
    if before is None:
        return None
    return {"meeting": before.chain, **_head(session, before.chain)}


def _head(session: Session, chain: str) -> dict[str, Any]:
    head = found(journal.head(session, chain))
    return {"seq": head.seq, "hash": head.hash}


def _roll(session: Session) -> list[dict[str, Any]]:
    seats = session.scalars(select(Seat).order_by(Seat.number).options(joinedload(Seat.holder)))
    return [
        {
            "seat": str(seat.number),
            "member": holder and holder.ref,
            "name_sha256": holder and name_hash(holder.ref, holder.name),
        }
        for seat in seats
        for holder in (seat.holder,)
    ]


def _item_facts(item: Item) -> dict[str, Any]:
    return {
        "item": item_ref(item),
        "number": item.number,
        "title": item.title,
        "kind": item.kind.value,
        "documents": [
            {
                "document": f"h{one.id}",
                "title": one.title,
                "commitment": commitment(one.nonce, one.text),
            }
            for one in item.documents
        ],
        "proposals": [
            {"proposal": proposal_ref(one.id), "kind": one.kind.value, "phrase": one.phrase}
            for one in item.proposals
        ],
    }
