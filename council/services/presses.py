"""A councillor presses: one press is written once, whatever the network does."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from council.law.refusals import BadKey, DivisionNotOpen, KeyReused
from council.law.roll import Circumstances, Spell, Standing, require_vote, standing
from council.law.tally import Choice
from council.services.attendance import HALL, spells
from council.services.missing import found
from council.store import locks
from council.store.engine import writing
from council.store.models import (
    KEY_LENGTH,
    By,
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Person,
    Press,
    Role,
    Seat,
)

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Base 32 without signs that are taken for each other."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server has recorded. ``again``: the same press had come before."""

    division_id: int
    choice: Choice
    recorded_at: datetime
    code: str
    again: bool = False


def cast(
    division_id: int, person_id: int, choice: Choice, key: str, *, auth: str, now: datetime
) -> Receipt:
    """Record one press on the person's seat. The same key again is the same press.

    A known key is answered before the state is judged: a press that was recorded, whose answer
    was lost, gets its receipt even after the gavel, and never overturns a newer press.

    Args:
        key: chosen by the client, 1 to 64 characters.
        auth: how the person signed in.

    Raises:
        Missing: no such division.
        BadKey: the key is empty or too long.
        KeyReused: the key was used for another choice.
        DivisionNotOpen: before the opening or after the gavel.
        MayNotVote: not on the division's roll, with the reason.
    """
    if not 1 <= len(key) <= KEY_LENGTH:
        raise BadKey
    with writing() as session:
        division = found(locks.hold_division(session, division_id, alone=False))
        seat = seat_on_roll(session, division_id, person_id)
        if seat is not None and (known := _press_with(session, seat, key)) is not None:
            return _receipt(known, choice, again=True)
        if division.state is not DivisionState.OPEN:
            raise DivisionNotOpen
        if seat is None:
            require_vote(standing_of(session, division, person_id))
        seat = found(seat)
        locks.order_presses(session, seat)
        press = Press(
            division_id=division_id,
            seat_id=seat.seat_id,
            person_id=person_id,
            choice=choice.value,
            key=key,
            by=By.DEVICE.value,
            auth=auth,
            receipt=receipt_code(),
            recorded_at=now,
        )
        return _write_once(session, seat, press, choice)


def seat_on_roll(session: Session, division_id: int, person_id: int) -> DivisionSeat | None:
    """The seat that a person votes with in a division, if on its roll."""
    return session.scalars(
        select(DivisionSeat).where(
            DivisionSeat.division_id == division_id, DivisionSeat.person_id == person_id
        )
    ).one_or_none()


def standing_of(session: Session, division: Division, person_id: int) -> Standing:
    """Whether a person may vote in a division, or the first reason why not."""
    person = found(session.get(Person, person_id))
    own = session.scalars(select(Seat).where(Seat.holder_id == person_id)).one_or_none()
    known: tuple[Spell, ...] = spells(session, division.meeting_id, person_id)
    rolled = None if own is None else session.get(DivisionSeat, (division.id, own.id))
    return standing(
        Circumstances(
            on_roll=seat_on_roll(session, division.id, person_id) is not None,
            opened=found(session.get(Item, division.item_id)).opened_at.astimezone(HALL),
            has_seat=own is not None,
            is_substitute=person.role is Role.SUBSTITUTE,
            replaced=rolled is not None and rolled.person_id not in (None, person_id),
            spells=known,
        )
    )


def receipt_code() -> str:
    """Two groups of four letters: short enough to read aloud, 40 bits by chance."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _press_with(session: Session, seat: DivisionSeat, key: str) -> Press | None:
    return session.scalars(
        select(Press).where(
            Press.division_id == seat.division_id,
            Press.seat_id == seat.seat_id,
            Press.key == key,
        )
    ).one_or_none()


def _write_once(session: Session, seat: DivisionSeat, press: Press, choice: Choice) -> Receipt:
    """Two equal presses at once both found nothing: the unique constraint decides."""
    key = press.key
    try:
        with session.begin_nested():
            session.add(press)
    except IntegrityError:
        twin = _press_with(session, seat, key)
        if twin is None:
            raise
        return _receipt(twin, choice, again=True)
    return _receipt(press, choice, again=False)


def _receipt(press: Press, choice: Choice, *, again: bool) -> Receipt:
    if press.choice != choice.value:
        raise KeyReused(recorded=press.choice)
    return Receipt(
        press.division_id, Choice(press.choice), press.recorded_at, press.receipt, again
    )
