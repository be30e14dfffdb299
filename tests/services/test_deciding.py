"""Who took part in deciding: whatever the item was decided by."""

import pytest

from council.law.proposals import Kind
from council.law.reservations import Part
from council.law.tally import Choice
from council.services import (
    attendance,
    divisions,
    items,
    questions,
    recusals,
    requests,
    taking_part,
)
from council.services.deciding import part_in
from council.store.engine import reading
from council.store.models import Item
from tests.factories import (
    NOON,
    PHRASES,
    a_found_item,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
    proposals_of,
)
from tests.support.elections import a_ballot, acclaimed, an_election, close, hand_in, names

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def _inside(any_store):
    with any_store.app_context():
        yield


def part(item, username):
    with reading() as session:
        return part_in(session, session.get_one(Item, item), person(username))


def decide(item, *, now=NOON):
    """The rest of the way, by acclamation for the first proposal."""
    does("ordforande", questions.close_debate, item, now=now)
    does("ordforande", questions.review_proposals, item, now=now)
    does("ordforande", questions.approve_order, item, None, now=now)
    does("ordforande", questions.declare, item, proposals_of(item)[0], now=now)
    does("ordforande", items.gavel, item, now=now)


def test_the_recused_has_not_and_whoever_stood_in_has():
    meeting, item = an_open_item()
    does("bo", attendance.check_in, meeting)
    does("agneta", recusals.recuse, item, "")
    does("ordforande", recusals.stand_in, item, person("agneta"), person("bo"))
    decide(item)

    assert part(item, "agneta") is Part.RECUSED
    assert part(item, "bo") is Part.DECIDED


def test_a_recusal_without_ground_is_none():
    _, item = an_open_item()
    does("agneta", recusals.recuse, item, "")
    does("ordforande", recusals.lift_recusal, item, person("agneta"), "Inte berörd.")
    decide(item)

    assert part(item, "agneta") is Part.DECIDED


def test_who_said_to_take_no_part_has_not():
    _, item = an_open_item()
    does("agneta", taking_part.take_no_part, item)
    decide(item)

    assert part(item, "agneta") is Part.NOT_TAKING_PART
    assert part(item, "cia") is Part.DECIDED


def test_who_left_before_the_gavel_has_not():
    meeting, item = an_open_item()
    does("agneta", attendance.leave, meeting)
    decide(item, now=later(1))

    assert part(item, "agneta") is Part.ABSENT


def test_one_of_several_questions_is_enough(monkeypatch):
    monkeypatch.setitem(PHRASES, Kind.ADDITION, ("tillägget", "det läggs till", "lägga till"))
    _, item = a_found_item((Kind.BOARD, Kind.APPROVAL, Kind.ADDITION))
    does("agneta", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    for username in holders():
        press(division, username, Choice.ABSTAIN if username == "cia" else Choice.YES)
    does("ordforande", divisions.close_division, division)
    does("ordforande", items.gavel, item, now=later(5))
    does("ordforande", questions.declare, item, proposals_of(item)[2], now=later(6))
    does("ordforande", items.gavel, item, now=later(7))

    assert part(item, "cia") is Part.DECIDED


def test_an_election_by_acclamation_is_made_by_who_was_there():
    _, item = an_election()
    acclaimed(item)
    does("ordforande", items.gavel, item)

    assert part(item, "agneta") is Part.DECIDED
    assert part(item, "bo") is Part.ABSENT


def test_in_a_secret_ballot_who_handed_in_a_slip_has_whatever_stood_on_it():
    _, item = an_election(1, names=("Ada", "Bix"))
    ballot = a_ballot(item)
    for username in holders():
        if username != "cia":
            hand_in(ballot, username, names("Ada"))
    close(ballot)
    does("ordforande", items.gavel, item)

    assert part(item, "agneta") is Part.DECIDED
    assert part(item, "cia") is Part.NO_VOTE
    assert part(item, "bo") is Part.ABSENT
