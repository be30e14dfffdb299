"""One item of the agenda, whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from council.law.proposals import Kind as ProposalKind
from council.law.tally import Choice
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Meeting,
    Person,
    Proposal,
    Recusal,
)
from council.store.queries import aside, refused
from council.store.queries.asked import every_question, question_now
from council.store.queries.events import events
from council.store.queries.public_meetings import PUBLIC


@dataclass(frozen=True, slots=True)
class ItemWhole:
    """An item with its meeting, documents, proposals, § and divisions, the first first."""

    item: Item
    divisions: tuple[Division, ...]
    annulled: Mapping[int, datetime]
    """When a division was declared void, by its number."""
    recusals: Sequence[Recusal] = ()
    """Those that hold, with people and parties."""
    lifted: Sequence[Recusal] = ()
    """Those that the council found no ground for."""
    no_part: Sequence[Person] = ()
    """Who takes no part in the decision."""
    refusals: Mapping[int, str] = field(default_factory=dict)
    """Why a proposal was not put, by its number."""

    @property
    def deciding(self) -> tuple[Division, ...]:
        """The divisions that decided it, or will when the gavel falls; one for each point."""
        return tuple(one for one in self.divisions if _decides(one, self.item.proposals))


def deciding(divisions: Iterable[Division], proposals: Iterable[Proposal]) -> Division | None:
    """The division that counts, the last where there were several, if there is one."""
    main = [division for division in divisions if _decides(division, proposals)]
    return main[-1] if main else None


ENDING = (ProposalKind.DISMISSAL, ProposalKind.TABLING, ProposalKind.REFERRAL)
"""What ends an item without a decision on the matter, where it carries."""


def _decides(division: Division, proposals: Iterable[Proposal]) -> bool:
    """Whether a division counts: not a step on the way, nor that the item went on."""
    if division.state is not DivisionState.CLOSED or division.kind is DivisionKind.PREPARATORY:
        return False
    if division.kind is not DivisionKind.PROCEDURAL:
        return True
    won = division.yes_id if division.outcome is Choice.YES else division.no_id
    return any(one.id == won and one.kind in ENDING for one in proposals)


def item(session: Session, item_id: int) -> ItemWhole | None:
    """An item of a meeting that has been announced."""
    found = session.scalars(
        select(Item)
        .join(Item.meeting)
        .where(Item.id == item_id, PUBLIC)
        .options(
            contains_eager(Item.meeting),
            joinedload(Item.paragraph),
            question_now(),
            every_question(),
            selectinload(Item.documents),
            selectinload(Item.clauses),
            selectinload(Item.proposals).selectinload(Proposal.movers),
        )
    ).one_or_none()
    if found is None:
        return None
    divisions = session.scalars(
        select(Division).where(Division.item_id == item_id).order_by(Division.sequence)
    )
    return ItemWhole(
        item=found,
        divisions=tuple(divisions),
        annulled=annulled_at(session, found.meeting),
        recusals=aside.recusals(session, item_id),
        lifted=aside.lifted_of(session, [item_id]).get(item_id, ()),
        no_part=aside.takes_no_part(session, item_id),
        refusals=refused.reasons(session, found.meeting),
    )


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
