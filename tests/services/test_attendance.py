"""Who is there: KL 5 kap. 20 and 45 §§, and the rules of order on who enters when."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from council.law.refusals import (
    AlreadyThere,
    DivisionOpen,
    MayNotVote,
    NoRotation,
    NotNow,
    NotQuorate,
    NotServing,
    UnknownPerson,
)
from council.law.tally import Choice
from council.services import attendance, divisions, items, meetings
from council.services.attendance import check_in, leave, record_present
from council.services.missing import Missing
from council.store.base import written
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import Meeting, MeetingState, Presence
from tests.factories import (
    NOON,
    a_meeting,
    an_item,
    an_open_division,
    an_open_item,
    does,
    everyone_present,
    holders,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import nothing_changes, one_entry, refused

A_DAY = 24 * 60


@pytest.fixture
def meeting(council):
    return a_meeting()


def there(meeting, username):
    """The seat somebody serves on; ``waits`` for a substitute who is there, else None."""
    with reading() as session:
        presence = session.scalars(
            select(Presence).where(
                Presence.meeting_id == meeting,
                Presence.person_id == person(username),
                Presence.left_at.is_(None),
            )
        ).one_or_none()
        return presence and (presence.seat_id or "waits")


def test_a_member_who_checks_in_serves_on_the_own_seat(meeting):
    with one_entry(meeting, "roll.checked_in") as entries:
        does("agneta", check_in, meeting)

    assert there(meeting, "agneta") == seat("agneta")
    assert json.loads(entries[0].payload) == {
        "entered": [{"member": f"p{person('agneta')}", "seat": "5"}]
    }


def test_a_substitute_who_checks_in_waits_to_be_called(meeting):
    with one_entry(meeting, "roll.checked_in"):
        does("bo", check_in, meeting)

    assert there(meeting, "bo") == "waits"


def test_people_may_check_in_while_the_meeting_is_open(meeting):
    does("ordforande", meetings.open_meeting, meeting)
    does("agneta", check_in, meeting)

    assert there(meeting, "agneta")


def test_who_is_there_does_not_check_in_again(meeting):
    does("agneta", check_in, meeting)

    with refused(AlreadyThere):
        does("agneta", check_in, meeting, now=later(1))


@pytest.mark.parametrize("who", ["dag", "sekreterare", "admin"])
def test_who_is_neither_member_nor_substitute_does_not_check_in(meeting, who):
    with refused(NotServing):
        does(who, check_in, meeting)


def test_nobody_checks_in_to_a_meeting_that_does_not_exist(council):
    with refused(Missing):
        does("agneta", check_in, 99)


def test_nobody_who_does_not_exist_checks_in(meeting):
    with refused(Missing):
        check_in(meeting, 9999, SYSTEM, now=NOON)


def test_nobody_checks_in_before_the_meeting_is_published(council):
    meeting = a_meeting(state=MeetingState.DRAFT)

    with refused(NotNow, act="check_in", step="draft"):
        does("agneta", check_in, meeting)


def test_nobody_checks_in_when_the_meeting_is_over(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    does("ordforande", meetings.close_meeting, meeting)

    with refused(NotNow, act="check_in", step="closed"):
        does("agneta", check_in, meeting)


def test_who_has_left_does_not_serve_again_the_same_day(meeting):
    does("agneta", check_in, meeting)
    does("agneta", leave, meeting, now=later(10))

    with refused(NoRotation):
        does("agneta", check_in, meeting, now=later(20))


def test_who_has_left_may_serve_again_the_next_day(meeting):
    does("agneta", check_in, meeting)
    does("agneta", leave, meeting, now=later(10))
    does("agneta", check_in, meeting, now=later(A_DAY))

    assert there(meeting, "agneta") == seat("agneta")


def test_the_day_is_the_hall_s_and_not_that_of_universal_time(meeting):
    before_midnight_in_the_hall = later(11 * 60 + 50)  # 23.50, which is 22.50 UTC
    does("agneta", check_in, meeting)
    does("agneta", leave, meeting, now=before_midnight_in_the_hall)

    does("agneta", check_in, meeting, now=before_midnight_in_the_hall + timedelta(minutes=20))


def test_a_substitute_who_has_not_served_may_come_back_the_same_day(meeting):
    does("bo", check_in, meeting)
    does("bo", leave, meeting, now=later(10))
    does("bo", check_in, meeting, now=later(20))

    assert there(meeting, "bo") == "waits"


def test_all_who_hold_a_seat_are_recorded_in_one_act(meeting):
    with one_entry(meeting, "roll.checked_in") as entries:
        assert everyone_present(meeting) == 21

    assert len(json.loads(entries[0].payload)["entered"]) == 21
    assert there(meeting, "bo") is None


def test_recording_all_again_passes_by_those_who_are_there(meeting):
    does("agneta", check_in, meeting)

    assert everyone_present(meeting) == 20
    with nothing_changes():
        assert everyone_present(meeting) == 0


def test_recording_all_passes_by_those_who_left_today(meeting):
    everyone_present(meeting)
    does("agneta", leave, meeting)

    assert record_present(meeting, None, SYSTEM, now=later(1)) == 0
    assert record_present(meeting, None, SYSTEM, now=later(A_DAY)) == 1


def test_some_are_recorded_by_name_each_once(meeting):
    with one_entry(meeting, "roll.checked_in"):
        came = record_present(meeting, ["agneta", "bo", "agneta"], SYSTEM, now=NOON)

    assert came == 2
    assert (there(meeting, "agneta"), there(meeting, "bo")) == (seat("agneta"), "waits")


def test_recording_nobody_changes_nothing(meeting):
    with nothing_changes():
        assert record_present(meeting, [], SYSTEM, now=NOON) == 0


def test_one_unknown_name_and_nobody_is_recorded(meeting):
    with refused(UnknownPerson, username="eva"):
        record_present(meeting, ["agneta", "eva"], SYSTEM, now=NOON)


def test_one_who_may_not_serve_and_nobody_is_recorded(meeting):
    with refused(NotServing):
        record_present(meeting, ["agneta", "dag"], SYSTEM, now=NOON)


def test_who_left_today_is_not_recorded_by_name(meeting):
    does("agneta", check_in, meeting)
    does("agneta", leave, meeting)

    with refused(NoRotation):
        record_present(meeting, ["cia", "agneta"], SYSTEM, now=later(1))


def test_recording_refuses_a_meeting_that_is_not_there_or_not_on(council):
    draft = a_meeting(state=MeetingState.DRAFT)

    with refused(Missing):
        everyone_present(99)
    with refused(NotNow, act="check_in"):
        everyone_present(draft)


def test_who_leaves_serves_no_more(meeting):
    does("agneta", check_in, meeting)

    with one_entry(meeting, "roll.left") as entries:
        does("agneta", leave, meeting, now=later(5))

    assert there(meeting, "agneta") is None
    assert json.loads(entries[0].payload) == {"member": f"p{person('agneta')}", "seat": "5"}


def test_a_waiting_substitute_leaves_no_seat(meeting):
    does("bo", check_in, meeting)

    with one_entry(meeting, "roll.left") as entries:
        does("bo", leave, meeting)

    assert json.loads(entries[0].payload)["seat"] is None


def test_who_is_not_there_does_not_leave(meeting):
    with refused(NotNow, act="leave"):
        does("agneta", leave, meeting)


def test_nobody_leaves_a_meeting_that_is_over_or_not_there(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    does("ordforande", meetings.close_meeting, meeting)

    with refused(NotNow, act="leave", step="closed"):
        does("agneta", leave, meeting)
    with refused(Missing):
        does("agneta", leave, 99)


def test_nobody_leaves_while_votes_are_given(council):
    opened = an_open_division()

    with refused(DivisionOpen):
        does("agneta", leave, opened.meeting)


def test_those_who_serve_are_counted_and_not_those_who_wait(meeting):
    everyone_present(meeting)
    does("bo", check_in, meeting)
    does("cia", leave, meeting)

    with reading() as session:
        quorum = attendance.quorum(session, session.get_one(Meeting, meeting))
    assert (quorum.seats, quorum.serving, quorum.needed) == (21, 20, 11)


def test_who_arrives_while_an_item_is_treated_waits_for_the_next(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    record_present(meeting, all_but_agneta(11), SYSTEM, now=NOON)
    first = an_open_division(meeting=meeting, now=later(1))
    does("agneta", check_in, meeting, now=later(2))

    with refused(MayNotVote, reason="arrived_late"):
        press(first.division, "agneta", Choice.YES)

    finish(first)
    second = an_open_division(meeting=meeting, now=later(9))
    assert press(second.division, "agneta", Choice.YES).choice is Choice.YES


def test_who_arrives_before_the_division_but_after_the_item_is_not_on_its_roll(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    record_present(meeting, all_but_agneta(11), SYSTEM, now=NOON)
    _, item = an_open_item(meeting=meeting, now=later(1))
    does("agneta", check_in, meeting, now=later(2))
    division = does("ordforande", divisions.open_division, item, now=later(3))

    with refused(MayNotVote, reason="arrived_late"):
        press(division, "agneta", Choice.YES)


def test_presence_carries_the_time_of_the_journal(meeting):
    does("cia", check_in, meeting, now=later(30))
    with one_entry(meeting, "roll.checked_in") as entries:
        does("agneta", check_in, meeting, now=NOON)

    with reading() as session:
        agneta = session.query(Presence).where(Presence.person_id == person("agneta")).one()
        assert written(agneta.arrived_at) == entries[0].at == written(later(30))


def all_but_agneta(count):
    """So many others who hold a seat, Cia among them."""
    return [one for one in holders() if one != "agneta"][:count]


def finish(opened):
    """Close the division, one vote being yes, and let the gavel fall."""
    press(opened.division, "cia", Choice.YES)
    does("ordforande", divisions.close_division, opened.division, now=later(3))
    does("ordforande", items.gavel, opened.item, now=later(4))


def test_a_clock_that_goes_back_puts_nobody_off_the_roll(council):
    """Order is the journal's, never the clock's: all came before the item was opened."""
    meeting = a_meeting(state=MeetingState.OPEN)
    record_present(meeting, None, SYSTEM, now=later(30))
    opened = an_open_division(meeting=meeting, now=NOON)

    assert press(opened.division, "agneta", Choice.YES).choice is Choice.YES


def test_a_clock_that_goes_back_keeps_nobody_in_the_hall(meeting):
    does("agneta", check_in, meeting, now=later(30))
    does("agneta", leave, meeting, now=NOON)

    assert there(meeting, "agneta") is None


def test_who_left_during_an_item_is_on_no_roll_after_it(council):
    meeting, item = an_open_item()
    does("agneta", leave, meeting)
    division = does("ordforande", divisions.open_division, item)

    with refused(MayNotVote, reason="left"):
        press(division, "agneta", Choice.YES)


def test_an_item_needs_more_than_half_of_the_seats(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    item = an_item(meeting)
    record_present(meeting, all_but_agneta(10), SYSTEM, now=NOON)
    with refused(NotQuorate, present=10, seats=21, needed=11):
        does("ordforande", items.open_item, item)

    record_present(meeting, ["agneta"], SYSTEM, now=NOON)
    with one_entry(meeting, "item.opened"):
        does("ordforande", items.open_item, item)
