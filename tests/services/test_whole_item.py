"""An item from its opening to the gavel, each way it can go, as the journal tells it."""

import json

import pytest

from council.law.proposals import Kind
from council.law.refusals import GavelAfterRequest, NoRotation, NotQuorate, RequestTooLate
from council.law.tally import Choice
from council.services import (
    adjournments,
    attendance,
    divisions,
    items,
    meetings,
    requests,
    stepping_back,
)
from council.store.engine import reading
from council.store.models import Item
from tests.factories import (
    a_found_item,
    a_meeting,
    an_item,
    an_open_division,
    does,
    everyone_present,
    holders,
    later,
    press,
    proposals_of,
    vote,
)
from tests.support.changes import kinds, refused, require_sound_journal, whole

CHAIR = "ordforande"
BEFORE = ["meeting.created", "meeting.opened", "roll.checked_in", "item.opened"]
TO_THE_QUESTION = [
    "item.debate_closed",
    "item.proposals_reviewed",
    "question.order_approved",
    "acclamation.declared",
]


@pytest.fixture(autouse=True)
def sound_journal(council):
    """Whatever way an item goes, every chain holds together afterwards."""
    yield
    require_sound_journal()


def decision(item):
    with reading() as session:
        return session.get_one(Item, item).decision


def divide(division, yes, no, minute=1):
    vote(division, yes=yes, no=no)
    does(CHAIR, divisions.close_division, division, now=later(minute))


def test_by_acclamation(council):
    meeting, item = a_found_item()
    does(CHAIR, items.gavel, item)
    does(CHAIR, meetings.close_meeting, meeting)

    assert kinds(meeting) == [*BEFORE, *TO_THE_QUESTION, "item.decided", "meeting.closed"]


def test_by_a_division_that_a_member_asks_for(council):
    meeting, item = a_found_item()
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    divide(division, yes=10, no=11)
    does(CHAIR, items.gavel, item)

    assert kinds(meeting) == [
        *BEFORE,
        *TO_THE_QUESTION,
        "division.requested",
        "division.opened",
        "division.closed",
        "item.decided",
    ]
    assert decision(item) == "Regionfullmäktige beslutar att bifalla motionen."


def test_by_the_casting_vote_of_a_chair_who_abstained(council):
    opened = an_open_division()
    press(opened.division, CHAIR, Choice.ABSTAIN)
    press(opened.division, "agneta", Choice.YES)
    press(opened.division, "cia", Choice.NO)
    does(CHAIR, divisions.close_division, opened.division)
    does(CHAIR, divisions.give_casting_vote, opened.division, Choice.NO)
    does(CHAIR, items.gavel, opened.item)

    assert kinds(opened.meeting)[-3:] == [
        "division.closed",
        "division.casting_vote",
        "item.decided",
    ]
    assert decision(opened.item) == "Regionfullmäktige beslutar att bifalla motionen."


def test_by_a_chain_of_three_proposals(council):
    meeting, item = a_found_item((Kind.BOARD, Kind.APPROVAL, Kind.COUNTER), which=1)
    _board, approval, counter = proposals_of(item)
    does("agneta", requests.request_division, item)
    preparatory = does(CHAIR, divisions.open_division, item)
    divide(preparatory, yes=8, no=13)  # the board's against the counter-proposal
    main = does(CHAIR, divisions.open_division, item)
    divide(main, yes=10, no=11, minute=2)  # the approval that was found, against the winner
    does(CHAIR, items.gavel, item)

    closings = ["division.opened", "division.closed"]
    assert kinds(meeting)[-10:] == [
        "division.requested",
        "question.put",
        "acclamation.declared",
        "division.requested",
        *closings,
        "question.settled",
        *closings,
        "item.decided",
    ]
    last = json.loads(whole(f"m{meeting}")[-1].payload)
    assert last["proposal"] == f"y{counter}"
    put = json.loads(whole(f"m{meeting}")[-3].payload)
    assert put["kind"] == "main"
    assert (put["yes"]["proposal"], put["no"]["proposal"]) == (f"y{approval}", f"y{counter}")


def test_by_a_division_that_is_declared_void_and_held_again(council):
    opened = an_open_division()
    divide(opened.division, yes=11, no=10)
    does(CHAIR, divisions.annul_division, opened.division, "Två ledamöter saknade surfplatta")
    again = does(CHAIR, divisions.open_division, opened.item)
    divide(again, yes=10, no=11, minute=2)
    does(CHAIR, items.gavel, opened.item)

    assert kinds(opened.meeting)[-6:] == [
        "division.opened",
        "division.closed",
        "division.annulled",
        "division.opened",
        "division.closed",
        "item.decided",
    ]
    assert decision(opened.item) == "Regionfullmäktige beslutar att bifalla motionen."


def test_a_void_division_leaves_the_acclamation_when_the_request_is_taken_back(council):
    _meeting, item = a_found_item()
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    divide(division, yes=1, no=20)
    does(CHAIR, divisions.annul_division, division, "Fel fråga ställdes")
    does("agneta", requests.withdraw_request, item)
    does(CHAIR, items.gavel, item)

    assert decision(item) == "Regionfullmäktige beslutar att avslå motionen."


def test_the_request_comes_before_the_gavel_or_not_at_all(council):
    meeting, first = a_found_item()
    does("agneta", requests.request_division, first)
    with refused(GavelAfterRequest, by="Agneta"):
        does(CHAIR, items.gavel, first)
    does("agneta", requests.withdraw_request, first)
    does(CHAIR, items.gavel, first)

    with refused(RequestTooLate, step="decided"):
        does("cia", requests.request_division, first)
    _, second = a_found_item(meeting=meeting)
    does("cia", requests.request_division, second)


def test_too_few_are_left_to_decide(council):
    meeting, item = a_found_item()
    for who in holders()[-11:]:
        does(who, attendance.leave, meeting)
    with refused(NotQuorate, present=10, needed=11):
        does(CHAIR, items.gavel, item)

    # nobody who left may come back today, so the meeting goes on when enough are there
    with refused(NoRotation):
        does(holders()[-1], attendance.check_in, meeting, now=later(30))
    day_after = later(24 * 60)
    does(CHAIR, adjournments.adjourn, meeting, day_after, now=later(31))
    everyone_present(meeting, now=day_after)
    does(CHAIR, adjournments.resume, meeting, now=day_after)
    does(CHAIR, items.gavel, item, now=day_after)


def test_after_going_back_the_item_takes_the_other_way(council):
    meeting, item = a_found_item()
    for _ in range(4):
        does(CHAIR, stepping_back.step_back, item)
    does(CHAIR, divisions.open_division, item)  # the short way, from the debate

    assert kinds(meeting).count("acclamation.declared") == 2
    assert kinds(meeting)[-1] == "division.opened"


def test_a_meeting_goes_through_its_agenda(council):
    meeting = a_meeting()
    agenda = [an_item(meeting) for _ in range(3)]
    everyone_present(meeting)
    does(CHAIR, meetings.open_meeting, meeting)
    for number, item in enumerate(agenda, start=1):
        does(CHAIR, items.open_item, item)
        divide(does(CHAIR, divisions.open_division, item), yes=12, no=9)
        assert does(CHAIR, items.gavel, item) == number
    does(CHAIR, meetings.close_meeting, meeting)

    assert kinds(meeting).count("item.decided") == 3
