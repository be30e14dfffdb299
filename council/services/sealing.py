"""What the closing of a division seals into the journal."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.roll import Standing
from council.law.tally import Choice, Count
from council.services.freezing import freeze_roll
from council.store.models import By, Division, DivisionSeat, Press, Vote

__all__ = ["division_ref", "freeze_roll", "payload", "seats_of", "write_list", "write_votes"]


def division_ref(division: Division) -> str:
    """How the journal names a division."""
    return f"d{division.id}"


def seats_of(session: Session, division: Division) -> list[DivisionSeat]:
    """Every seat of a division, in the order of the hall."""
    return list(
        session.scalars(
            select(DivisionSeat)
            .where(DivisionSeat.division_id == division.id)
            .order_by(DivisionSeat.number)
        )
    )


def write_votes(session: Session, division: Division) -> list[Vote]:
    """Make each seat's last press its vote. Under the division's exclusive lock only.

    The presses are read in a statement of their own, after the lock was given: a snapshot
    older than the wait would miss what was pressed during it.
    """
    last = (
        select(func.max(Press.id).label("id"))
        .where(Press.division_id == division.id)
        .group_by(Press.seat_id)
        .subquery()
    )
    presses = session.scalars(
        select(Press).join(last, Press.id == last.c.id).order_by(Press.seat_id)
    )
    votes = [
        Vote(
            division_id=division.id,
            seat_id=press.seat_id,
            choice=Choice(press.choice),
            by=By(press.by),
        )
        for press in presses
    ]
    session.add_all(votes)
    session.flush()
    return votes


def write_list(session: Session, division: Division, given: Mapping[int, Choice]) -> list[Vote]:
    """Make what stands on the list the votes, by the seat's number in the database. Whatever was
    pressed on a device is not among them: a division has one method."""
    by = By(division.method.value)
    votes = [
        Vote(division_id=division.id, seat_id=seat_id, choice=choice, by=by)
        for seat_id, choice in given.items()
    ]
    session.add_all(votes)
    session.flush()
    return votes


def payload(session: Session, division: Division, votes: Sequence[Vote]) -> dict[str, Any]:
    """What the entry ``division.closed`` holds: roll, votes, figures, outcome, rule."""
    seats = seats_of(session, division)
    number_of = {seat.seat_id: str(seat.number) for seat in seats}
    count = Count.of(vote.choice for vote in votes)
    presses = session.scalar(
        select(func.count()).select_from(Press).where(Press.division_id == division.id)
    )
    auth = _sign_ins(session, division)
    return {
        "division": division_ref(division),
        "roll": [_roll_entry(seat) for seat in seats],
        "votes": [
            {
                "seat": number_of[vote.seat_id],
                "choice": vote.choice.value,
                "by": vote.by.value,
                "auth": auth.get(vote.seat_id, "none"),
            }
            for vote in sorted(votes, key=lambda vote: int(number_of[vote.seat_id]))
        ],
        "counts": {
            "yes": count.yes,
            "no": count.no,
            "abstain": count.abstain,
            "absent": len(seats) - count.given,
        },
        "outcome": None if division.outcome is None else division.outcome.value,
        "rule": division.rule,
        "presses_n": presses or 0,
    }


def _roll_entry(seat: DivisionSeat) -> dict[str, Any]:
    """A seat in the seal. Who stands aside is present all the same, and votes not."""
    entry = {
        "seat": str(seat.number),
        "member": None if seat.person_id is None else f"p{seat.person_id}",
        "serving_for": seat.substitute_for is not None,
        "present": seat.person_id is not None or seat.why_not is not None,
        "jav": seat.why_not is Standing.RECUSED,
    }
    return entry | ({"remote": True} if seat.remote else {})


def _sign_ins(session: Session, division: Division) -> dict[int, str]:
    rows = session.execute(
        select(Press.seat_id, Press.auth).where(Press.division_id == division.id).order_by(Press.id)
    )
    return dict(rows.all())
