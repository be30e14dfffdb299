"""Notes to the protocol: what a member wants written, and a wrong press after the gavel.

The law gives no right to a note: who presides says whether it is taken in (the councils' rules
of order). A wrong press needs nobody's leave: the vote is told from the record, the result
stands, and what the member says to have meant stands beside it.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.notes import require_note, require_wrong_press
from council.law.procedure import Step
from council.law.refusals import AlreadyNoted, NotNow, TextMissing
from council.law.tally import Choice
from council.services.deciding import require_served, seat_in
from council.services.editions import commitment
from council.services.item_parts import hold_item, instant, item_ref
from council.services.missing import Missing, find
from council.services.reservations import OVER, require_presiding
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionState,
    Item,
    Meeting,
    MeetingState,
    Note,
    NoteKind,
    Vote,
)


def announce(
    item_id: int,
    person_id: int,
    kind: NoteKind,
    text: str,
    actor: Actor,
    *,
    now: datetime,
    division_id: int | None = None,
    intended: Choice | None = None,
) -> int:
    """Announce a note, a statement, or a wrong press. Gives its number.

    ``division_id`` and ``intended`` belong to a wrong press: where, and what was meant.

    Raises:
        Missing: no such item, or no such division in it.
        NotNow: the item has not been opened.
        NotServing: the person has not served in the meeting.
        NoteTooLate: the meeting is over; of a wrong press, the protocol is attested.
        TextMissing: a note or statement without a text.
        NoWrongPress: no such vote of the person's, with why.
        AlreadyNoted: the wrong press has been noted.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        _require_time(meeting, item, kind)
        if kind is NoteKind.WRONG_PRESS:
            note = _wrong_press(session, item, person_id, division_id, intended)
        else:
            note = _note(session, item, person_id, kind, text)
        note.announced_at = now
        session.add(note)
        session.flush()
        entry = journal.append(
            session,
            meeting.chain,
            "vote.note" if kind is NoteKind.WRONG_PRESS else "note.announced",
            _payload(session, item, note),
            actor=actor,
            now=now,
        )
        note.announced_at = moment(entry.at)
        return note.id


def settle(note_id: int, person_id: int, accepted: bool, actor: Actor, *, now: datetime) -> None:
    """Take a note in, or not: who presides or led the meeting, until the protocol is attested.

    Raises:
        Missing: no such note.
        NotPresiding: somebody else tries to.
        NoteTooLate: the protocol is attested.
        AlreadyNoted: it has been settled, or needs nobody's leave.
    """
    with writing(hurry=True) as session:
        item_id = find(session, Note, note_id).item_id
        meeting, item = hold_item(session, item_id)
        note = session.get_one(Note, note_id, populate_existing=True)
        require_presiding(session, meeting, person_id)
        require_note(over=meeting.state is MeetingState.ATTESTED, closed="")
        if note.kind is NoteKind.WRONG_PRESS or note.accepted_at or note.refused_at:
            raise AlreadyNoted
        payload = {"item": item_ref(item), "note": _ref(note)}
        entry = journal.append(
            session,
            meeting.chain,
            "note.accepted" if accepted else "note.refused",
            payload,
            actor=actor,
            now=now,
        )
        if accepted:
            note.accepted_at = moment(entry.at)
        else:
            note.refused_at = moment(entry.at)


def _require_time(meeting: Meeting, item: Item, kind: NoteKind) -> None:
    attested = meeting.state is MeetingState.ATTESTED
    over = attested if kind is NoteKind.WRONG_PRESS else meeting.state in OVER
    require_note(over=over, closed=instant(meeting.closed_at))
    if item.step is Step.WAITING:
        raise NotNow(act="note", step=item.step.value)


def _note(session: Session, item: Item, person_id: int, kind: NoteKind, text: str) -> Note:
    require_served(session, item, person_id)
    if not text.strip():
        raise TextMissing
    return Note(
        item_id=item.id,
        person_id=person_id,
        kind=kind,
        text=text.strip(),
        nonce=secrets.token_hex(16),
    )


def _wrong_press(
    session: Session, item: Item, person_id: int, division_id: int | None, intended: Choice | None
) -> Note:
    division = find(session, Division, division_id or 0)
    if division.item_id != item.id:
        raise Missing
    seat = seat_in(session, division.id, person_id)
    vote = None if seat is None else session.get(Vote, (division.id, seat.seat_id))
    require_wrong_press(
        closed=division.state is DivisionState.CLOSED,
        secret=division.secret,
        entitled=seat is not None,
        recorded=None if vote is None else vote.choice,
        intended=intended,
    )
    if _noted(session, division, person_id):
        raise AlreadyNoted
    return Note(
        item_id=item.id,
        person_id=person_id,
        kind=NoteKind.WRONG_PRESS,
        division_id=division.id,
        intended=intended,
    )


def _noted(session: Session, division: Division, person_id: int) -> bool:
    known = select(Note.id).where(Note.division_id == division.id, Note.person_id == person_id)
    return session.scalar(known.limit(1)) is not None


def _payload(session: Session, item: Item, note: Note) -> dict[str, Any]:
    base: dict[str, Any] = {
        "item": item_ref(item),
        "note": _ref(note),
        "person": f"p{note.person_id}",
    }
    if note.kind is not NoteKind.WRONG_PRESS:
        bound = {"kind": note.kind.value, "commitment": commitment(note.nonce, note.text)}
        return {**base, **bound}
    seat = seat_in(session, note.division_id or 0, note.person_id)
    return {
        **base,
        "division": f"d{note.division_id}",
        "seat": "" if seat is None else str(seat.number),
        "intended": "" if note.intended is None else note.intended.value,
    }


def _ref(note: Note) -> str:
    return f"n{note.id}"
