"""Votes given by name on a list, at a roll call or on papers, typed in twice until both agree."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from council.law import roll_call
from council.law.refusals import (
    ListSealed,
    ListsMissing,
    OtherMethod,
    OthersReading,
    SecretBallot,
)
from council.law.roll_call import Mark
from council.law.tally import Choice
from council.services import sealing
from council.services.desks import require_desk
from council.services.missing import Missing, find, found
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    ON_LIST,
    Division,
    DivisionSeat,
    DivisionState,
    ListMark,
    ListReading,
    Meeting,
)
from council.store.queries.readings import Reading, readings
from council.store.queries.rules_of_order import rules_of_order


def enter_list(
    division_id: int,
    person_id: int,
    marks: Mapping[int, Mark],
    actor: Actor,
    *,
    now: datetime,
    ready: bool = False,
    afresh: bool = False,
) -> int:
    """Write marks into the person's own reading of the list; gives which reading that is.

    Who begins makes the first reading, anybody else the second, without seeing the first. What is
    not ``ready`` is kept, so that nothing is lost, and does not count; only a finished reading is
    an entry in the journal, which never tells how anybody voted before the closing.

    Args:
        marks: by seat number; seats that are not named keep what they have.
        ready: the reading is finished; every seat that may vote has its mark.
        afresh: the second reading is begun anew, though somebody else, or an attester, made it.

    Raises:
        Missing, NotPresiding. SecretBallot, OtherMethod.
        OthersReading: the second reading is somebody else's, or an attester's.
        ListSealed: the division was closed, or declared void.
        SeatNotOnList: a seat that may not vote. ListIncomplete: seats without a mark.
    """
    with writing(hurry=True) as session:
        meeting, division = _at_list(session, division_id, person_id)
        seats = _voting(session, division)
        roll_call.require_on_list(seats, marks)
        known = {one.reading: one for one in readings(session, division_id)}
        reading = own_reading(known, person_id)
        if not afresh:
            _require_not_others(known.get(reading), person_id, "enter")
        before = known[reading].marks if is_own(known.get(reading), person_id) else {}
        whole = {**before, **marks}
        if ready:
            roll_call.require_complete(seats, whole)
        row = _begin(session, division, reading, person_id)
        row.ready_at = now if ready else None
        _write(session, row, {seats[number].seat_id: mark for number, mark in marks.items()})
        if ready:
            _tell(session, meeting, row, whole, actor, now)
        return reading


def check_list(
    division_id: int, person_id: int, attester_id: int, actor: Actor, *, now: datetime
) -> None:
    """An attester has read the first reading aloud against the paper: it is the second as well.

    Raises:
        Missing: no such division, or the attester is not on its roll.
        NotPresiding, SecretBallot, OtherMethod, ListSealed.
        ListsMissing: the first reading is not finished.
        SameReader: whoever typed it in is named as the attester.
        OthersReading: somebody else has typed it in a second time, or begun to.
    """
    with writing(hurry=True) as session:
        meeting, division = _at_list(session, division_id, person_id)
        seats = _voting(session, division)
        known = {one.reading: one for one in readings(session, division_id)}
        first, second = known.get(1), known.get(2)
        if first is None or first.ready_at is None:
            raise ListsMissing(read=0)
        roll_call.require_two_readers(first.person.id, attester_id)
        if attester_id not in {seat.person_id for seat in seats.values()}:
            raise Missing
        if second is not None and second.attester is None:
            _require_not_others(second, person_id, "check")
        row = _begin(session, division, 2, person_id)
        row.attester_id, row.ready_at = attester_id, now
        _write(session, row, {seats[number].seat_id: mark for number, mark in first.marks.items()})
        _tell(session, meeting, row, first.marks, actor, now)


def own_reading(known: Mapping[int, Reading], person_id: int) -> int:
    """Which reading of the list a person makes: the first, unless somebody else has begun it."""
    return 1 if 1 not in known or known[1].person.id == person_id else 2


def is_own(kept: Reading | None, person_id: int) -> bool:
    """Whether a reading was typed in by a person, and not read aloud to an attester."""
    return kept is not None and kept.person.id == person_id and kept.attester is None


def calling_order(
    session: Session, meeting: Meeting, serving: Mapping[int, int | None]
) -> list[int]:
    """In which order the seats are called: as in the hall, whoever presides last where the rules
    of order say so.

    Args:
        serving: who serves on each seat, by its number; None where nobody does.
    """
    last = None
    if meeting.presiding_id is not None and rules_of_order(session).chair_votes_last:
        chair = meeting.presiding_id
        last = next((seat for seat, person_id in serving.items() if person_id == chair), None)
    return roll_call.calling_order(list(serving), last)


def agreed(session: Session, division: Division) -> dict[int, Choice]:
    """The votes of the list, by the seat's number in the database, once two readings agree.

    Raises:
        ListsMissing, ListsDiffer.
    """
    finished = [one for one in readings(session, division.id) if one.ready_at is not None]
    votes = roll_call.agreed([one.marks for one in finished])
    seats = _voting(session, division)
    return {seats[number].seat_id: choice for number, choice in votes.items()}


def _at_list(session: Session, division_id: int, person_id: int) -> tuple[Meeting, Division]:
    """The open division whose votes are given on a list, under its lock, for the desk."""
    meeting_id = find(session, Division, division_id).meeting_id
    meeting = found(locks.hold_meeting(session, meeting_id))
    require_desk(session, meeting, person_id)
    division = found(locks.hold_division(session, division_id, alone=True))
    if division.secret:
        raise SecretBallot(secret=1)
    if division.method not in ON_LIST:
        raise OtherMethod(method=division.method.value)
    if division.state is not DivisionState.OPEN:
        raise ListSealed
    return meeting, division


def _require_not_others(kept: Reading | None, person_id: int, act: str) -> None:
    if kept is not None and not is_own(kept, person_id):
        raise OthersReading(act=act, who=(kept.attester or kept.person).name)


def _voting(session: Session, division: Division) -> dict[int, DivisionSeat]:
    """The seats that may vote, by number."""
    seats = sealing.seats_of(session, division)
    return {seat.number: seat for seat in seats if seat.person_id is not None}


def _begin(session: Session, division: Division, reading: int, person_id: int) -> ListReading:
    """The row of a reading, made anew where somebody else, or an attester, had made it."""
    row = session.get(ListReading, (division.id, reading))
    if row is not None and row.person_id == person_id and row.attester_id is None:
        return row
    if row is None:
        row = ListReading(division_id=division.id, reading=reading, person_id=person_id)
        session.add(row)
    else:
        ours = (ListMark.division_id == division.id, ListMark.reading == reading)
        session.execute(delete(ListMark).where(*ours))
        row.person_id, row.attester_id = person_id, None
    session.flush()
    return row


def _write(session: Session, row: ListReading, marks: Mapping[int, Mark]) -> None:
    """Put marks, by the seat's number in the database, in place of what stood there."""
    if not marks:
        return
    place = {"division_id": row.division_id, "reading": row.reading}
    session.execute(
        delete(ListMark)
        .where(ListMark.seat_id.in_(marks))
        .filter_by(**place)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        insert(ListMark), [{**place, "seat_id": seat, "mark": mark} for seat, mark in marks.items()]
    )


def _tell(
    session: Session,
    meeting: Meeting,
    row: ListReading,
    marks: Mapping[int, Mark],
    actor: Actor,
    now: datetime,
) -> None:
    payload: dict[str, Any] = {
        "division": f"d{row.division_id}",
        "reading": row.reading,
        "marks_n": len(marks),
        "checked_by": None if row.attester_id is None else f"p{row.attester_id}",
    }
    journal.append(session, meeting.chain, "fallback.entered", payload, actor=actor, now=now)
