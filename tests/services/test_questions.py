"""From the debate to what the chair finds: KL 5 kap. 53 §, step by step and back."""

import json

import pytest
from sqlalchemy import select

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import AnotherItemOpen, NotNow, NotQuorate, UnknownProposal
from council.services import attendance, divisions, items, questions, requests, stepping_back
from council.store.engine import reading
from council.store.models import Division, DivisionState, Item, ItemState, Proposal, Question
from tests.factories import (
    NOON,
    an_item,
    an_open_item,
    does,
    holders,
    later,
    person,
    proposals_of,
    vote,
)
from tests.support.changes import one_entry, refused

CHAIN = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)


def step(item):
    """Where an item stands."""
    with reading() as session:
        return session.get_one(Item, item).step


def order(item):
    """The proposals in the approved question order."""
    with reading() as session:
        rows = session.query(Proposal).where(Proposal.item_id == item)
        return [row.id for row in sorted(rows, key=lambda row: row.put_as or 0) if row.put_as]


def go_to(wanted, kinds=CHAIN):
    """An item that has come to a step."""
    meeting, item = an_open_item(proposals=kinds)
    way = [
        (Step.DEBATE, questions.close_debate),
        (Step.PROPOSALS, questions.review_proposals),
        (Step.ORDER, questions.approve_order, None),
        (Step.QUESTION, questions.declare, proposals_of(item)[0]),
        (Step.FOUND, requests.record_request, person("agneta")),
        (Step.REQUESTED, divisions.open_division),
    ]
    for here, act, *rest in way:
        if here is wanted:
            break
        does("ordforande", act, item, *rest)
    assert step(item) is wanted
    return meeting, item


def test_an_open_item_is_debated(council):
    _meeting, item = an_open_item()

    with reading() as session:
        row = session.get_one(Item, item)
        assert (row.state, row.step, row.opened_at) == (ItemState.OPEN, Step.DEBATE, NOON)


def test_one_item_at_a_time(council):
    meeting, item = an_open_item()
    other = an_item(meeting)

    with refused(AnotherItemOpen, number=1, title="Ärende 1"):
        does("ordforande", items.open_item, other)
    with refused(NotNow, act="open", step="debate"):
        does("ordforande", items.open_item, item)


def test_the_debate_ends_and_the_proposals_are_gone_through(council):
    meeting, item = go_to(Step.DEBATE)

    with one_entry(meeting, "item.debate_closed"):
        does("ordforande", questions.close_debate, item)
    assert step(item) is Step.PROPOSALS

    with one_entry(meeting, "item.proposals_reviewed") as entries:
        does("ordforande", questions.review_proposals, item)
    assert step(item) is Step.ORDER
    assert json.loads(entries[0].payload)["proposals"] == [f"y{one}" for one in proposals_of(item)]


def test_an_item_without_proposals_goes_straight_to_the_gavel(council):
    _meeting, item = an_open_item(proposals=())
    does("ordforande", questions.close_debate, item)

    assert step(item) is Step.FOUND


def test_the_proposed_order_puts_the_board_first(council):
    meeting, item = go_to(Step.ORDER, (Kind.APPROVAL, Kind.COUNTER, Kind.BOARD))
    approval, counter, board = proposals_of(item)

    with one_entry(meeting, "question.order_approved") as entries:
        does("ordforande", questions.approve_order, item, None)

    assert order(item) == [board, approval, counter]
    told = json.loads(entries[0].payload)
    assert told["order"] == [f"y{board}", f"y{approval}", f"y{counter}"]
    assert told["as_proposed"] is True


def test_the_meeting_may_approve_another_order(council):
    meeting, item = go_to(Step.ORDER)
    turned = proposals_of(item)[::-1]

    with one_entry(meeting, "question.order_approved") as entries:
        does("ordforande", questions.approve_order, item, turned)

    assert order(item) == turned
    assert json.loads(entries[0].payload)["as_proposed"] is False


def test_an_order_holds_each_proposal_once(council, subtests):
    _meeting, item = go_to(Step.ORDER)
    first, second, third = proposals_of(item)
    for wrong in ([], [first], [first, first, second], [first, second, third, 99], [99]):
        with subtests.test(wrong=str(wrong)), refused(UnknownProposal):
            does("ordforande", questions.approve_order, item, wrong)


