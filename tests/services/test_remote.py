"""Taking part at a distance: KL 5 kap. 16 §."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from council.law.refusals import (
    AlreadyThere,
    DivisionOpen,
    MayNotVote,
    NotAtADistance,
    NotNow,
    NotPresiding,
)
from council.law.remote import Lost
from council.law.roll import Standing
from council.law.tally import Choice
from council.services import attendance, rules_of_order
from council.services.missing import Missing
from council.services.remote import lose_link, regain_link
from council.services.substitutes import call_substitute
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import DivisionSeat, Ending, MeetingState, Presence
from tests.factories import (
    NOON,
    a_meeting,
    an_open_division,
    does,
    holders,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import one_entry, refused


@pytest.fixture
def meeting(council):
    """An open meeting under the rules of 2018, to which Agneta has not come."""
    rules_of_order.change("remote", "2018", SYSTEM, now=NOON)
    meeting = a_meeting(state=MeetingState.OPEN)
    here = [one for one in holders() if one != "agneta"]
    attendance.record_present(meeting, here, SYSTEM, now=NOON)
    return meeting


def link_up(meeting, who="agneta", at=0):
    does(who, partial(attendance.check_in, remote=True), meeting, now=later(at))


def there(meeting, who="agneta"):
    with reading() as session:
        rows = session.execute(
            select(Presence.seat_id, Presence.remote, Presence.ended)
            .where(Presence.meeting_id == meeting, Presence.person_id == person(who))
            .order_by(Presence.id)
        )
        return [tuple(row) for row in rows]


def test_nobody_takes_part_at_a_distance_unless_the_council_has_decided_it(council):
    meeting = a_meeting()

    with refused(NotAtADistance, why="none"):
        link_up(meeting)


def test_who_takes_part_at_a_distance_is_present_and_votes(meeting):
    with one_entry(meeting, "roll.checked_in") as entries:
        link_up(meeting)
    opened = an_open_division(meeting=meeting, now=later(1))
    press(opened.division, "agneta", Choice.YES, now=later(2))

    assert json.loads(entries[0].payload)["entered"] == [
        {"member": f"p{person('agneta')}", "seat": "5", "remote": True}
    ]
    with reading() as session:
        assert session.get_one(DivisionSeat, (opened.division, seat("agneta"))).remote
        assert not session.get_one(DivisionSeat, (opened.division, seat("cia"))).remote


def test_the_presidium_does_not_where_it_is_barred(meeting):
    does("vice1", attendance.leave, meeting)
    with refused(NotAtADistance, why="presidium"):
        link_up(meeting, "vice1", at=24 * 60)
    rules_of_order.change("presidium_remote_barred", "no", SYSTEM, now=NOON)
    link_up(meeting, "vice1", at=24 * 60)


def test_who_has_lost_the_picture_is_not_present_and_both_times_are_recorded(meeting):
    link_up(meeting)
    with one_entry(meeting, "roll.link_lost") as lost:
        assert does("ordforande", lose_link, meeting, person("agneta"), now=later(5)) is False
    assert there(meeting) == [(seat("agneta"), True, Ending.LINK_LOST)]
    with one_entry(meeting, "roll.link_regained"):
        does("ordforande", regain_link, meeting, person("agneta"), now=later(7))

    assert there(meeting)[-1] == (seat("agneta"), True, None)
    assert json.loads(lost[0].payload) == {
        "member": f"p{person('agneta')}",
        "seat": "5",
        "lost": "picture",
        "present": False,
    }


def test_after_the_bill_the_picture_alone_is_not_needed(meeting):
    rules_of_order.change("remote", "bill", SYSTEM, now=NOON)
    link_up(meeting)

    assert does("ordforande", lose_link, meeting, person("agneta"), now=later(5)) is True
    assert there(meeting) == [(seat("agneta"), True, None)]
    gone = does(
        "ordforande", partial(lose_link, lost=Lost.SOUND), meeting, person("agneta"), now=later(6)
    )
    assert gone is False


def test_the_person_and_the_desk_tell_of_the_link_and_nobody_else(meeting):
    link_up(meeting)
    with refused(NotPresiding):
        does("cia", lose_link, meeting, person("agneta"), now=later(1))
    does("agneta", lose_link, meeting, person("agneta"), now=later(2))
    does("sekreterare", regain_link, meeting, person("agneta"), now=later(3))
    with refused(AlreadyThere):
        does("agneta", regain_link, meeting, person("agneta"), now=later(4))


def test_no_link_is_lost_in_the_hall_nor_regained_that_was_not_lost(meeting):
    with refused(NotNow, act="lose_link"):
        does("ordforande", lose_link, meeting, person("cia"), now=later(1))
    with refused(NotNow, act="lose_link"):
        does("ordforande", lose_link, meeting, person("agneta"), now=later(1))
    with refused(NotNow, act="regain_link"):
        does("ordforande", regain_link, meeting, person("agneta"), now=later(1))
    with refused(Missing):
        does("ordforande", lose_link, meeting, 9999, now=later(1))


def test_the_roll_stands_while_votes_are_given(meeting):
    link_up(meeting)
    an_open_division(meeting=meeting, now=later(1))

    with refused(DivisionOpen):
        does("ordforande", lose_link, meeting, person("agneta"), now=later(2))


def test_a_member_whose_link_is_back_takes_the_seat_from_a_substitute(meeting):
    link_up(meeting)
    attendance.record_present(meeting, ["bo"], SYSTEM, now=NOON)
    does("ordforande", lose_link, meeting, person("agneta"), now=later(1))
    does("ordforande", call_substitute, meeting, seat("agneta"), None, "", now=later(2))
    does("ordforande", regain_link, meeting, person("agneta"), now=later(3))

    assert there(meeting)[-1] == (seat("agneta"), True, None)
    assert there(meeting, "bo")[-1] == (None, False, None)


def test_a_substitute_whose_link_is_back_serves_on_unless_another_was_called(meeting):
    link_up(meeting, "bo")
    does("ordforande", call_substitute, meeting, seat("agneta"), None, "", now=later(1))
    does("bo", lose_link, meeting, person("bo"), now=later(2))
    does("bo", regain_link, meeting, person("bo"), now=later(3))
    assert there(meeting, "bo")[-1] == (seat("agneta"), True, None)

    does("bo", lose_link, meeting, person("bo"), now=later(4))
    attendance.record_present(meeting, ["ersattare_s2"], SYSTEM, now=later(5))
    does("ordforande", call_substitute, meeting, seat("agneta"), None, "", now=later(6))
    does("bo", regain_link, meeting, person("bo"), now=later(7))
    assert there(meeting, "bo")[-1] == (None, True, None)


def test_who_has_lost_the_link_is_told_so_at_the_ballot(meeting):
    link_up(meeting)
    does("ordforande", lose_link, meeting, person("agneta"), now=later(1))
    opened = an_open_division(meeting=meeting, now=later(2))

    with refused(MayNotVote, reason=Standing.LINK_LOST.value):
        press(opened.division, "agneta", Choice.YES, now=later(3))
