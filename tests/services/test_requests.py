"""Asking for a division: one who serves is enough, before the gavel (KL 5 kap. 53 §)."""

import json

import pytest

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import GavelAfterRequest, NotNow, NotServing, RequestTooLate
from council.services import attendance, divisions, items, questions, requests, stepping_back
from council.services.missing import Missing
from council.store.engine import reading
from council.store.models import Item, Question
from tests.factories import a_found_item, an_open_item, does, later, person, proposals_of, vote
from tests.support.changes import nothing_changes, one_entry, refused


@pytest.fixture
def waiting(council):
    """An item found and waiting for the gavel, and its meeting."""
    meeting, item = a_found_item()
    return meeting, item


def asked(item):
    """Step, who asked and when."""
    with reading() as session:
        row = session.get_one(Item, item)
        question = session.get_one(Question, row.question_id)
        return row.step, question.requested_by_id, question.requested_at


def told(item):
    """What the journal tells of agneta's request, or of her taking it back."""
    with reading() as session:
        question = session.get_one(Item, item).question_id
    return {"item": f"i{item}", "question": f"q{question}", "by": f"p{person('agneta')}"}


def test_one_who_serves_is_enough(waiting):
    meeting, item = waiting

    with one_entry(meeting, "division.requested") as entries:
        does("agneta", requests.request_division, item, now=later(2))

    assert asked(item) == (Step.REQUESTED, person("agneta"), later(2))
    assert json.loads(entries[0].payload) == told(item)


def test_asking_again_changes_nothing(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item)

    with nothing_changes():
        does("agneta", requests.request_division, item, now=later(3))


def test_another_may_ask_too_and_the_first_one_s_request_is_the_one_that_is_told(waiting):
    meeting, item = waiting
    does("agneta", requests.request_division, item, now=later(2))

    with one_entry(meeting, "division.requested"):
        does("cia", requests.request_division, item, now=later(3))
    assert asked(item) == (Step.REQUESTED, person("agneta"), later(2))


def test_another_s_request_stands_when_the_first_is_taken_back(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item, now=later(2))
    does("cia", requests.request_division, item, now=later(3))
    does("agneta", requests.withdraw_request, item, now=later(4))

    assert asked(item) == (Step.REQUESTED, person("cia"), later(3))
    with refused(GavelAfterRequest, by="Cia"):
        does("ordforande", items.gavel, item)
    does("cia", requests.withdraw_request, item, now=later(5))
    assert asked(item) == (Step.FOUND, None, None)


def test_the_chair_does_not_step_back_past_a_member_s_own_request(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item)

    with refused(GavelAfterRequest, by="Agneta"):
        does("ordforande", stepping_back.step_back, item)


def test_a_request_that_was_stepped_back_from_is_asked_for_no_more(waiting):
    _, item = waiting
    does("ordforande", requests.record_request, item, person("agneta"))
    does("ordforande", stepping_back.step_back, item)
    does("cia", requests.request_division, item)
    does("cia", requests.withdraw_request, item)

    assert asked(item) == (Step.FOUND, None, None)


def test_a_request_in_an_item_before_is_no_request_in_this_one(waiting):
    meeting, before = waiting
    does("agneta", requests.request_division, before)
    does("agneta", requests.withdraw_request, before)
    does("ordforande", items.gavel, before)
    _, item = a_found_item(meeting=meeting)
    does("cia", requests.request_division, item)

    with refused(NotNow, act="withdraw_request"):
        does("agneta", requests.withdraw_request, item)


def test_a_request_is_forgotten_when_the_chair_finds_anew(waiting):
    _, item = waiting
    does("ordforande", requests.record_request, item, person("agneta"))
    does("ordforande", stepping_back.step_back, item)
    does("ordforande", stepping_back.step_back, item)
    does("ordforande", questions.declare, item, proposals_of(item)[1])
    with refused(NotNow, act="withdraw_request"):
        does("agneta", requests.withdraw_request, item)


