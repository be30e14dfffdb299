"""The gavel, the § it gives, and the prose beside the decision."""

import json

import pytest

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import GavelAfterRequest, NotNow, NotQuorate, StaleText
from council.services import attendance, divisions, items, meetings, questions, requests
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.journal import SYSTEM
from council.store.models import (
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Paragraph,
    Proposal,
    ProposalState,
)
from tests.factories import (
    DAY,
    NOON,
    a_found_item,
    a_meeting,
    an_item,
    an_open_division,
    an_open_item,
    does,
    everyone_present,
    holders,
    later,
    proposals_of,
    vote,
)
from tests.support.changes import one_entry, refused


def states(item):
    with reading() as session:
        rows = session.query(Proposal.state).where(Proposal.item_id == item)
        return [state for (state,) in rows.order_by(Proposal.position)]


def test_the_gavel_makes_what_was_found_the_decision(council):
    meeting, item = a_found_item()

    with one_entry(meeting, "item.decided") as entries:
        number = does("ordforande", items.gavel, item, now=later(5))

    with reading() as session:
        row = session.get_one(Item, item)
        assert (row.state, row.step, row.decided_at) == (
            ItemState.DECIDED,
            Step.DECIDED,
            later(5),
        )
        assert row.decision == "Regionfullmäktige beslutar att avslå motionen."
    assert states(item) == [ProposalState.CARRIED, ProposalState.LOST]
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "paragraph": f"2025/{number}",
        "proposal": f"y{proposals_of(item)[0]}",
        "carried": [f"y{proposals_of(item)[0]}"],
        "state": "decided",
        "settled": {
            "question": "q1",
            "outcome": "yes",
            "by": "acclamation",
            "winner": f"y{proposals_of(item)[0]}",
        },
        "decision": "Regionfullmäktige beslutar att avslå motionen.",
    }


def test_the_chair_may_find_for_the_other_side(council):
    _meeting, item = a_found_item(which=1)
    does("ordforande", items.gavel, item)

    assert states(item) == [ProposalState.LOST, ProposalState.CARRIED]


def test_without_proposals_the_item_is_put_on_file(council):
    meeting, item = an_open_item(proposals=())
    does("ordforande", questions.close_debate, item)

    with one_entry(meeting, "item.decided") as entries:
        does("ordforande", items.gavel, item)

    decision = "Regionfullmäktige beslutar att lägga ärendet till handlingarna."
    assert json.loads(entries[0].payload)["decision"] == decision


def test_a_division_decides_against_the_acclamation(council):
    opened = an_open_division()
    vote(opened.division, yes=2, no=3)
    does("ordforande", divisions.close_division, opened.division)
    does("ordforande", items.gavel, opened.item)

    assert states(opened.item) == [ProposalState.LOST, ProposalState.CARRIED]


def test_the_only_proposal_may_lose(council):
    opened = an_open_division(proposals=(Kind.BOARD,))
    vote(opened.division, yes=2, no=3)
    does("ordforande", divisions.close_division, opened.division)
    does("ordforande", items.gavel, opened.item)

    assert states(opened.item) == [ProposalState.LOST]
    with reading() as session:
        decision = session.get_one(Item, opened.item).decision
    assert decision == "Regionfullmäktige beslutar att avslå regionstyrelsens förslag."


def test_the_gavel_does_not_fall_after_a_request(council):
    _meeting, item = a_found_item()
    does("agneta", requests.request_division, item, now=later(2))

    with refused(GavelAfterRequest, by="Agneta", at=later(2).isoformat()):
        does("ordforande", items.gavel, item)


def test_the_gavel_falls_when_the_request_is_taken_back(council):
    _meeting, item = a_found_item()
    does("agneta", requests.request_division, item)
    does("agneta", requests.withdraw_request, item)

    assert does("ordforande", items.gavel, item) == 1


def test_the_gavel_falls_once(council):
    _meeting, item = a_found_item()
    does("ordforande", items.gavel, item)

    with refused(NotNow, act="gavel", step="decided"):
        does("ordforande", items.gavel, item)


def test_the_gavel_does_not_fall_without_a_quorum(council):
    meeting, item = a_found_item()
    for who in holders()[-11:]:
        does(who, attendance.leave, meeting)

    with refused(NotQuorate, present=10, seats=21, needed=11):
        does("ordforande", items.gavel, item)


def test_the_numbers_run_on_through_the_year_over_its_meetings(council):
    numbers = []
    for day in (DAY, DAY.replace(month=12)):
        meeting = a_meeting(day=day)
        everyone_present(meeting)
        does("ordforande", meetings.open_meeting, meeting)
        for _ in range(2):
            _, item = a_found_item(meeting=meeting)
            numbers.append(does("ordforande", items.gavel, item))

    assert numbers == [1, 2, 3, 4]


def test_a_new_year_begins_with_one(council):
    for day, number in ((DAY, 1), (DAY.replace(year=2026), 1), (DAY, 2)):
        meeting = a_meeting(day=day)
        everyone_present(meeting)
        does("ordforande", meetings.open_meeting, meeting)
        _, item = a_found_item(meeting=meeting)

        assert does("ordforande", items.gavel, item) == number
    with reading() as session:
        assert session.query(Paragraph.year, Paragraph.number).order_by(Paragraph.id).all() == [
            (2025, 1),
            (2026, 1),
            (2025, 2),
        ]


def test_a_gavel_that_is_refused_takes_no_number(council):
    meeting, item = a_found_item()
    does("agneta", requests.request_division, item)
    with refused(GavelAfterRequest):
        does("ordforande", items.gavel, item)
    does("agneta", requests.withdraw_request, item)

    assert does("ordforande", items.gavel, item) == 1
    assert meeting


def edit(item, text, version):
    return items.edit_summary(item, text, version, SYSTEM, now=NOON)


def test_prose_is_changed_by_who_has_read_it_last(council):
    meeting = a_meeting()
    item = an_item(meeting)

    with one_entry(meeting, "prose.edited") as entries:
        assert edit(item, "  Motionen handlar om klimatet.\n", 1) == 2

    with reading() as session:
        assert session.get_one(Item, item).summary == "Motionen handlar om klimatet."
    # prose is no part of the journal: it may have to go (trust.md 4.5)
    assert json.loads(entries[0].payload) == {"item": f"i{item}", "version": 2}


def test_prose_that_somebody_else_has_changed_is_kept(council):
    item = an_item(a_meeting())
    edit(item, "Min text", 1)

    with refused(StaleText, theirs="Min text"):
        edit(item, "Din text", 1)


def test_prose_stands_when_the_protocol_is_attested(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    item = an_item(meeting)
    does("ordforande", meetings.close_meeting, meeting)
    with writing() as session:
        session.get_one(Meeting, meeting).state = MeetingState.ATTESTED

    with refused(NotNow, act="edit_summary", step="attested"):
        edit(item, "För sent", 1)


def test_prose_needs_an_item(council):
    with refused(Missing):
        edit(99, "Text", 1)


@pytest.mark.parametrize("kinds", [(Kind.BOARD,), (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)])
def test_after_the_gavel_every_proposal_has_its_end(council, kinds):
    _meeting, item = a_found_item(kinds)
    does("ordforande", items.gavel, item)

    assert states(item).count(ProposalState.CARRIED) == 1
    assert ProposalState.MOVED not in states(item)
