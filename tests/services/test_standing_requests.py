"""A division that was asked for is held: only who asked takes it back, each for oneself."""

import pytest

from council.law.procedure import Step
from council.law.refusals import GavelAfterRequest, NotNow
from council.services import items, questions, requests, stepping_back
from council.store.engine import reading
from council.store.models import Item, ItemKind
from tests import factories
from tests.factories import actor, later, person


@pytest.fixture
def found(any_store):
    """An item in which the chair has found; gives its number."""
    with any_store.app_context():
        factories.a_council()
        yield put_and_found()


def put_and_found(kind: ItemKind = ItemKind.MOTION) -> int:
    _, item = factories.an_open_item(kind=kind)
    chair, as_chair = person("ordforande"), actor("ordforande")
    questions.close_debate(item, chair, as_chair, now=later(1))
    questions.review_proposals(item, chair, as_chair, now=later(2))
    questions.approve_order(item, chair, None, as_chair, now=later(3))
    with reading() as session:
        first = session.get_one(Item, item).id
        proposal = min(_proposals(session, first))
    questions.declare(item, chair, proposal, as_chair, now=later(4))
    return item


def _proposals(session, item):
    from sqlalchemy import select

    from council.store.models import Proposal

    return list(session.scalars(select(Proposal.id).where(Proposal.item_id == item)))


def ask(item, who, minutes=5.0):
    requests.request_division(item, person(who), actor(who), now=later(minutes))


def take_back(item, who, minutes=7.0):
    requests.withdraw_request(item, person(who), actor(who), now=later(minutes))


def step_of(item):
    with reading() as session:
        return session.get_one(Item, item).step


def test_the_chair_does_not_step_back_past_a_members_request(found):
    ask(found, "agneta")

    with pytest.raises(GavelAfterRequest):
        stepping_back.step_back(found, person("ordforande"), actor("ordforande"), now=later(6))

    assert step_of(found) is Step.REQUESTED


def test_the_chair_steps_back_from_a_request_recorded_by_mistake(found):
    chair = person("ordforande")
    requests.record_request(found, chair, person("agneta"), actor("ordforande"), now=later(5))

    stepping_back.step_back(found, chair, actor("ordforande"), now=later(6))

    assert step_of(found) is Step.FOUND


def test_anothers_request_stands_when_the_first_is_taken_back(found):
    ask(found, "agneta", 5)
    ask(found, "cia", 6)

    take_back(found, "agneta")

    assert step_of(found) is Step.REQUESTED
    with pytest.raises(GavelAfterRequest) as refusal:
        items.gavel(found, person("ordforande"), actor("ordforande"), now=later(8))
    assert refusal.value.facts["by"] == "Cia"


def test_when_all_have_taken_back_the_gavel_may_fall(found):
    ask(found, "agneta", 5)
    ask(found, "cia", 6)
    take_back(found, "cia", 7)
    take_back(found, "agneta", 8)

    items.gavel(found, person("ordforande"), actor("ordforande"), now=later(9))

    assert step_of(found) is Step.DECIDED


def test_nobody_takes_back_what_another_asked_for(found):
    ask(found, "agneta")

    with pytest.raises(NotNow):
        take_back(found, "cia")
