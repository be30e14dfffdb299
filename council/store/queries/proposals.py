"""An item's proposals as the desks and the tablets show them."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from council.store.models import Clause, Proposal


def of_item(session: Session, item_id: int) -> list[Proposal]:
    """Every proposal that was made in an item, with who stands behind it, as they were made."""
    return list(
        session.scalars(
            select(Proposal)
            .where(Proposal.item_id == item_id)
            .order_by(Proposal.position)
            .options(selectinload(Proposal.movers))
        )
    )


def clauses(session: Session, item_id: int) -> list[Clause]:
    """The points of an item that may be decided differently."""
    return list(
        session.scalars(select(Clause).where(Clause.item_id == item_id).order_by(Clause.number))
    )
