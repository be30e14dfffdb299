"""What members have added to decisions: reservations and notes, with who they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from council.law.procedure import Step
from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    Meeting,
    MeetingKind,
    MeetingState,
    Note,
    NoteKind,
    Person,
    Reservation,
    Vote,
)

WHO = joinedload(Person.party)


def reservations(session: Session, items: Collection[int]) -> Mapping[int, Sequence[Reservation]]:
    """Reservations by item, in the order in which they were announced, with person and party."""
    by_item: dict[int, list[Reservation]] = defaultdict(list)
    for one in session.scalars(
        select(Reservation)
        .where(Reservation.item_id.in_(items))
        .order_by(Reservation.announced_at, Reservation.id)
        .options(joinedload(Reservation.person).options(WHO))
    ):
        by_item[one.item_id].append(one)
    return by_item


def notes(session: Session, items: Collection[int]) -> Mapping[int, Sequence[Note]]:
    """Notes of every kind and state by item, the first first, with person and party."""
    by_item: dict[int, list[Note]] = defaultdict(list)
    for one in session.scalars(
        select(Note)
        .where(Note.item_id.in_(items))
        .order_by(Note.announced_at, Note.id)
        .options(joinedload(Note.person).options(WHO))
    ):
        by_item[one.item_id].append(one)
    return by_item


def taken_in(notes: Sequence[Note]) -> list[Note]:
    """The notes that stand in the protocol: accepted ones, and wrong presses."""
    return [one for one in notes if one.kind is NoteKind.WRONG_PRESS or one.accepted_at is not None]


def waiting(notes: Sequence[Note]) -> list[Note]:
    """The notes that wait for who presides."""
    settled = taken_in(notes)
    return [one for one in notes if one not in settled and one.refused_at is None]


def wrong_presses(session: Session, division_id: int) -> Mapping[int, Choice]:
    """What those who pressed wrong in a division say to have meant, by person."""
    rows = session.execute(
        select(Note.person_id, Note.intended).where(
            Note.division_id == division_id, Note.kind == NoteKind.WRONG_PRESS
        )
    )
    return {person: intended for person, intended in rows if intended is not None}


def unsettled(session: Session, meeting_id: int) -> int:
    """How many notes of a meeting wait for who presides."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Note)
            .join(Item, Item.id == Note.item_id)
            .where(
                Item.meeting_id == meeting_id,
                Note.kind != NoteKind.WRONG_PRESS,
                Note.accepted_at.is_(None),
                Note.refused_at.is_(None),
            )
        )
        or 0
    )


def own_reservation(session: Session, item_id: int, person_id: int) -> Reservation | None:
    """Somebody's own reservation in an item."""
    return session.scalars(
        select(Reservation).where(
            Reservation.item_id == item_id, Reservation.person_id == person_id
        )
    ).one_or_none()


def own_notes(session: Session, item_id: int, person_id: int) -> Sequence[Note]:
    """Somebody's own notes in an item, the first first."""
    return session.scalars(
        select(Note)
        .where(Note.item_id == item_id, Note.person_id == person_id)
        .order_by(Note.id)
        .options(joinedload(Note.person).options(WHO))
    ).all()


def closed_votes(
    session: Session, item_id: int, person_id: int
) -> list[tuple[Division, Choice | None]]:
    """The closed open divisions of an item in which somebody could vote, with the sealed vote."""
    rows = session.execute(
        select(Division, Vote.choice)
        .join(DivisionSeat, DivisionSeat.division_id == Division.id)
        .outerjoin(Vote, (Vote.division_id == Division.id) & (Vote.seat_id == DivisionSeat.seat_id))
        .where(
            Division.item_id == item_id,
            Division.state == DivisionState.CLOSED,
            Division.secret.is_(False),
            DivisionSeat.person_id == person_id,
            DivisionSeat.why_not.is_(None),
        )
        .order_by(Division.sequence)
    )
    return [(division, choice) for division, choice in rows]


def decided_item(session: Session, item_id: int) -> Item | None:
    """A decided item of any meeting, with its § and meeting."""
    return session.scalars(
        select(Item)
        .where(Item.id == item_id, Item.step == Step.DECIDED)
        .options(joinedload(Item.paragraph), joinedload(Item.meeting))
    ).one_or_none()


def awaiting_reasons(session: Session, person_id: int) -> Sequence[Item]:
    """The items in which somebody has promised written reasons and can still give them."""
    return session.scalars(
        select(Item)
        .join(Reservation, Reservation.item_id == Item.id)
        .join(Item.meeting)
        .where(
            Reservation.person_id == person_id,
            Reservation.written,
            Reservation.text_at.is_(None),
            Meeting.state != MeetingState.ATTESTED,
        )
        .order_by(Item.decided_at)
        .options(joinedload(Item.paragraph), contains_eager(Item.meeting))
    ).all()


def decided_items(session: Session, meeting_id: int) -> Sequence[Item]:
    """The decided items of a meeting with their §§, the last one first."""
    return session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting_id, Item.step == Step.DECIDED)
        .order_by(Item.decided_at.desc(), Item.id.desc())
        .options(joinedload(Item.paragraph))
    ).all()


def next_meeting(session: Session, meeting: Meeting) -> Meeting | None:
    """The next meeting that is planned after one, rehearsals aside."""
    return session.scalars(
        select(Meeting)
        .where(
            Meeting.date > meeting.date,
            Meeting.kind != MeetingKind.REHEARSAL,
            Meeting.state.in_((MeetingState.DRAFT, MeetingState.PUBLISHED)),
        )
        .order_by(Meeting.date, Meeting.id)
        .limit(1)
    ).one_or_none()
