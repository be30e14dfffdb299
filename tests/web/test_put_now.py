"""What is put now, kind by kind: on the hall's screen and on a councillor's tablet."""

import re

import pytest

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import divisions, items, proposals, questions, requests
from council.services.proposals import NewProposal
from council.store.engine import writing
from council.store.models import Clause, Item, ItemKind, MeetingKind, MeetingState, Proposal
from council.web.put_now import asked, sides
from tests import factories
from tests.factories import does, later, proposals_of
from tests.support.pages import faults_of

CHAIN = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)


@pytest.fixture
def meeting(council):
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
    return meeting


def to_the_first_question(item):
    for act in (questions.close_debate, questions.review_proposals):
        does("ordforande", act, item)
    does("ordforande", questions.approve_order, item, None)


def plain(page):
    assert faults_of(page) == []
    return page.replace("\u00a0", " ").replace("&nbsp;", " ")


def screen(client):
    """The label above the heading and what may be answered."""
    page = plain(client.get("/storbild").text)
    label = page.partition('<p class="lage">')[2].partition("</p>")[0]
    return label, re.findall(r"<li><b>(.*?)</b>", page)


def tablet(sign_in):
    return plain(sign_in("agneta").get("/rosta").text)


def formal(meeting):
    _, item = factories.an_open_item(meeting=meeting)
    does("cia", proposals.put_proposal, item, NewProposal(Kind.TABLING))
    to_the_first_question(item)


def preparatory(meeting):
    _, item = factories.an_open_item(meeting=meeting, proposals=CHAIN)
    to_the_first_question(item)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("cia", requests.request_division, item)
    does("ordforande", questions.put_preparatory, item)


def addition(meeting):
    _, item = factories.an_open_item(meeting=meeting, proposals=(Kind.BOARD,))
    does("cia", proposals.put_proposal, item, NewProposal(Kind.ADDITION, "att följa upp den"))
    to_the_first_question(item)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("ordforande", items.gavel, item)


def point(meeting):
    item = factories.an_item(meeting, proposals=(Kind.BOARD, Kind.AMENDMENT))
    with writing() as session:
        session.add_all(
            Clause(item_id=item, number=number, text=f"punkten {number} gäller")
            for number in (1, 2)
        )
        session.get_one(Proposal, proposals_of(item)[1]).clause = 1
    does("ordforande", items.open_item, item)
    to_the_first_question(item)


def leave(meeting):
    factories.an_open_item(meeting=meeting, kind=ItemKind.INTERPELLATION, proposals=())


def whole(meeting):
    _, item = factories.an_open_item(meeting=meeting)
    to_the_first_question(item)


@pytest.mark.parametrize(
    ("put", "label", "answers"),
    [
        (
            formal,
            "Proposition · Formell fråga: bordläggning",
            ["Att ärendet ska avgöras i dag", "Att ärendet bordläggs"],
        ),
        (
            preparatory,
            "Proposition · Vilket förslag ska bli motförslag?",
            ["Motionens förslag", "Motförslaget"],
        ),
        (
            addition,
            "Proposition · Tillägg",
            [
                "Bifall till tilläggsyrkandet från Cia (V)",
                "Avslag på tilläggsyrkandet från Cia (V)",
            ],
        ),
        (point, "Proposition · Punkt 1", ["Regionstyrelsens förslag", "Ändringsförslaget"]),
        (
            leave,
            "Proposition · Får interpellationen ställas?",
            ["Att interpellationen får ställas", "Att interpellationen inte får ställas"],
        ),
        (whole, "Proposition", ["Regionstyrelsens förslag", "Motionens förslag"]),
    ],
)
def test_the_screen_and_the_tablet_tell_what_is_put(
    council, client, sign_in, meeting, put, label, answers
):
    with council.app_context():
        put(meeting)

    assert screen(client) == (label, answers)
    page = tablet(sign_in)
    assert f'<h2 id="proposition">{label}</h2>' in page
    listed = page.partition('id="proposition"')[2].partition("</ul>")[0]
    assert re.findall(r"<li><span>(.*?)<br>", listed) == answers


def test_a_minority_that_won_is_told_with_what_was_needed(council, client, sign_in, meeting):
    with council.app_context():
        formal(meeting)
        [item] = _open_items()
        does("ordforande", questions.declare, item, None, side=Choice.YES)
        does("cia", requests.request_division, item)
        division = does("ordforande", divisions.open_division, item)
    assert "· Formell fråga</span>" in tablet(sign_in)
    with council.app_context():
        factories.vote(division, yes=14, no=7)
        does("ordforande", divisions.close_division, division, now=later(2))

    page = plain(client.get("/storbild").text)
    assert "<h1>Ärendet bordläggs</h1>" in page
    assert "7 av 21 närvarande röstar för bordläggning. Minst 7 krävs (KL 5 kap. 50 §)." in page
    assert "vilket är minst en tredjedel (KL 5 kap. 50 §). Ärendet bordläggs." in tablet(sign_in)


def _open_items():
    with writing() as session:
        return [one.id for one in session.query(Item).filter_by(state="open")]


def test_nothing_put_has_no_sides():
    assert list(sides(Item(question=None))) == []
    assert asked(None) == ""