def test_the_chair_finds_for_any_of_the_proposals(council):
    meeting, item = go_to(Step.QUESTION)
    last = proposals_of(item)[-1]

    with one_entry(meeting, "acclamation.declared") as entries:
        does("ordforande", questions.declare, item, last, now=later(2))

    with reading() as session:
        row = session.get_one(Item, item)
        question = session.get_one(Question, row.question_id)
        assert (row.step, question.found_id, question.found_at) == (Step.FOUND, last, later(2))
    assert json.loads(entries[0].payload)["found"] == f"y{last}"


def test_the_chair_finds_for_nothing_that_is_not_put(council):
    meeting, item = go_to(Step.QUESTION)
    elsewhere = proposals_of(an_item(meeting))[0]

    for wrong in (None, 99, elsewhere):
        with refused(UnknownProposal):
            does("ordforande", questions.declare, item, wrong)


def test_nothing_is_found_without_a_quorum(council):
    meeting, item = go_to(Step.QUESTION)
    for who in holders()[-11:]:
        does(who, attendance.leave, meeting)

    with refused(NotQuorate, present=10, seats=21, needed=11):
        does("ordforande", questions.declare, item, proposals_of(item)[0])


@pytest.mark.parametrize(
    ("here", "act", "rest"),
    [
        (Step.PROPOSALS, questions.close_debate, ()),
        (Step.DEBATE, questions.review_proposals, ()),
        (Step.DEBATE, questions.approve_order, (None,)),
        (Step.ORDER, questions.declare, (1,)),
        (Step.FOUND, questions.declare, (1,)),
        (Step.DEBATE, items.gavel, ()),
        (Step.QUESTION, items.gavel, ()),
        (Step.FOUND, divisions.open_division, ()),
        (Step.QUESTION, divisions.open_division, ()),
    ],
)
def test_an_act_that_does_not_fit_the_step_is_refused(council, here, act, rest):
    _meeting, item = go_to(here)

    with refused(NotNow, step=here.value):
        does("ordforande", act, item, *rest)


BACK = {
    Step.PROPOSALS: Step.DEBATE,
    Step.ORDER: Step.PROPOSALS,
    Step.QUESTION: Step.ORDER,
    Step.FOUND: Step.QUESTION,
    Step.REQUESTED: Step.FOUND,
}


@pytest.mark.parametrize(("here", "before"), BACK.items())
def test_each_step_goes_back_to_the_one_before(council, here, before):
    meeting, item = go_to(here)

    with one_entry(meeting, "item.stepped_back") as entries:
        does("ordforande", stepping_back.step_back, item)

    assert step(item) is before
    told = json.loads(entries[0].payload)
    assert (told["from"], told["to"]) == (here.value, before.value)


def test_going_back_all_the_way_leaves_nothing_of_it(council):
    _meeting, item = go_to(Step.REQUESTED)
    for _ in BACK:
        does("ordforande", stepping_back.step_back, item)

    with reading() as session:
        row = session.get_one(Item, item)
        assert row.question_id is row.order_approved_at is None
        for question in session.scalars(select(Question)):
            assert question.requested_by_id is question.requested_at is None
            assert question.found_id is question.found_at is question.found is None
    assert order(item) == []


def test_after_going_back_another_order_may_be_approved(council):
    _meeting, item = go_to(Step.QUESTION)
    does("ordforande", stepping_back.step_back, item)
    turned = proposals_of(item)[::-1]
    does("ordforande", questions.approve_order, item, turned)

    assert order(item) == turned


def test_an_item_without_proposals_goes_back_to_the_debate(council):
    _meeting, item = an_open_item(proposals=())
    does("ordforande", questions.close_debate, item)
    does("ordforande", stepping_back.step_back, item)

    assert step(item) is Step.DEBATE


@pytest.mark.parametrize("here", [Step.DEBATE, Step.DIVISION])
def test_there_is_no_way_back_from_the_debate_nor_from_a_division(council, here):
    _meeting, item = go_to(here)

    with refused(NotNow, act="step_back", step=here.value):
        does("ordforande", stepping_back.step_back, item)


def test_there_is_no_way_back_behind_a_division_that_stands(council):
    """A preparatory division has been held: its figures stand between here and the debate."""
    _meeting, item = go_to(Step.DIVISION)
    close_with(item, yes=2, no=1)
    does("ordforande", items.gavel, item)  # the winner meets the main proposal
    assert step(item) is Step.REQUESTED

    with refused(NotNow, act="step_back"):
        does("ordforande", stepping_back.step_back, item)


def close_with(item, **votes):
    """Close the item's open division with so many votes."""
    with reading() as session:
        division = (
            session.query(Division.id)
            .where(Division.item_id == item, Division.state == DivisionState.OPEN)
            .scalar()
        )
    vote(division, **votes)
    does("ordforande", divisions.close_division, division)
