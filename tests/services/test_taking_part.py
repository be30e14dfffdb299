"""Not taking part in a decision: KL 4 kap. 25 §."""

import json

import pytest

from council.law.refusals import (
    MayNotVote,
    NotNow,
    NotServing,
    RecusedHere,
    TooLateToStandAside,
)
from council.law.tally import Choice
from council.services import attendance, divisions, questions
from council.services.missing import Missing
from council.services.recusals import recuse
from council.services.taking_part import take_no_part
from council.store.engine import reading
from council.store.models import Division, DivisionSeat, Meeting
from tests.factories import (
    a_found_item,
    a_meeting,
    an_item,
    an_open_item,
    does,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import nothing_changes, one_entry, refused


@pytest.fixture
def treated(council):
    return an_open_item()


def test_it_is_announced_before_the_question_and_told_to_the_record(treated):
    meeting, item = treated
    with one_entry(meeting, "item.not_taking_part") as entries:
        does("agneta", take_no_part, item, now=later(1))

    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "member": f"p{person('agneta')}",
    }


def test_to_say_it_again_changes_nothing(treated):
    _, item = treated
    does("agneta", take_no_part, item, now=later(1))

    with nothing_changes():
        does("agneta", take_no_part, item, now=later(2))


def test_who_takes_no_part_is_present_and_may_not_vote(treated):
    meeting, item = treated
    does("agneta", take_no_part, item, now=later(1))
    division = does("ordforande", divisions.open_division, item, now=later(2))

    with refused(MayNotVote, reason="abstains_from_decision"):
        press(division, "agneta", Choice.YES, now=later(3))
    with reading() as session:
        row = session.get_one(DivisionSeat, (division, seat("agneta")))
        assert (row.person_id, row.why_not.value) == (None, "abstains_from_decision")
        present = attendance.present_for(session, session.get_one(Division, division))
        counted = attendance.quorum(session, session.get_one(Meeting, meeting))
    assert present == (21, 21)
    assert counted.serving == 21


def test_whoever_presides_breaks_a_tie_all_the_same(treated):
    _, item = treated
    does("ordforande", take_no_part, item, now=later(1))
    division = does("ordforande", divisions.open_division, item, now=later(2))
    press(division, "agneta", Choice.YES, now=later(3))
    press(division, "cia", Choice.NO, now=later(3))
    does("ordforande", divisions.close_division, division, now=later(4))
    does("ordforande", divisions.give_casting_vote, division, Choice.YES, now=later(5))

    with reading() as session:
        assert session.get_one(Division, division).outcome is Choice.YES


def test_after_the_question_it_is_too_late(council):
    _, item = a_found_item()

    with refused(TooLateToStandAside, step="found"):
        does("agneta", take_no_part, item, now=later(1))


def test_before_the_item_it_is_too_early(treated):
    meeting, _ = treated
    following = an_item(meeting)

    with refused(TooLateToStandAside, step="waiting"):
        does("agneta", take_no_part, following, now=later(1))


def test_while_proposals_are_reviewed_there_is_time(treated):
    _, item = treated
    does("ordforande", questions.close_debate, item, now=later(1))

    does("agneta", take_no_part, item, now=later(2))


def test_only_who_serves_and_is_not_recused_says_so(treated):
    _meeting, item = treated
    with refused(NotServing):
        does("bo", take_no_part, item, now=later(1))
    does("agneta", recuse, item, "", now=later(1))
    with refused(RecusedHere):
        does("agneta", take_no_part, item, now=later(2))
    with refused(Missing):
        does("agneta", take_no_part, 99, now=later(2))


def test_only_in_an_open_meeting(council):
    meeting = a_meeting()
    item = an_item(meeting)
    does("agneta", attendance.check_in, meeting)

    with refused(NotNow, act="take_no_part"):
        does("agneta", take_no_part, item)
