"""Items that come back, and the reasons of a referral: KL 5 kap. 50–51 §§."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from council.law.majorities import Basis
from council.law.proposals import Kind
from council.law.refusals import NotNow, ReasonsNotTheirs
from council.law.tally import Choice
from council.services import divisions, elections, items, questions, requests, returning
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import (
    Candidate,
    Division,
    Election,
    Item,
    ItemState,
    MeetingState,
    Mover,
    Proposal,
)
from tests.factories import (
    DAY,
    a_council,
    a_meeting,
    actor,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
    proposals_of,
)
from tests.support.changes import one_entry, refused
from tests.support.elections import an_election

CHAIR = "ordforande"
FORMAL = (Kind.BOARD, Kind.APPROVAL, Kind.REFERRAL)


@pytest.fixture
def council(any_store):
    with any_store.app_context():
        a_council()
        yield


def put(proposals=FORMAL):
    """An item whose first question, the formal one, is put."""
    meeting, item = an_open_item(proposals=proposals)
    does(CHAIR, questions.close_debate, item)
    does(CHAIR, questions.review_proposals, item)
    does(CHAIR, questions.approve_order, item, None)
    return meeting, item


def divide(item, *, against):
    """Let so many vote for the formal proposal (no), the others for deciding today (yes)."""
    does(CHAIR, questions.declare, item, None)
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    for place, who in enumerate(holders()):
        press(division, who, Choice.NO if place < against else Choice.YES)
    does(CHAIR, divisions.close_division, division)
    return division


def state(item):
    with reading() as session:
        row = session.get_one(Item, item)
        return row.state, row.minority_used, row.decision


def next_meeting():
    return a_meeting(day=DAY + timedelta(days=28), state=MeetingState.DRAFT)


def test_a_third_refers_the_item_back_and_uses_up_the_right(council):
    _meeting, item = put()
    divide(item, against=7)

    assert does(CHAIR, items.gavel, item) == 1

    assert state(item) == (
        ItemState.REFERRED,
        True,
        "Regionfullmäktige beslutar att återremittera ärendet.",
    )


def test_one_short_of_a_third_goes_on_to_the_matter(council):
    _meeting, item = put()
    divide(item, against=6)

    assert does(CHAIR, items.gavel, item) is None

    assert state(item)[0] is ItemState.OPEN


def test_a_majority_leaves_the_right_unused(council):
    _meeting, item = put()
    divide(item, against=12)
    does(CHAIR, items.gavel, item)

    assert state(item)[:2] == (ItemState.REFERRED, False)


def test_by_acclamation_the_right_stays_unused_too(council):
    _meeting, item = put()
    does(CHAIR, questions.declare, item, proposals_of(item)[2])
    does(CHAIR, items.gavel, item)

    assert state(item)[:2] == (ItemState.REFERRED, False)


def test_what_was_referred_back_comes_back_with_its_papers_and_its_history(council):
    _meeting, item = put()
    divide(item, against=7)
    does(CHAIR, items.gavel, item)
    meeting = next_meeting()

    with one_entry(meeting, "item.brought_back"):
        again = returning.bring_back(item, meeting, actor("sekreterare"), now=later(30))

    with reading() as session:
        row = session.get_one(Item, again)
        assert (row.returns_id, row.minority_used, row.number) == (item, True, 1)
    assert len(proposals_of(again)) == 3


@pytest.mark.parametrize(("kind", "prepared"), [(Kind.REFERRAL, True), (Kind.TABLING, False)])
def test_only_what_was_referred_back_has_been_prepared_when_it_comes_back(council, kind, prepared):
    _meeting, item = put((Kind.BOARD, kind))
    with writing() as session:
        session.get_one(Item, item).prepared = False
    does(CHAIR, questions.declare, item, proposals_of(item)[1])
    does(CHAIR, items.gavel, item)

    again = returning.bring_back(item, next_meeting(), actor("sekreterare"), now=later(30))

    with reading() as session:
        assert session.get_one(Item, again).prepared is prepared


def test_an_election_comes_back_with_whom_it_elects_and_the_committees_names(council):
    meeting, members = tabled_election()
    _meeting, substitutes = tabled_election(names=("Dov",), members_item=members, meeting=meeting)
    later_meeting = next_meeting()

    again = [
        returning.bring_back(item, later_meeting, actor("sekreterare"), now=later(30 + minutes))
        for minutes, item in enumerate((members, substitutes))
    ]

    with reading() as session:
        elections = [session.get_one(Election, item) for item in again]
        assert [one.seats for one in elections] == [3, 1]
        assert [one.members_item_id for one in elections] == [None, again[0]]
        names = session.scalars(select(Candidate.name).where(Candidate.item_id == again[0]))
        assert set(names) == {"Ada", "Bix", "Cleo"}


def tabled_election(names=("Ada", "Bix", "Cleo"), **facts):
    """An election that was tabled, with somebody whom the hall had nominated."""
    meeting, item = an_election(len(names), names=names, **facts)
    elections.nominate(item, person("agneta"), ["Nils"], actor("agneta"), now=later(1))
    with writing() as session:
        session.add(
            Proposal(
                item_id=item,
                position=9,
                kind=Kind.TABLING,
                phrase="bordläggning",
                effect="ärendet bordläggs",
                decision="bordlägga ärendet",
            )
        )
    does(CHAIR, questions.close_debate, item)
    does(CHAIR, questions.review_proposals, item)
    does(CHAIR, questions.approve_order, item, None)
    does(CHAIR, questions.declare, item, proposals_of(item)[-1])
    does(CHAIR, items.gavel, item)
    return meeting, item


def test_an_item_comes_back_once(council):
    _meeting, item = put()
    does(CHAIR, questions.declare, item, proposals_of(item)[2])
    does(CHAIR, items.gavel, item)
    meeting = next_meeting()
    returning.bring_back(item, meeting, actor("sekreterare"), now=later(30))

    with refused(NotNow, act="bring_back"):
        returning.bring_back(item, meeting, actor("sekreterare"), now=later(31))
    with reading() as session:
        assert returning.to_come_back(session) == []


def test_what_is_decided_does_not_come_back(council):
    _meeting, item = an_open_item(proposals=())
    does(CHAIR, questions.close_debate, item)
    does(CHAIR, items.gavel, item)
    meeting = next_meeting()

    with refused(NotNow, act="bring_back"):
        returning.bring_back(item, meeting, actor("sekreterare"), now=later(30))
    with refused(Missing):
        returning.bring_back(999, meeting, actor("sekreterare"), now=later(30))


def test_a_casting_vote_refers_back_by_majority_where_the_right_is_used_up(council):
    _meeting, item = put()
    with writing() as session:
        session.get_one(Item, item).minority_used = True
    does(CHAIR, questions.declare, item, None)
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    for who, choice in zip(holders(), [Choice.NO, Choice.YES] * 10, strict=False):
        press(division, who, choice)
    does(CHAIR, divisions.close_division, division)

    does(CHAIR, divisions.give_casting_vote, division, Choice.NO)

    with reading() as session:
        assert session.get_one(Division, division).basis is Basis.MAJORITY


def test_the_reasons_are_those_of_one_who_voted_for_the_referral(council):
    _meeting, item = put((*FORMAL, Kind.REFERRAL))
    asked_for, other = proposals_of(item)[2:]
    asker, opponent = holders()[0], holders()[-1]
    with writing() as session:
        movers = []
        for proposal, who in ((asked_for, asker), (other, opponent)):
            session.get_one(Proposal, proposal).motive = f"Skäl {who}"
            movers.append(Mover(proposal_id=proposal, name=who, person_id=person(who)))
        session.add_all(movers)
        session.flush()
        asked, not_asked = (mover.id for mover in movers)
    divide(item, against=7)

    with refused(ReasonsNotTheirs, needed=7, backed=21):
        does(CHAIR, returning.set_reasons, item, not_asked, 21)
    with refused(ReasonsNotTheirs, needed=7, backed=6):
        does(CHAIR, returning.set_reasons, item, asked, 6)
    does(CHAIR, returning.set_reasons, item, asked, 7)
    does(CHAIR, items.gavel, item)

    with reading() as session:
        assert session.get_one(Proposal, asked_for).motive == f"Skäl {asker}"
    assert state(item)[2].endswith(f"Motivering: Skäl {asker}.")
