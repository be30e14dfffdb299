"""A meeting's agenda as the secretary prepares it, and who may ask and answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from council.store.models import Item, Person, Role
from council.store.models.people import SEATED


def items(session: Session, meeting_id: int) -> list[Item]:
    """The items with who asks and answers, in the order of the agenda."""
    return list(
        session.scalars(
            select(Item)
            .where(Item.meeting_id == meeting_id)
            .order_by(Item.number)
            .options(
                joinedload(Item.paragraph),
                joinedload(Item.asked_by).joinedload(Person.party),
                joinedload(Item.answered_by).joinedload(Person.party),
            )
        )
    )


def councillors(session: Session) -> list[Person]:
    """Who may ask or answer: members and substitutes, by name."""
    return list(
        session.scalars(
            select(Person)
            .where(Person.active.is_(True), Person.role.in_({*SEATED, Role.SUBSTITUTE}))
            .order_by(Person.name)
            .options(joinedload(Person.party))
        )
    )
