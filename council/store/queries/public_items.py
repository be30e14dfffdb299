"""One item of the agenda, whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Meeting,
    Person,
    Proposal,
)
from council.store.queries.events import events
from council.store.queries.public_meetings import PUBLIC


@dataclass(frozen=True, slots=True)
class ItemWhole:
    """An item with its meeting, documents, proposals, § and divisions, the first first."""

    item: Item
    divisions: tuple[Division, ...]
    annulled: Mapping[int, datetime]
    """When a division was declared void, by its number."""

    @property
    def deciding(self) -> Division | None:
        """The division that decided it, or will when the gavel falls."""
        return deciding(self.divisions)


def deciding(divisions: tuple[Division, ...]) -> Division | None:
    """The main division that counts, if there is one."""
    main = [
        division
        for division in divisions
        if division.state is DivisionState.CLOSED and division.kind is not DivisionKind.PREPARATORY
    ]
    return main[-1] if main else None


def item(session: Session, item_id: int) -> ItemWhole | None:
    """An item of a meeting that has been announced."""
    found = session.scalars(
        select(Item)
        .join(Item.meeting)
        .where(Item.id == item_id, PUBLIC)
        .options(
            contains_eager(Item.meeting),
            joinedload(Item.paragraph),
            joinedload(Item.found),
            joinedload(Item.requested_by).joinedload(Person.party),
            selectinload(Item.documents),
            selectinload(Item.proposals).selectinload(Proposal.movers),
        )
    ).one_or_none()
    if found is None:
        return None
    divisions = session.scalars(
        select(Division).where(Division.item_id == item_id).order_by(Division.sequence)
    )
    return ItemWhole(found, tuple(divisions), annulled_at(session, found.meeting))


def annulled_at(session: Session, meeting: Meeting) -> dict[int, datetime]:
    """When divisions of a meeting were declared void, by their numbers; the journal knows."""
    return {
        int(str(event.payload["division"]).removeprefix("d")): event.at
        for event in events(session, meeting, ("division.annulled",))
    }


def meeting_of(session: Session, item_id: int) -> Meeting | None:
    """The meeting that an item belongs to."""
    return session.scalars(
        select(Meeting).join(Item, Item.meeting_id == Meeting.id).where(Item.id == item_id, PUBLIC)
    ).one_or_none()
