"""Calling substitutes: KL 5 kap. 17–21 §§, and the member's right to the seat."""

import json

import pytest
from sqlalchemy import select

from council.law.refusals import (
    CannotBeCalled,
    DivisionOpen,
    KeepsPlace,
    MayNotVote,
    NoRotation,
    NoSubstitute,
    NotNow,
    NotOfTheParty,
    NotPresiding,
    OutOfTurn,
    ReasonMissing,
    SeatTaken,
)
from council.law.tally import Choice
from council.services import attendance, divisions, items, meetings, rules_of_order
from council.services.missing import Missing
from council.services.substitutes import call_substitute, suggested
from council.store.engine import reading, writing
from council.store.journal import SYSTEM
from council.store.models import (
    DivisionSeat,
    Ending,
    Meeting,
    MeetingState,
    Presence,
    Seat,
    SubstituteList,
)
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
from tests.support.changes import kinds, one_entry, refused

A_DAY = 24 * 60


@pytest.fixture
def meeting(council):
    """An open meeting with all but Agneta there."""
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    does("agneta", attendance.leave, meeting)
    return meeting


def here(meeting, *usernames):
    attendance.record_present(meeting, usernames, SYSTEM, now=NOON)


def calls(meeting, whom=None, *, who="ordforande", on="agneta", reason="", at=0):
    substitute = None if whom is None else person(whom)
    return does(who, call_substitute, meeting, seat(on), substitute, reason, now=later(at))


def serves(meeting, on="agneta"):
    """Who serves on somebody's seat."""
    with reading() as session:
        return session.scalars(
            select(Presence.person_id).where(
                Presence.meeting_id == meeting,
                Presence.seat_id == seat(on),
                Presence.left_at.is_(None),
            )
        ).one_or_none()


def ended(meeting, who):
    """How somebody's stretches ended, the first first."""
    with reading() as session:
        return list(
            session.scalars(
                select(Presence.ended)
                .where(Presence.meeting_id == meeting, Presence.person_id == person(who))
                .order_by(Presence.id)
            )
        )


def finish(opened, at):
    press(opened.division, "cia", Choice.YES, now=later(at))
    does("ordforande", divisions.close_division, opened.division, now=later(at))
    does("ordforande", items.gavel, opened.item, now=later(at))


def test_the_next_in_order_who_is_there_serves(meeting):
    here(meeting, "ersattare_s2", "bo")

    with one_entry(meeting, "roll.substitute_called") as entries:
        assert calls(meeting) == person("bo")

    assert serves(meeting) == person("bo")
    assert ended(meeting, "bo") == [Ending.CALLED, None]
    assert json.loads(entries[0].payload) == {
        "member": f"p{person('bo')}",
        "seat": "5",
        "for": f"p{person('agneta')}",
        "passed": [],
        "out_of_turn": False,
    }


def test_one_higher_in_the_order_who_is_not_there_is_passed_by(meeting):
    here(meeting, "ersattare_s2")

    with one_entry(meeting, "roll.substitute_called") as entries:
        assert calls(meeting) == person("ersattare_s2")

    assert json.loads(entries[0].payload)["passed"] == [f"p{person('bo')}"]


def test_the_secretary_may_call_too(meeting):
    here(meeting, "bo")

    assert calls(meeting, who="sekreterare") == person("bo")


@pytest.mark.parametrize("who", ["vice1", "cia", "bo"])
def test_nobody_else_may(meeting, who):
    here(meeting, "bo")

    with refused(NotPresiding, presiding="Ordföranden"):
        calls(meeting, who=who)


def test_before_the_opening_anybody_of_the_presidium_may(council):
    meeting = a_meeting()
    here(meeting, "bo")

    assert calls(meeting, who="vice1") == person("bo")


def test_without_a_substitute_of_the_party_the_seat_stays_empty(meeting):
    here(meeting, "ersattare_v1")

    with refused(NoSubstitute):
        calls(meeting)
    with refused(NotOfTheParty, person="Ersättare 1 (V)"):
        calls(meeting, "ersattare_v1")


def test_a_substitute_who_serves_keeps_the_place(meeting):
    here(meeting, "ersattare_s2")
    calls(meeting)
    here(meeting, "bo")

    with refused(KeepsPlace, serving="Ersättare 2 (S)"):
        calls(meeting, "bo")
    assert serves(meeting) == person("ersattare_s2")


def test_nobody_is_called_out_of_turn(meeting):
    here(meeting, "bo", "ersattare_s2")

    with refused(OutOfTurn, next="Bo"):
        calls(meeting, "ersattare_s2", reason="nära dörren")


