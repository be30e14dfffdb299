"""The budget's calendar against the record: what a meeting leaves undone."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.budget import BudgetWarning, decided_too_early, undecided
from council.services.attendance import HALL
from council.store.models import Item, ItemKind, ItemState, Meeting, MeetingKind
from council.store.queries.afterwards import next_meeting


def budget_warning(
    session: Session, meeting: Meeting, today: date, *, special_reasons: bool = True
) -> BudgetWarning | None:
    """What to warn of before a meeting is closed; None where its budgets are in order.

    A warning and no refusal: the meeting may end, the law's days stand. ``special_reasons``:
    whether the budget itself may wait until December.
    """
    after = next_meeting(session, meeting)
    for item in _budgets(session, meeting):
        year = item.budget_year or 0
        if item.state is ItemState.DECIDED and item.decided_at is not None:
            found = decided_too_early(year, item.decided_at.astimezone(HALL).date())
        elif _decided(session, year, ItemKind.BUDGET):
            continue
        else:
            found = undecided(
                year,
                today,
                tax_rate_set=_decided(session, year, None),
                special_reasons=special_reasons,
                next_meeting=None if after is None else after.date,
            )
        if found is not None:
            return found
    return None


def _budgets(session: Session, meeting: Meeting) -> list[Item]:
    return list(
        session.scalars(
            select(Item)
            .where(
                Item.meeting_id == meeting.id,
                Item.kind == ItemKind.BUDGET,
                Item.budget_year.is_not(None),
            )
            .order_by(Item.number)
        )
    )


def _decided(session: Session, year: int, kind: ItemKind | None) -> bool:
    """Whether a year's budget is decided, or (None) its tax rate by an item of another kind."""
    matter = Item.kind != ItemKind.BUDGET if kind is None else Item.kind == kind
    return (
        session.scalar(
            select(Item.id)
            .join(Meeting, Meeting.id == Item.meeting_id)
            .where(
                Item.budget_year == year,
                matter,
                Item.state == ItemState.DECIDED,
                Meeting.kind != MeetingKind.REHEARSAL,
            )
            .limit(1)
        )
        is not None
    )
