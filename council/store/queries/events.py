"""What the journal tells of a meeting, entry by entry, and whom it names."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from council.store.base import moment
from council.store.models import JournalEntry, Meeting, Person


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: what happened, when, who did it."""

    seq: int
    kind: str
    at: datetime
    actor: str
    """How the journal names who did it: "p17"."""
    payload: Mapping[str, Any]


def events(session: Session, meeting: Meeting, kinds: Collection[str] = ()) -> Sequence[Event]:
    """A meeting's entries in their order; of some kinds only, where kinds are given."""
    chosen = select(JournalEntry).where(JournalEntry.chain == meeting.chain)
    if kinds:
        chosen = chosen.where(JournalEntry.kind.in_(kinds))
    return [_event(entry) for entry in session.scalars(chosen.order_by(JournalEntry.seq))]


def people(session: Session) -> Mapping[str, Person]:
    """Everybody, with party, by the name that the journal has for them."""
    known = session.scalars(select(Person).options(joinedload(Person.party)))
    return {person.ref: person for person in known}


def _event(entry: JournalEntry) -> Event:
    return Event(
        seq=entry.seq,
        kind=entry.kind,
        at=moment(entry.at),
        actor=str(json.loads(entry.actor)["ref"]),
        payload=json.loads(entry.payload),
    )
