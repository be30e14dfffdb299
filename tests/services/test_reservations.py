"""Reservations: by who took part in deciding, before the meeting ends; reasons later."""

import json

import pytest

from council.law.procedure import Step
from council.law.refusals import (
    DidNotDecide,
    NoReservation,
    NotNow,
    NotPresiding,
    ReasonsTooLate,
    ReservationTooLate,
    TextMissing,
)
from council.law.tally import Choice
from council.services import (
    attendance,
    divisions,
    items,
    meetings,
    questions,
    reservations,
    rules_of_order,
)
from council.services.editions import commitment
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import Item, Meeting, MeetingState, Reservation
from tests.factories import (
    a_found_item,
    a_meeting,
    actor,
    an_item,
    an_open_division,
    does,
    everyone_present,
    holders,
    later,
    person,
    press,
)
from tests.support.changes import nothing_changes, one_entry, refused


@pytest.fixture
def decided(any_store, seeded):
    """An item decided by acclamation, and its meeting."""
    with any_store.app_context():
        meeting, item = a_found_item()
        does("ordforande", items.gavel, item)
        yield meeting, item


@pytest.fixture
def divided(any_store, seeded):
    """An item decided by a division: agneta no, cia abstains, one gave no vote, others yes."""
    with any_store.app_context():
        opened = an_open_division()
        choices = {"agneta": Choice.NO, "cia": Choice.ABSTAIN}
        for username in holders()[:-1]:
            press(opened.division, username, choices.get(username, Choice.YES))
        does("ordforande", divisions.close_division, opened.division)
        does("ordforande", items.gavel, opened.item)
        yield opened


def attest(meeting):
    """As the protocol will be attested one day."""
    with writing() as session:
        session.get_one(Meeting, meeting).state = MeetingState.ATTESTED


def kept(item, username="agneta"):
    with reading() as session:
        row = reservations.of_person(session, session.get_one(Item, item), person(username))
        if row is None:
            return None
        return row.written, row.text, row.announced_at, row.text_at


def test_who_was_there_may_reserve_against_what_was_decided_by_acclamation(decided):
    meeting, item = decided

    with one_entry(meeting, "reservation.made") as entries:
        does("agneta", reservations.reserve, item, False, now=later(3))

    assert kept(item) == (False, "", later(3), None)
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "person": f"p{person('agneta')}",
        "written": False,
    }


def test_to_reserve_again_changes_nothing(decided):
    _, item = decided
    first = does("agneta", reservations.reserve, item, True)

    with nothing_changes():
        assert does("agneta", reservations.reserve, item, False) == first


def test_who_voted_may_reserve_whichever_way(divided):
    does("agneta", reservations.reserve, divided.item, False)
    does("ordforande", reservations.reserve, divided.item, False)

    assert kept(divided.item)
    assert kept(divided.item, "ordforande")


def test_who_abstained_may_not(divided):
    with refused(DidNotDecide, part="abstained", who=""):
        does("cia", reservations.reserve, divided.item, False)


def test_who_gave_no_vote_may_not(divided):
    with refused(DidNotDecide, part="no_vote"):
        does(holders()[-1], reservations.reserve, divided.item, False)


def test_a_substitute_who_did_not_serve_may_not(decided):
    _, item = decided

    with refused(DidNotDecide, part="absent"):
        does("bo", reservations.reserve, item, False)


def test_who_came_after_the_decision_may_not(any_store, seeded):
    with any_store.app_context():
        meeting = a_meeting(state=MeetingState.OPEN)
        there = [name for name in holders() if name != "cia"]
        attendance.record_present(meeting, there, actor("sekreterare"), now=later(-9))
        _, item = a_found_item(meeting=meeting)
        does("ordforande", items.gavel, item)
        does("cia", attendance.check_in, meeting, now=later(3))

        with refused(DidNotDecide, part="absent"):
            does("cia", reservations.reserve, item, False, now=later(4))


def test_who_has_left_since_decided_all_the_same(decided):
    meeting, item = decided
    does("agneta", attendance.leave, meeting, now=later(3))

    does("agneta", reservations.reserve, item, False, now=later(4))
    assert kept(item)


def test_nobody_reserves_before_the_gavel(any_store, seeded):
    with any_store.app_context():
        _, item = a_found_item()

        with refused(NotNow, act="reserve", step=Step.FOUND.value):
            does("agneta", reservations.reserve, item, False)


def test_nobody_reserves_when_the_meeting_is_over(decided):
    meeting, item = decided
    does("ordforande", meetings.close_meeting, meeting, now=later(5))

    with refused(ReservationTooLate, closed=later(5).isoformat()):
        does("agneta", reservations.reserve, item, False, now=later(6))


