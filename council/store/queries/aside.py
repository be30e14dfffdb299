"""Who stands aside in an item, and who stands in for them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from council.store.models import Item, ItemState, NotTakingPart, Person, Recusal


def recusals(session: Session, item_id: int) -> list[Recusal]:
    """The recusals that hold in an item, the first first, with their people."""
    return recusals_of(session, [item_id]).get(item_id, [])


def recusals_of(session: Session, items: Sequence[int]) -> dict[int, list[Recusal]]:
    """The recusals that hold in some items, by item."""
    return _by_item(session, items, Recusal.lifted_at.is_(None))


def lifted_of(session: Session, items: Sequence[int]) -> dict[int, list[Recusal]]:
    """The recusals that the council found no ground for, by item."""
    return _by_item(session, items, Recusal.lifted_at.is_not(None))


def _by_item(
    session: Session, items: Sequence[int], which: ColumnElement[bool]
) -> dict[int, list[Recusal]]:
    rows = session.scalars(
        select(Recusal)
        .where(Recusal.item_id.in_(items), which)
        .order_by(Recusal.at, Recusal.id)
        .options(
            joinedload(Recusal.person).joinedload(Person.party),
            joinedload(Recusal.substitute).joinedload(Person.party),
            joinedload(Recusal.seat),
        )
    )
    by_item: dict[int, list[Recusal]] = {}
    for one in rows:
        by_item.setdefault(one.item_id, []).append(one)
    return by_item


def recusal(session: Session, item_id: int, person_id: int) -> Recusal | None:
    """Somebody's recusal in an item, if it holds."""
    return session.scalars(
        select(Recusal).where(
            Recusal.item_id == item_id,
            Recusal.person_id == person_id,
            Recusal.lifted_at.is_(None),
        )
    ).one_or_none()


def stood_in_for(session: Session, item_id: int, person_id: int) -> Recusal | None:
    """The recusal in which somebody stands in."""
    return session.scalars(
        select(Recusal).where(
            Recusal.item_id == item_id,
            Recusal.substitute_id == person_id,
            Recusal.lifted_at.is_(None),
        )
    ).one_or_none()


def awaits(session: Session, meeting_id: int, person_id: int) -> bool:
    """Whether somebody stands aside, or in for another, in an item that is not decided yet."""
    either = (Recusal.person_id == person_id) | (Recusal.substitute_id == person_id)
    found = session.scalar(
        select(Recusal.id)
        .join(Item, Recusal.item_id == Item.id)
        .where(
            Item.meeting_id == meeting_id,
            Item.state != ItemState.DECIDED,
            Recusal.lifted_at.is_(None),
            either,
        )
        .limit(1)
    )
    return found is not None


def takes_no_part(session: Session, item_id: int) -> list[Person]:
    """Who has said beforehand to take no part in an item's decision, the first first."""
    return takes_no_part_of(session, [item_id]).get(item_id, [])


def takes_no_part_of(session: Session, items: Sequence[int]) -> dict[int, list[Person]]:
    """Who has said beforehand to take no part in the decisions of some items, by item."""
    rows = session.execute(
        select(NotTakingPart.item_id, Person)
        .join(Person, NotTakingPart.person_id == Person.id)
        .where(NotTakingPart.item_id.in_(items))
        .order_by(NotTakingPart.at, Person.id)
        .options(joinedload(Person.party))
    )
    by_item: dict[int, list[Person]] = {}
    for item_id, one in rows:
        by_item.setdefault(item_id, []).append(one)
    return by_item
