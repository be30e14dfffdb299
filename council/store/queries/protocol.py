"""All that the record holds of a meeting's decisions: what the protocol is drafted from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from council.store.models import (
    Adjournment,
    Body,
    By,
    Division,
    Item,
    Meeting,
    Note,
    Party,
    Person,
    Presence,
    Press,
    Proposal,
    Recusal,
    Reservation,
    Seat,
    Speech,
)
from council.store.queries import adjournments, afterwards, aside, refused, speeches
from council.store.queries.asked import every_question, question_now
from council.store.queries.events import events


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting with its items, divisions and who was there."""

    body: Body
    meeting: Meeting
    items: Sequence[Item]
    """In the order of the agenda."""
    divisions: Mapping[int, Sequence[Division]]
    """By item, the first first, with rolls and sealed votes."""
    presences: Sequence[Presence]
    """In the order of arrival."""
    parties: Sequence[str]
    """Letters, the largest party first."""
    annulled: Mapping[str, datetime]
    """When a division was declared void, by the journal's name for it."""
    by_clerk: Mapping[tuple[int, int], datetime]
    """When the secretary registered a vote, by division and seat."""
    reservations: Mapping[int, Sequence[Reservation]]
    """By item, with person and party."""
    notes: Mapping[int, Sequence[Note]]
    """By item, of every kind and state, with person and party."""
    pauses: Sequence[Adjournment]
    """The first first."""
    recusals: Mapping[int, Sequence[Recusal]]
    """Those that held, by item, with people and parties."""
    lifted: Mapping[int, Sequence[Recusal]]
    """Those that the council found no ground for."""
    no_part: Mapping[int, Sequence[Person]]
    """Who took no part in the decision, by item."""
    speeches: Mapping[int, Sequence[Speech]]
    """Who had the floor, by item, the first first."""
    refusals: Mapping[int, str]
    """Why a proposal was not put, by the number of the proposal."""
    thirds: Mapping[str, Mapping[str, Any]]
    """What the chair made of a third in doubt, by the journal's name for the division."""


def record(session: Session, meeting_id: int) -> Record | None:
    """What is recorded of a meeting; None where there is none."""
    meeting = session.get(Meeting, meeting_id)
    body = session.get(Body, 1)
    if meeting is None or body is None:
        return None
    items = _items(session, meeting)
    numbers = [item.id for item in items]
    return Record(
        body=body,
        meeting=meeting,
        items=items,
        divisions=_divisions(session, meeting),
        presences=_presences(session, meeting),
        parties=session.scalars(select(Party.letters).order_by(Party.size_order)).all(),
        annulled=_annulled(session, meeting),
        by_clerk=_by_clerk(session, meeting),
        reservations=afterwards.reservations(session, numbers),
        notes=afterwards.notes(session, numbers),
        pauses=adjournments.pauses(session, meeting_id),
        recusals=aside.recusals_of(session, numbers),
        lifted=aside.lifted_of(session, numbers),
        no_part=aside.takes_no_part_of(session, numbers),
        speeches=speeches.spoke_in(session, numbers),
        refusals=refused.reasons(session, meeting),
        thirds=_thirds(session, meeting),
    )


def _items(session: Session, meeting: Meeting) -> Sequence[Item]:
    return session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id)
        .order_by(Item.number)
        .options(
            joinedload(Item.paragraph),
            joinedload(Item.asked_by).joinedload(Person.party),
            joinedload(Item.answered_by).joinedload(Person.party),
            question_now(),
            every_question(),
            selectinload(Item.clauses),
            selectinload(Item.documents),
            selectinload(Item.proposals).selectinload(Proposal.movers),
        )
    ).all()


def _divisions(session: Session, meeting: Meeting) -> Mapping[int, Sequence[Division]]:
    by_item: dict[int, list[Division]] = defaultdict(list)
    for division in session.scalars(
        select(Division)
        .where(Division.meeting_id == meeting.id)
        .order_by(Division.item_id, Division.sequence)
        .options(selectinload(Division.roll), selectinload(Division.votes))
    ):
        by_item[division.item_id].append(division)
    return by_item


def _presences(session: Session, meeting: Meeting) -> Sequence[Presence]:
    return session.scalars(
        select(Presence)
        .where(Presence.meeting_id == meeting.id)
        .order_by(Presence.arrived_at, Presence.id)
        .options(
            joinedload(Presence.person).joinedload(Person.party),
            joinedload(Presence.seat).joinedload(Seat.holder).joinedload(Person.party),
        )
    ).all()


def _annulled(session: Session, meeting: Meeting) -> Mapping[str, datetime]:
    return {
        str(event.payload["division"]): event.at
        for event in events(session, meeting, ("division.annulled",))
    }


def _thirds(session: Session, meeting: Meeting) -> Mapping[str, Mapping[str, Any]]:
    return {
        str(event.payload["division"]): event.payload
        for event in events(session, meeting, ("division.third_settled",))
    }


def _by_clerk(session: Session, meeting: Meeting) -> Mapping[tuple[int, int], datetime]:
    rows = session.execute(
        select(Press.division_id, Press.seat_id, func.max(Press.recorded_at))
        .join(Division, Division.id == Press.division_id)
        .where(Division.meeting_id == meeting.id, Press.by == By.CLERK.value)
        .group_by(Press.division_id, Press.seat_id)
    )
    return {(division, seat): at for division, seat, at in rows}