def test_nor_against_what_that_meeting_never_decided(any_store, seeded):
    with any_store.app_context():
        meeting = a_meeting()
        item = an_item(meeting)
        everyone_present(meeting)
        does("ordforande", meetings.open_meeting, meeting)
        does("ordforande", meetings.close_meeting, meeting, now=later(5))

        with nothing_changes(), refused(ReservationTooLate, closed=later(5).isoformat()):
            does("agneta", reservations.reserve, item, False, now=later(6))


def test_no_such_item(any_store, seeded):
    with any_store.app_context(), refused(Missing):
        does("agneta", reservations.reserve, 99, False)


@pytest.mark.parametrize("who", ["ordforande", "sekreterare"])
def test_what_was_said_aloud_is_recorded_for_the_member(decided, who):
    meeting, item = decided

    with one_entry(meeting, "reservation.made") as entries:
        does(who, reservations.record_reservation, item, person("agneta"), True, now=later(3))

    assert kept(item) == (True, "", later(3), None)
    assert json.loads(entries[0].payload)["person"] == f"p{person('agneta')}"


def test_the_member_s_own_part_is_judged_also_then_and_named(divided):
    with refused(DidNotDecide, part="abstained", who="Cia"):
        does("ordforande", reservations.record_reservation, divided.item, person("cia"), False)


def test_nobody_else_records_for_others(decided):
    _, item = decided

    with refused(NotPresiding):
        does("vice1", reservations.record_reservation, item, person("agneta"), False)


def test_reasons_follow_until_the_protocol_is_attested(decided):
    meeting, item = decided
    does("agneta", reservations.reserve, item, False)
    does("ordforande", meetings.close_meeting, meeting, now=later(5))

    with one_entry(meeting, "reservation.reasons_given") as entries:
        does("agneta", reservations.give_reasons, item, "  Vi ville annat.\n", now=later(90))

    assert kept(item)[:2] == (True, "Vi ville annat.")
    payload = json.loads(entries[0].payload)
    with reading() as session:
        nonce = session.query(Reservation).one().nonce
    assert payload == {
        "item": f"i{item}",
        "person": f"p{person('agneta')}",
        "commitment": commitment(nonce, "Vi ville annat."),
    }
    assert "annat" not in entries[0].payload


def test_reasons_may_be_put_in_place_of_others(decided):
    _, item = decided
    does("agneta", reservations.reserve, item, True)
    does("agneta", reservations.give_reasons, item, "Först.", now=later(3))
    does("agneta", reservations.give_reasons, item, "Sedan.", now=later(4))

    assert kept(item)[1] == "Sedan."
    assert kept(item)[3] == later(4)


def test_after_attestation_only_the_fact_stands(decided):
    meeting, item = decided
    does("agneta", reservations.reserve, item, True)
    does("ordforande", meetings.close_meeting, meeting, now=later(5))
    attest(meeting)

    with refused(ReasonsTooLate, by="attestation"):
        does("agneta", reservations.give_reasons, item, "För sent.")


def test_the_rules_of_order_may_want_the_reasons_in_the_meeting(decided):
    meeting, item = decided
    rules_of_order.change("written_reasons_by", "meeting", actor("admin"), now=later(2))
    does("agneta", reservations.reserve, item, True, now=later(3))
    does("ordforande", meetings.close_meeting, meeting, now=later(5))

    with refused(ReasonsTooLate, by="meeting"):
        does("agneta", reservations.give_reasons, item, "För sent.", now=later(6))


def test_reasons_belong_to_a_reservation_and_have_a_text(decided):
    _, item = decided

    with refused(NoReservation):
        does("agneta", reservations.give_reasons, item, "Vi ville annat.")
    does("agneta", reservations.reserve, item, True)
    with refused(TextMissing):
        does("agneta", reservations.give_reasons, item, " \n ")


def test_a_casting_vote_is_a_part_in_the_decision(any_store, seeded):
    with any_store.app_context():
        opened = an_open_division()
        others = [name for name in holders() if name != "ordforande"]
        press(opened.division, "ordforande", Choice.ABSTAIN)
        for place, username in enumerate(others):
            press(opened.division, username, Choice.YES if place % 2 else Choice.NO)
        does("ordforande", divisions.close_division, opened.division)
        does("ordforande", divisions.give_casting_vote, opened.division, Choice.NO)
        does("ordforande", items.gavel, opened.item)

        does("ordforande", reservations.reserve, opened.item, False)


def test_an_item_without_proposals_is_decided_by_who_was_there(any_store, seeded):
    with any_store.app_context():
        meeting = a_meeting(state=MeetingState.OPEN)
        everyone_present(meeting)
        item = an_item(meeting, proposals=())
        does("ordforande", items.open_item, item)
        does("ordforande", questions.close_debate, item)
        does("ordforande", items.gavel, item)

        does("agneta", reservations.reserve, item, False)
        with refused(DidNotDecide, part="absent"):
            does("bo", reservations.reserve, item, False)
