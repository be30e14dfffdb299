"""Who asks and who answers, and the motion of an item, as a desk or a screen needs them."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from council.law.proposals import Kind
from council.law.tally import Choice
from council.store.models import Adjournment, Item, Motion, Person, Proposal, Question


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name and party's letters."""

    name: str
    party: str | None


def named(session: Session, person_id: int | None) -> Named | None:
    """A person, where there is one."""
    if person_id is None:
        return None
    person = session.scalars(
        select(Person).where(Person.id == person_id).options(joinedload(Person.party))
    ).one()
    return Named(person.name, person.party.letters if person.party else None)


def pause_decided(session: Session, item: Item) -> bool:
    """Whether the council has decided in an item to adjourn, and the meeting has not paused since.

    A formal proposal to adjourn decides nothing in the item itself.
    """
    decided = session.scalar(
        select(func.max(Question.settled_at))
        .join(Proposal, Proposal.id.in_([Question.yes_id, Question.no_id]))
        .where(
            Question.item_id == item.id,
            Question.settled_at.is_not(None),
            Proposal.kind == Kind.ADJOURNMENT,
            Proposal.id
            == case((Question.outcome == Choice.YES, Question.yes_id), else_=Question.no_id),
        )
    )
    if decided is None:
        return False
    paused = select(Adjournment.id).where(
        Adjournment.meeting_id == item.meeting_id, Adjournment.from_at >= decided
    )
    return session.scalar(paused.limit(1)) is None


def motion(session: Session, item: Item) -> Motion | None:
    """The motion that an item treats."""
    return None if item.motion_id is None else session.get(Motion, item.motion_id)