def test_unless_the_rules_of_order_let_the_chair_and_the_reason_is_kept_for_the_desk(meeting):
    here(meeting, "bo", "ersattare_s2")
    rules_of_order.change("call_present_substitute", "yes", SYSTEM, now=NOON)

    with refused(ReasonMissing):
        calls(meeting, "ersattare_s2")
    with one_entry(meeting, "roll.substitute_called") as entries:
        assert calls(meeting, "ersattare_s2", reason="Bo har förhinder") == person("ersattare_s2")

    assert json.loads(entries[0].payload)["out_of_turn"] is True
    assert "förhinder" not in entries[0].payload
    with reading() as session:
        kept = session.scalars(select(Presence.reason).where(Presence.seat_id == seat("agneta")))
        assert "Bo har förhinder" in kept.all()


@pytest.mark.parametrize("who", ["bo", "ersattare_s2"])
def test_who_is_not_there_cannot_be_called(meeting, who):
    with refused(CannotBeCalled):
        calls(meeting, who)


def test_who_serves_on_another_seat_is_not_called_again(meeting):
    here(meeting, "bo", "ersattare_s2")
    calls(meeting)
    does("ordforande", items.open_item, an_item(meeting), now=later(1))
    does("ledamot007", attendance.leave, meeting, now=later(2))

    assert calls(meeting, on="ledamot007") == person("ersattare_s2")


def test_who_has_served_and_left_is_not_called_again_that_day(meeting):
    here(meeting, "bo")
    calls(meeting)
    does("bo", attendance.leave, meeting, now=later(1))
    attendance.record_present(meeting, ["bo"], SYSTEM, now=later(2))

    with refused(NoSubstitute):
        calls(meeting, at=3)


def test_no_substitute_is_needed_where_the_member_is(meeting):
    here(meeting, "bo", "ersattare_v1")

    with refused(SeatTaken, serving="Cia"):
        calls(meeting, on="cia")


def test_nobody_is_called_to_what_is_not_there_or_is_over(meeting):
    with refused(Missing):
        does("ordforande", call_substitute, 99, seat("agneta"), None, "")
    with refused(Missing):
        does("ordforande", call_substitute, meeting, 99, None, "")
    with refused(Missing):
        does("ordforande", call_substitute, meeting, seat("agneta"), 9999, "")
    does("ordforande", meetings.close_meeting, meeting)
    with refused(NotNow, act="call_substitute"):
        calls(meeting)


def test_a_vacant_seat_is_served_too(meeting):
    with writing() as session:
        session.get_one(Seat, seat("agneta")).holder_id = None
    here(meeting, "bo")

    with one_entry(meeting, "roll.substitute_called") as entries:
        assert calls(meeting) == person("bo")
    assert json.loads(entries[0].payload)["for"] is None


def test_nobody_is_called_while_votes_are_given(meeting):
    here(meeting, "bo")
    an_open_division(meeting=meeting, now=later(1))

    with refused(DivisionOpen):
        calls(meeting, at=2)


def test_a_substitute_votes_on_the_member_s_seat(meeting):
    here(meeting, "bo")
    calls(meeting)
    opened = an_open_division(meeting=meeting, now=later(1))

    press(opened.division, "bo", Choice.YES, now=later(2))

    with reading() as session:
        rolled = session.get_one(DivisionSeat, (opened.division, seat("agneta")))
        assert (rolled.person_id, rolled.name, rolled.substitute_for) == (
            person("bo"),
            "Bo",
            "Agneta",
        )


def test_called_in_mid_item_the_substitute_serves_from_the_next(meeting):
    here(meeting, "bo")
    _, item = an_open_item(meeting=meeting, now=later(1))
    calls(meeting, at=2)
    division = does("ordforande", divisions.open_division, item, now=later(3))

    with refused(MayNotVote):
        press(division, "bo", Choice.YES, now=later(4))


def test_unless_the_rules_of_order_let_people_in(meeting):
    rules_of_order.change("entry_mid_item", "yes", SYSTEM, now=NOON)
    here(meeting, "bo")
    _, item = an_open_item(meeting=meeting, now=later(1))
    calls(meeting, at=2)
    division = does("ordforande", divisions.open_division, item, now=later(3))

    assert press(division, "bo", Choice.YES, now=later(4)).choice is Choice.YES


# The member's right to the seat (19–20 §§)


@pytest.fixture
def late(council):
    """An open meeting to which Agneta has not come; Bo serves for her."""
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone = [one for one in holders() if one != "agneta"]
    here(meeting, *everyone, "bo")
    calls(meeting)
    return meeting


def test_a_member_who_comes_between_items_takes_the_seat_at_once(late):
    with one_entry(late, "roll.checked_in") as entries:
        does("agneta", attendance.check_in, late, now=later(1))

    assert serves(late) == person("agneta")
    assert ended(late, "bo") == [Ending.CALLED, Ending.YIELDED, None]
    assert json.loads(entries[0].payload)["entered"] == [
        {"member": f"p{person('agneta')}", "seat": "5", "yields": f"p{person('bo')}"}
    ]


