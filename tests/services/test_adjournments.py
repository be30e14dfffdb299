"""A pause: nothing is treated while it lasts, people come and go, another day begins anew."""

from datetime import timedelta

import pytest

from council.law.refusals import (
    BadPause,
    DivisionOpen,
    MeetingAdjourned,
    MeetingNotOpen,
    NotNow,
    NotPresiding,
)
from council.services import adjournments, attendance, chairing, divisions, items, meetings
from council.store.engine import reading
from council.store.models import Ending, Meeting, MeetingState, Presence
from council.store.queries import adjournments as reading_pauses
from tests.factories import (
    NOON,
    a_meeting,
    actor,
    an_item,
    an_open_division,
    an_open_item,
    does,
    everyone_present,
    later,
    person,
)
from tests.support.changes import kinds, one_entry, refused

pytestmark = pytest.mark.usefixtures("council")

ONE = later(60)
TOMORROW = NOON + timedelta(hours=21)


def adjourned(until=ONE):
    meeting, item = an_open_item()
    does("ordforande", adjournments.adjourn, meeting, until, now=later(1))
    return meeting, item


def stands(meeting):
    with reading() as session:
        row = session.get(Meeting, meeting)
        return row.state, row.presiding_id


def pause_of(meeting):
    with reading() as session:
        (pause,) = reading_pauses.pauses(session, meeting)
        return pause.from_at, pause.until, pause.resumed_at


def test_a_meeting_pauses_until_it_is_resumed():
    meeting, _ = an_open_item()
    with one_entry(meeting, "meeting.adjourned"):
        does("ordforande", adjournments.adjourn, meeting, ONE, now=later(1))
    assert stands(meeting)[0] is MeetingState.ADJOURNED
    assert pause_of(meeting) == (later(1), ONE, None)

    with one_entry(meeting, "meeting.resumed"):
        does("ordforande", adjournments.resume, meeting, now=later(58))
    assert stands(meeting) == (MeetingState.OPEN, person("ordforande"))
    assert pause_of(meeting) == (later(1), ONE, later(58))


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting, item: does("ordforande", items.gavel, item),
        lambda meeting, item: does("ordforande", divisions.open_division, item),
        lambda meeting, item: does("ordforande", meetings.close_meeting, meeting),
        lambda meeting, item: does("vice1", chairing.take_chair, meeting),
        lambda meeting, item: does("ordforande", adjournments.adjourn, meeting, later(90)),
    ],
)
def test_nothing_is_treated_while_it_pauses(act):
    meeting, item = adjourned()
    with refused(MeetingAdjourned, until=ONE.isoformat()):
        act(meeting, item)


def test_no_other_item_is_opened_while_it_pauses():
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    item = an_item(meeting)
    does("ordforande", adjournments.adjourn, meeting, ONE)
    with refused(MeetingAdjourned):
        does("ordforande", items.open_item, item)


def test_an_item_goes_on_where_it_stood():
    meeting, item = adjourned()
    does("ordforande", adjournments.resume, meeting, now=ONE)
    assert does("ordforande", divisions.open_division, item, now=later(61))


def test_not_while_votes_are_given():
    opened = an_open_division()
    with refused(DivisionOpen):
        does("ordforande", adjournments.adjourn, opened.meeting, ONE)


@pytest.mark.parametrize("until", [NOON, NOON - timedelta(minutes=1)])
def test_a_pause_ends_later_than_now(until):
    meeting, _ = an_open_item()
    with refused(BadPause):
        does("ordforande", adjournments.adjourn, meeting, until)


def test_only_who_presides_adjourns_an_open_meeting():
    meeting, _ = an_open_item()
    with refused(NotPresiding):
        does("vice1", adjournments.adjourn, meeting, ONE)
    waiting = a_meeting()
    with refused(MeetingNotOpen):
        does("ordforande", adjournments.adjourn, waiting, ONE)


def test_a_vice_chair_may_resume_and_then_presides():
    meeting, _ = adjourned()
    with refused(NotPresiding):
        does("agneta", adjournments.resume, meeting, now=ONE)

    does("vice1", adjournments.resume, meeting, now=ONE)
    assert stands(meeting) == (MeetingState.OPEN, person("vice1"))


def test_only_a_pause_can_be_resumed_or_moved():
    meeting, _ = an_open_item()
    with refused(NotNow, act="resume"):
        does("ordforande", adjournments.resume, meeting)
    with refused(NotNow, act="postpone"):
        does("ordforande", adjournments.postpone, meeting, ONE)


def test_another_time_can_be_said():
    meeting, _ = adjourned()
    with refused(BadPause):
        does("ordforande", adjournments.postpone, meeting, later(2), now=later(2))

    with one_entry(meeting, "meeting.adjourned"):
        does("ordforande", adjournments.postpone, meeting, later(90), now=later(2))
    assert pause_of(meeting) == (later(1), later(90), None)


def test_who_comes_and_goes_in_the_pause_is_recorded():
    meeting, _ = adjourned()
    does("agneta", attendance.leave, meeting, now=later(10))
    assert kinds(meeting)[-1] == "roll.left"


def test_on_another_day_all_check_in_anew_and_who_left_may_serve():
    meeting, _ = an_open_item()
    does("ordforande", adjournments.adjourn, meeting, TOMORROW, now=later(5))
    with reading() as session:
        ended = session.query(Presence).filter(Presence.meeting_id == meeting).all()
        assert {one.ended for one in ended} == {Ending.ADJOURNED}
        assert attendance.quorum(session, session.get(Meeting, meeting)).serving == 0

    assert attendance.record_present(meeting, None, actor("sekreterare"), now=TOMORROW) == 21
    does("ordforande", adjournments.resume, meeting, now=TOMORROW)
    assert stands(meeting)[0] is MeetingState.OPEN


def test_moved_to_another_day_the_roll_ends_too():
    meeting, _ = adjourned()
    does("ordforande", adjournments.postpone, meeting, TOMORROW, now=later(30))
    with reading() as session:
        assert attendance.quorum(session, session.get(Meeting, meeting)).serving == 0


def test_a_meeting_pauses_more_than_once():
    meeting, _ = adjourned()
    does("ordforande", adjournments.resume, meeting, now=ONE)
    does("ordforande", adjournments.adjourn, meeting, later(90), now=later(61))
    does("ordforande", adjournments.resume, meeting, now=later(90))
    with reading() as session:
        assert len(reading_pauses.pauses(session, meeting)) == 2


def test_resumed_on_another_day_than_was_said_the_first_days_roll_ends():
    meeting, _ = adjourned()
    attendance.record_present(meeting, ["bo"], actor("sekreterare"), now=TOMORROW)
    does("ordforande", adjournments.resume, meeting, now=TOMORROW + timedelta(minutes=1))

    with reading() as session:
        there = session.query(Presence).filter(Presence.left_at.is_(None)).all()
        assert [one.person_id for one in there] == [person("bo")]