@pytest.mark.parametrize("who", ["bo", "dag", "sekreterare", "admin"])
def test_who_does_not_serve_does_not_ask(waiting, who):
    with refused(NotServing):
        does(who, requests.request_division, waiting[1])


def test_a_substitute_who_waits_does_not_ask(waiting):
    meeting, item = waiting
    does("bo", attendance.check_in, meeting)

    with refused(NotServing):
        does("bo", requests.request_division, item)


def test_who_has_left_does_not_ask(waiting):
    meeting, item = waiting
    does("agneta", attendance.leave, meeting)

    with refused(NotServing):
        does("agneta", requests.request_division, item)


def test_there_is_nothing_to_ask_about_in_an_item_that_does_not_exist(council):
    with refused(Missing):
        does("agneta", requests.request_division, 99)


def test_it_is_too_early_before_anything_is_a_found_item(council):
    _, item = an_open_item()

    with refused(RequestTooLate, step="debate"):
        does("agneta", requests.request_division, item)


def test_it_is_too_late_after_the_gavel(waiting):
    _, item = waiting
    does("ordforande", items.gavel, item)

    with refused(RequestTooLate, step="decided"):
        does("agneta", requests.request_division, item)


def test_it_is_too_late_when_the_division_is_held(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item)
    does("ordforande", divisions.open_division, item)

    with refused(RequestTooLate, step="division"):
        does("cia", requests.request_division, item)


def test_nothing_is_divided_on_where_nothing_was_proposed(council):
    _, item = an_open_item(proposals=())
    does("ordforande", questions.close_debate, item)

    with refused(NotNow, act="request_division"):
        does("agneta", requests.request_division, item)


def test_the_chair_records_who_asked_in_the_hall(waiting):
    meeting, item = waiting

    with one_entry(meeting, "division.requested") as entries:
        does("ordforande", requests.record_request, item, person("cia"))

    assert asked(item)[:2] == (Step.REQUESTED, person("cia"))
    assert json.loads(entries[0].payload)["by"] == f"p{person('cia')}"
    assert json.loads(entries[0].actor)["ref"] == f"p{person('ordforande')}"


@pytest.mark.parametrize("who", ["bo", "dag", "sekreterare"])
def test_the_chair_records_nobody_who_does_not_serve(waiting, who):
    asking = person(who)

    with refused(NotServing):
        does("ordforande", requests.record_request, waiting[1], asking)


def test_who_asked_may_take_it_back(waiting):
    meeting, item = waiting
    does("agneta", requests.request_division, item)

    with one_entry(meeting, "division.request_withdrawn") as entries:
        does("agneta", requests.withdraw_request, item)

    assert asked(item) == (Step.FOUND, None, None)
    assert json.loads(entries[0].payload) == told(item)


def test_nobody_takes_back_another_s_request(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item)

    with refused(NotNow, act="withdraw_request"):
        does("cia", requests.withdraw_request, item)


def test_there_is_nothing_to_take_back_before_anybody_asks(waiting):
    with refused(NotNow, act="withdraw_request", step="found"):
        does("agneta", requests.withdraw_request, waiting[1])
    with refused(Missing):
        does("agneta", requests.withdraw_request, 99)


def test_nothing_is_taken_back_when_a_division_has_been_held(council):
    _, item = a_found_item((Kind.BOARD, Kind.APPROVAL, Kind.COUNTER))
    does("agneta", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    vote(division, yes=2, no=1)
    does("ordforande", divisions.close_division, division)
    does("ordforande", items.gavel, item)
    assert asked(item)[0] is Step.REQUESTED  # the main division waits to be put

    with refused(NotNow, act="withdraw_request"):
        does("agneta", requests.withdraw_request, item)


def test_a_request_stands_when_its_division_is_declared_void(waiting):
    _, item = waiting
    does("agneta", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    does("ordforande", divisions.annul_division, division, "Fel fråga ställdes")

    assert asked(item)[:2] == (Step.REQUESTED, person("agneta"))
    does("agneta", requests.withdraw_request, item)
    assert asked(item)[0] is Step.FOUND
