"""A councillor's page asks for the own presence anew only where it may have changed."""

import re

import pytest

from council.services import attendance, recusals
from council.store.journal import SYSTEM
from council.store.models import MeetingState
from council.web.member.presence import FOLLOWED, FOLLOWED_BY_MOST
from tests import factories
from tests.factories import NOON, does, holders, person

TRIGGER = re.compile(r'id="min-narvaro"[^>]* hx-trigger="([^"]*)"')


@pytest.fixture
def meeting(council):
    """Agneta and Cia are here, and Bo, who serves for nobody."""
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
        attendance.record_present(number, [*holders(), "bo"], SYSTEM, now=NOON)
        return number


def followed(visitor):
    """After which entries the page asks."""
    page = visitor.get("/rosta", headers={"Accept": "text/html"}).text
    trigger = TRIGGER.search(page)
    assert trigger is not None
    return tuple(one.split()[0] for one in trigger[1].split(", "))


def test_who_serves_on_the_own_seat_does_not_ask_at_every_item(meeting, sign_in):
    assert followed(sign_in("agneta")) == FOLLOWED_BY_MOST


def test_a_substitute_asks_whenever_the_roll_or_the_item_changes(meeting, sign_in):
    assert followed(sign_in("bo")) == FOLLOWED


def test_who_stands_aside_in_an_item_to_come_asks_until_there_is_no_ground(
    council, meeting, sign_in
):
    with council.app_context():
        item = factories.an_item(meeting)
        does("cia", recusals.recuse, item, "")
    cia = sign_in("cia")

    assert followed(cia) == FOLLOWED

    with council.app_context():
        does("ordforande", recusals.lift_recusal, item, person("cia"), "ingen grund")
    assert followed(cia) == FOLLOWED_BY_MOST
