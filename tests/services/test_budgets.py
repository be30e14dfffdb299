"""The budget's calendar against the record: a warning before the meeting is closed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from council.law.budget import BudgetDays, Lateness
from council.law.procedure import Step
from council.services.budgets import budget_warning
from council.store.engine import reading, writing
from council.store.models import Item, ItemKind, ItemState, Meeting, MeetingKind, MeetingState
from tests.factories import a_meeting, an_item

ORDINARY = MeetingKind.ORDINARY
DAY = date(2026, 11, 30)
HALL = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def store(any_store, seeded):
    with any_store.app_context():
        yield


def a_budget(meeting, *, kind=ItemKind.BUDGET, decided=None, year=2027):
    """An item about a year's budget, decided at a moment or not."""
    item = an_item(meeting, kind=kind)
    with writing() as session:
        row = session.get_one(Item, item)
        row.budget_year = year
        if decided is not None:
            row.state, row.step = ItemState.DECIDED, Step.DECIDED
            row.opened_at = row.decided_at = decided
    return item


def warned(meeting, today=DAY):
    with reading() as session:
        return budget_warning(session, session.get_one(Meeting, meeting), today)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=HALL)


def test_a_meeting_without_a_budget_warns_of_nothing(store):
    meeting = a_meeting(day=DAY, kind=ORDINARY)
    an_item(meeting)

    assert warned(meeting) is None


def test_an_undecided_budget_at_the_end_of_november_is_warned_of(store):
    meeting = a_meeting(day=DAY, kind=ORDINARY)
    a_budget(meeting)

    found = warned(meeting)
    assert found.lateness is Lateness.TAX_RATE_DUE
    assert found.days == BudgetDays(DAY, date(2026, 12, 31))
    assert found.tax_rate_may_be_changed


def test_a_budget_that_is_decided_in_time_is_in_order(store):
    meeting = a_meeting(day=DAY, kind=ORDINARY)
    a_budget(meeting, decided=at(DAY))

    assert warned(meeting) is None


def test_the_outgoing_council_s_budget_is_warned_of(store):
    meeting = a_meeting(day=date(2026, 6, 10), kind=ORDINARY)
    a_budget(meeting, decided=at(date(2026, 6, 10)))

    assert warned(meeting, date(2026, 6, 10)).lateness is Lateness.TOO_EARLY


def test_where_the_tax_rate_is_set_by_itself_only_the_budget_is_due(store):
    meeting = a_meeting(day=date(2026, 12, 16), kind=ORDINARY)
    a_budget(meeting)
    a_budget(meeting, kind=ItemKind.DECISION, decided=at(date(2026, 11, 25)))

    assert warned(meeting, date(2026, 12, 16)).lateness is Lateness.BUDGET_DUE
    assert warned(meeting, DAY) is None


def test_a_budget_decided_at_another_meeting_is_decided(store):
    before = a_meeting(day=date(2026, 11, 25), kind=ORDINARY)
    a_budget(before)
    after = a_meeting(day=DAY, kind=ORDINARY)
    a_budget(after, decided=at(DAY))

    assert warned(before) is None


def test_a_rehearsal_decides_no_budget(store):
    rehearsal = a_meeting(day=DAY)
    a_budget(rehearsal, decided=at(DAY))
    meeting = a_meeting(day=DAY, kind=ORDINARY)
    a_budget(meeting)

    assert warned(meeting)


@pytest.mark.parametrize(
    ("day", "kind", "state", "warns"),
    [
        (DAY, ORDINARY, MeetingState.PUBLISHED, False),
        (DAY, ORDINARY, MeetingState.DRAFT, False),
        (DAY, MeetingKind.REHEARSAL, MeetingState.PUBLISHED, True),
        (date(2026, 12, 1), ORDINARY, MeetingState.PUBLISHED, True),
    ],
)
def test_a_later_meeting_in_time_is_time_enough(store, day, kind, state, warns):
    meeting = a_meeting(day=date(2026, 11, 25), kind=ORDINARY)
    a_budget(meeting)
    a_meeting(day=day, kind=kind, state=state)

    assert bool(warned(meeting, date(2026, 11, 25))) is warns
