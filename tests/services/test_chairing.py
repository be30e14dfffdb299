"""Who leads: only who presides acts for the chair, in an open meeting (KL 5 kap. 43 §)."""

import json

import pytest

from council.law.refusals import (
    AnotherItemOpen,
    MeetingNotOpen,
    NotNow,
    NotPresiding,
)
from council.law.tally import Choice
from council.services import (
    chairing,
    divisions,
    items,
    meetings,
    questions,
    requests,
    stepping_back,
)
from council.services.missing import Missing
from council.store.engine import reading
from council.store.models import Meeting, MeetingState
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
    vote,
)
from tests.support.changes import nothing_changes, one_entry, refused

ON_ITEMS = [
    (items.open_item,),
    (items.gavel,),
    (questions.close_debate,),
    (questions.review_proposals,),
    (questions.approve_order, None),
    (questions.declare, 1),
    (stepping_back.step_back,),
    (requests.record_request, 1),
    (divisions.open_division,),
]
ON_DIVISIONS = [
    (divisions.close_division,),
    (divisions.give_casting_vote, Choice.YES),
    (divisions.annul_division, "Fel fråga ställdes"),
]


def name(act):
    return act[0].__name__


def test_nobody_but_who_presides_acts_for_the_chair(council, subtests):
    opened = an_open_division()
    acts = [(act, opened.item) for act in ON_ITEMS] + [
        (act, opened.division) for act in ON_DIVISIONS
    ]
    acts += [((meetings.close_meeting,), opened.meeting)]
    for act, target in acts:
        with subtests.test(name(act)), refused(NotPresiding, presiding="Ordföranden"):
            does("vice1", act[0], target, *act[1:])


def test_what_does_not_exist_is_missing(council, subtests):
    an_open_division()
    acts = [*ON_ITEMS, *ON_DIVISIONS, (meetings.close_meeting,), (meetings.open_meeting,)]
    acts += [(chairing.take_chair,)]
    for act in acts:
        with subtests.test(name(act)), refused(Missing):
            does("ordforande", act[0], 99, *act[1:])


def test_nothing_of_an_item_happens_before_the_meeting_is_open(council, subtests):
    item = an_item(a_meeting())
    for act in ON_ITEMS:
        with subtests.test(name(act)), refused(MeetingNotOpen):
            does("ordforande", act[0], item, *act[1:])


def test_nothing_of_a_division_happens_after_the_meeting_is_over(council, subtests):
    opened = an_open_division()
    vote(opened.division, yes=2, no=1)
    does("ordforande", divisions.close_division, opened.division)
    does("ordforande", items.gavel, opened.item)
    does("ordforande", meetings.close_meeting, opened.meeting)
    acts = [(act, opened.division) for act in ON_DIVISIONS] + [
        (act, opened.item) for act in ON_ITEMS
    ]
    acts += [((meetings.close_meeting,), opened.meeting), ((chairing.take_chair,), opened.meeting)]
    for act, target in acts:
        with subtests.test(name(act)), refused(MeetingNotOpen):
            does("ordforande", act[0], target, *act[1:])


@pytest.mark.parametrize("who", ["ordforande", "vice1", "vice2"])
def test_who_opens_the_meeting_presides_over_it(council, who):
    meeting = a_meeting()

    with one_entry(meeting, "meeting.opened") as entries:
        does(who, meetings.open_meeting, meeting)

    with reading() as session:
        row = session.get_one(Meeting, meeting)
        assert (row.state, row.presiding_id, row.opened_at) == (
            MeetingState.OPEN,
            person(who),
            NOON,
        )
    assert json.loads(entries[0].payload) == {"presiding": f"p{person(who)}"}
    assert json.loads(entries[0].actor) == actor(who).entry()


@pytest.mark.parametrize("who", ["agneta", "bo", "sekreterare", "admin"])
def test_only_the_presidium_opens_a_meeting(council, who):
    meeting = a_meeting()

    with refused(NotPresiding):
        does(who, meetings.open_meeting, meeting)


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.OPEN])
def test_only_a_published_meeting_is_opened(council, state):
    meeting = a_meeting(state=state)

    with refused(NotNow, act="open_meeting", step=state.value):
        does("ordforande", meetings.open_meeting, meeting)


def test_a_meeting_is_closed_when_no_item_is_under_treatment(council):
    meeting, item = an_open_item()
    with refused(AnotherItemOpen, number=1, title="Ärende 1"):
        does("ordforande", meetings.close_meeting, meeting)

    decide(item)
    with one_entry(meeting, "meeting.closed"):
        does("ordforande", meetings.close_meeting, meeting, now=later(60))

    with reading() as session:
        row = session.get_one(Meeting, meeting)
        assert (row.state, row.closed_at) == (MeetingState.CLOSED, later(60))


def decide(item):
    """Carry an item by acclamation."""
    for act in (questions.close_debate, questions.review_proposals):
        does("ordforande", act, item)
    does("ordforande", questions.approve_order, item, None)
    does("ordforande", questions.declare, item, 1)
    does("ordforande", items.gavel, item)


def test_a_vice_chair_steps_in_and_leads(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    item = an_item(meeting)

    with one_entry(meeting, "meeting.chair_taken") as entries:
        does("vice1", chairing.take_chair, meeting)

    chair, vice = f"p{person('ordforande')}", f"p{person('vice1')}"
    assert json.loads(entries[0].payload) == {"from": chair, "to": vice}
    with refused(NotPresiding, presiding="Förste vice ordföranden"):
        does("ordforande", items.open_item, item)
    does("vice1", items.open_item, item)


def test_who_presides_already_takes_nothing_over(council):
    meeting = a_meeting(state=MeetingState.OPEN)

    with nothing_changes():
        does("ordforande", chairing.take_chair, meeting)


@pytest.mark.parametrize("who", ["agneta", "bo", "sekreterare", "admin"])
def test_only_the_presidium_takes_the_chair(council, who):
    meeting = a_meeting(state=MeetingState.OPEN)

    with refused(NotPresiding, presiding="Ordföranden"):
        does(who, chairing.take_chair, meeting)


def test_nobody_takes_the_chair_of_a_meeting_that_is_not_open(council):
    meeting = a_meeting()

    with refused(MeetingNotOpen):
        does("vice1", chairing.take_chair, meeting)
