"""Who took part in deciding an item: from the deciding rolls and votes, or from who was there.

Several questions may have decided an item: one that was taken part in is enough to reserve
(``law.reservations``).
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from council.law.questions import Kind as QuestionKind
from council.law.refusals import NotServing
from council.law.reservations import Part, part_in_division, whole_part
from council.services.presences import roll_fixed
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    NotTakingPart,
    Presence,
    Question,
    Recusal,
    SettledBy,
    Tick,
    Vote,
)
from council.store.queries.rules_of_order import rules_of_order


def part_in(session: Session, item: Item, person_id: int) -> Part:
    """What somebody did when an item was decided."""
    if _recused(session, item, person_id):
        return Part.RECUSED
    if session.get(NotTakingPart, (item.id, person_id)) is not None:
        return Part.NOT_TAKING_PART
    parts = [_part(session, item, one, person_id) for one in _deciding(session, item)]
    if not parts:  # nothing was put: the gavel alone, or an election
        parts = [_elected(session, item, person_id)]
    return whole_part(parts)


def _recused(session: Session, item: Item, person_id: int) -> bool:
    return (
        session.scalar(
            select(Recusal.id).where(
                Recusal.item_id == item.id,
                Recusal.person_id == person_id,
                Recusal.lifted_at.is_(None),
            )
        )
        is not None
    )


def _deciding(session: Session, item: Item) -> list[Question]:
    """The questions that made the decision: not the steps on the way, nor what was lost."""
    asked = session.scalars(
        select(Question)
        .where(
            Question.item_id == item.id,
            Question.settled_at.is_not(None),
            Question.kind != QuestionKind.PREPARATORY,
        )
        .order_by(Question.sequence)
    )
    return [
        one for one in asked if one.kind is not QuestionKind.FORMAL or one.winner_id is not None
    ]


def _part(session: Session, item: Item, question: Question, person_id: int) -> Part:
    if question.settled_by is not SettledBy.DIVISION:
        return _present(session, item, question.settled_at, person_id)
    division = session.scalars(
        select(Division)
        .where(Division.question_id == question.id, Division.state == DivisionState.CLOSED)
        .order_by(Division.sequence.desc())
        .limit(1)
    ).one_or_none()
    if division is None:
        return _elected(session, item, person_id)
    return _voted(session, division, person_id)


def _elected(session: Session, item: Item, person_id: int) -> Part:
    division = session.scalars(
        select(Division)
        .where(Division.item_id == item.id, Division.state == DivisionState.CLOSED)
        .order_by(Division.sequence.desc())
        .limit(1)
    ).one_or_none()
    if division is None:
        return _present(session, item, item.decided_at, person_id)
    return _voted(session, division, person_id)


def _voted(session: Session, division: Division, person_id: int) -> Part:
    if division.casting_by_id == person_id:
        return Part.DECIDED
    seat = seat_in(session, division.id, person_id)
    if seat is None:
        return Part.ABSENT
    if division.secret:
        ticked = session.get(Tick, (division.id, seat.seat_id)) is not None
        return Part.DECIDED if ticked else Part.NO_VOTE
    vote = session.get(Vote, (division.id, seat.seat_id))
    return part_in_division(None if vote is None else vote.choice)


def seat_in(session: Session, division_id: int, person_id: int) -> DivisionSeat | None:
    """The seat that somebody could vote with in a division."""
    return session.scalars(
        select(DivisionSeat).where(
            DivisionSeat.division_id == division_id,
            DivisionSeat.person_id == person_id,
            DivisionSeat.why_not.is_(None),
        )
    ).one_or_none()


def require_served(session: Session, item: Item, person_id: int) -> None:
    """Let only who has served in the meeting, or stood in for the item, go on.

    Raises:
        NotServing: the person has not.
    """
    served = session.scalar(
        select(Presence.id)
        .where(
            Presence.meeting_id == item.meeting_id,
            Presence.person_id == person_id,
            Presence.seat_id.is_not(None),
        )
        .limit(1)
    )
    stood_in = select(Recusal.id).where(
        Recusal.item_id == item.id, Recusal.substitute_id == person_id
    )
    if served is None and session.scalar(stood_in.limit(1)) is None:
        raise NotServing


def _present(session: Session, item: Item, at: datetime | None, person_id: int) -> Part:
    """Present through the item: served when it was settled, or stood in for who was recused.

    Who came when the roll was fixed already serves from the next item; who gives up a seat at the
    very moment of the gavel has decided. Of what was never settled nobody has decided anything.
    """
    if at is None:
        return Part.ABSENT
    fixed = at if rules_of_order(session).entry_mid_item else roll_fixed(session, item)
    there = (
        Presence.meeting_id == item.meeting_id,
        Presence.person_id == person_id,
        Presence.arrived_at <= (fixed or at),
        or_(Presence.left_at.is_(None), Presence.left_at >= at),
    )
    stands_in = select(Recusal.id).where(
        Recusal.item_id == item.id,
        Recusal.substitute_id == person_id,
        Recusal.lifted_at.is_(None),
    )
    serving = session.scalar(
        select(Presence.id).where(*there, or_(Presence.seat_id.is_not(None), stands_in.exists()))
    )
    return Part.ABSENT if serving is None else Part.DECIDED
