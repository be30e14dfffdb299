"""Decisions, the newest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, contains_eager, selectinload

from council.store.models import Division, Item, ItemState, Meeting, Paragraph
from council.store.queries.paging import Page, cut
from council.store.queries.public_items import deciding
from council.store.queries.public_meetings import LISTED, held_within


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided item with §, meeting and proposals, and the division that decided it, if any."""

    item: Item
    division: Division | None


def decisions(
    session: Session,
    *,
    year: int | None = None,
    since: date | None = None,
    until: date | None = None,
    after: int | None = None,
    limit: int = 20,
) -> Page[Decided]:
    """Decisions, the newest first; ``year`` is the year of the §."""
    wanted = (
        select(Item)
        .join(Item.meeting)
        .join(Item.paragraph)
        .where(LISTED, Item.state == ItemState.DECIDED, held_within(since, until))
    )
    if year is not None:
        wanted = wanted.where(Paragraph.year == year)
    if after is not None:
        last = select(Item.decided_at, Item.id).where(Item.id == after)
        wanted = wanted.where(tuple_(Item.decided_at, Item.id) < last.scalar_subquery())
    items = session.scalars(
        wanted.order_by(Item.decided_at.desc(), Item.id.desc())
        .limit(limit + 1)
        .options(
            contains_eager(Item.meeting),
            contains_eager(Item.paragraph),
            selectinload(Item.proposals),
        )
    ).all()
    page = cut(items, limit, lambda item: item.id)
    divisions = divisions_of(session, [item.id for item in page.rows])
    rows = tuple(
        Decided(item, deciding(divisions.get(item.id, ()), item.proposals)) for item in page.rows
    )
    return Page(rows, page.next)


def divisions_of(session: Session, items: list[int]) -> dict[int, tuple[Division, ...]]:
    """The divisions of some items, the first first."""
    by_item: dict[int, tuple[Division, ...]] = {}
    for division in session.scalars(
        select(Division).where(Division.item_id.in_(items)).order_by(Division.sequence)
    ):
        by_item[division.item_id] = (*by_item.get(division.item_id, ()), division)
    return by_item


def years(session: Session) -> list[int]:
    """The years in which something was decided, the newest first."""
    # From each year's first § to the next year's, by the index: not through all that were written.
    each = select(func.max(Paragraph.year).label("year")).cte("each", recursive=True)
    before = select(func.max(Paragraph.year)).where(Paragraph.year < each.c.year).scalar_subquery()
    each = each.union_all(select(before).where(each.c.year.is_not(None)))
    public = (
        select(Paragraph.year)
        .join(Meeting, Paragraph.meeting_id == Meeting.id)
        .where(LISTED, Paragraph.year == each.c.year)
        .exists()
    )
    return list(session.scalars(select(each.c.year).where(public).order_by(each.c.year.desc())))