def test_a_member_who_comes_in_mid_item_takes_it_when_the_item_is_finished(late):
    opened = an_open_division(meeting=late, now=later(1))
    with one_entry(late, "roll.checked_in") as entries:
        does("agneta", attendance.check_in, late, now=later(2))

    assert json.loads(entries[0].payload)["entered"] == [
        {"member": f"p{person('agneta')}", "seat": None, "waits": "5"}
    ]
    assert serves(late) == person("bo")
    with refused(MayNotVote, reason="replaced"):
        press(opened.division, "agneta", Choice.YES, now=later(3))
    press(opened.division, "bo", Choice.YES, now=later(3))

    finish(opened, 4)
    second = an_open_division(meeting=late, now=later(9))

    assert "roll.seat_taken" in kinds(late)
    assert serves(late) == person("agneta")
    assert ended(late, "agneta") == [Ending.CALLED, None]
    press(second.division, "agneta", Choice.YES, now=later(10))


def test_unless_the_rules_of_order_let_members_in_at_once(late):
    rules_of_order.change("entry_mid_item", "yes", SYSTEM, now=NOON)
    an_open_item(meeting=late, now=later(1))
    does("agneta", attendance.check_in, late, now=later(2))

    assert serves(late) == person("agneta")


def test_but_nobody_changes_places_while_votes_are_given(late):
    rules_of_order.change("entry_mid_item", "yes", SYSTEM, now=NOON)
    an_open_division(meeting=late, now=later(1))
    does("agneta", attendance.check_in, late, now=later(2))

    assert serves(late) == person("bo")


def test_no_other_is_called_to_a_seat_that_its_member_waits_for(late):
    an_open_item(meeting=late, now=later(1))
    does("agneta", attendance.check_in, late, now=later(2))
    does("bo", attendance.leave, late, now=later(3))
    here(late, "ersattare_s2")

    with refused(SeatTaken, serving="Agneta"):
        calls(late, at=4)


def test_who_waits_for_the_seat_and_leaves_takes_it_not(late):
    opened = an_open_division(meeting=late, now=later(1))
    does("agneta", attendance.check_in, late, now=later(2))
    finish_without_her = later(3)
    press(opened.division, "cia", Choice.YES, now=finish_without_her)
    does("ordforande", divisions.close_division, opened.division, now=finish_without_her)
    does("agneta", attendance.leave, late, now=later(4))
    does("ordforande", items.gavel, opened.item, now=later(5))

    assert serves(late) == person("bo")


def test_who_has_left_takes_the_seat_back_the_next_day_and_not_before(meeting):
    here(meeting, "bo")
    calls(meeting)

    with refused(NoRotation):
        does("agneta", attendance.check_in, meeting, now=later(60))
    assert serves(meeting) == person("bo")

    does("agneta", attendance.check_in, meeting, now=later(A_DAY))
    assert serves(meeting) == person("agneta")


def test_a_substitute_who_has_yielded_goes_before_the_order_the_next_time(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    here(meeting, *[one for one in holders() if one != "agneta"], "ersattare_s2")
    calls(meeting)
    does("agneta", attendance.check_in, meeting, now=later(1))
    here(meeting, "bo")
    does("agneta", attendance.leave, meeting, now=later(2))

    assert calls(meeting, at=3) == person("ersattare_s2")


# A council with lists per member


def test_each_member_s_own_list_comes_first_then_that_of_the_party_s_first_seat(meeting):
    rules_of_order.change("call_up", "member", SYSTEM, now=NOON)
    with writing() as session:
        session.add_all(
            [
                SubstituteList(seat_id=seat("agneta"), person_id=person("ersattare_s2"), place=1),
                SubstituteList(seat_id=seat("ordforande"), person_id=person("bo"), place=1),
            ]
        )
    here(meeting, "bo", "ersattare_s2")

    with reading() as session:
        (told,) = suggested(
            session,
            session.get_one(Meeting, meeting),
            [session.get_one(Seat, seat("agneta"))],
            later(1),
        )
    assert (told.next, told.others) == (person("ersattare_s2"), (person("bo"),))
    assert calls(meeting) == person("ersattare_s2")
    does("ledamot007", attendance.leave, meeting, now=later(2))
    assert calls(meeting, on="ledamot007", at=3) == person("bo")


def test_the_desk_is_told_of_each_substitute_once(meeting):
    here(meeting, "bo")
    does("ledamot007", attendance.leave, meeting, now=later(1))

    with reading() as session:
        empty = [session.get_one(Seat, seat(one)) for one in ("agneta", "ledamot007")]
        told = suggested(session, session.get_one(Meeting, meeting), empty, later(2))
    assert [one.next for one in told] == [person("bo"), None]
