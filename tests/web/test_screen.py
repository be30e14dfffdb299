"""The big screen: every scene from the welcome to the end, and it follows by itself."""

import pytest
import time_machine
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import divisions, items, meetings, questions, requests
from council.store.engine import writing
from council.store.models import Meeting, MeetingKind, MeetingState
from tests import factories
from tests.support.pages import faults_of


@pytest.fixture
def meeting(council: Flask) -> int:
    """An open meeting with everybody there."""
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(number)
        return number


def shown(client, moment=factories.NOON):
    with time_machine.travel(moment, tick=False):
        page = client.get("/storbild").text
    assert faults_of(page) == []
    return page


def heading(page):
    return page.partition("<h1>")[2].partition("</h1>")[0]


def label(page):
    return page.partition('<p class="lage">')[2].partition("</p>")[0]


def test_with_nothing_announced_it_says_so(council, client):
    page = shown(client)
    assert "Inget sammanträde är kungjort." in page
    assert "hx-sse:connect" not in page
    assert "data-vila" in page


def test_before_the_meeting_it_welcomes_with_a_clock(council, client):
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY)
    page = shown(client, factories.MORNING)
    assert label(page) == "Välkommen"
    assert "Sammanträdet börjar kl.\u00a009.00." in page
    assert page.count("09.00</") == 2
    assert f'hx-sse:connect="/live/{number}?vy=screen"' in page
    assert "på plats" not in page


def test_those_who_have_come_are_counted(council, client):
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY)
        factories.everyone_present(number)
    assert "<b>21 av 21</b> på plats" in shown(client, factories.MORNING)


@pytest.mark.parametrize(("present", "told"), [(True, "är beslutfört"), (False, "Minst 11 krävs")])
def test_the_roll_call_tells_who_many_there_are(council, client, present, told):
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        if present:
            factories.everyone_present(number)
    page = shown(client)
    assert label(page) == "Upprop"
    assert told in page


def test_the_way_of_an_item_to_the_question(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting)
    assert label(shown(client)) == "Ärende\u00a01"
    assert "Överläggning pågår." in shown(client)
    steps = [
        (questions.close_debate, (), "Yrkanden"),
        (questions.review_proposals, (), "Propositionsordning"),
        (questions.approve_order, (None,), "Proposition"),
    ]
    for act, rest, told in steps:
        with council.app_context():
            factories.does("ordforande", act, item, *rest)
        page = shown(client)
        assert label(page) == told
        assert page.index("Regionstyrelsens förslag") < page.index("Motionens förslag")


def test_what_the_chair_finds_can_still_be_divided_on(council, client, meeting):
    with council.app_context():
        _, item = factories.a_found_item(meeting=meeting)
    page = shown(client)
    assert "Ordföranden finner bifall till regionstyrelsens förslag." in page
    assert "Omröstning kan begäras tills klubban faller." in page
    with council.app_context():
        factories.does("cia", requests.request_division, item, now=factories.later(1))
    page = shown(client)
    assert label(page) == "Omröstning begärd"
    assert "Begärd av Cia\u00a0(V) kl.\u00a012.01.00." in page


def test_what_has_no_proposal_is_laid_to_the_papers(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting, proposals=())
        factories.does("ordforande", questions.close_debate, item)
    page = shown(client)
    assert "Ordföranden finner att ärendet läggs till handlingarna." in page
    assert "Omröstning kan begäras" not in page
    with council.app_context():
        factories.does("ordforande", items.gavel, item)
    assert heading(shown(client)) == "Ärendet läggs till handlingarna"


def test_an_open_division_shows_the_question_and_how_many(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=3, no=2)
    page = shown(client)
    assert label(page) == "Omröstning pågår"
    assert "för regionstyrelsens förslag" in page
    assert "<b>5</b> av 21 har röstat" in page
    assert 'class="sal"' not in page


def test_the_result_stands_until_the_gavel(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=12, no=7, abstain=1)
        factories.does("ordforande", divisions.close_division, opened.division)
    page = shown(client)
    assert label(page) == "Resultat"
    assert heading(page) == "Motionen avslås"
    assert "Med 12 ja mot 7 nej, 1 avstår, har fullmäktige beslutat att avslå motionen." in page
    assert 'class="sal"' in page
    with council.app_context():
        factories.does("ordforande", items.gavel, opened.item)
    page = shown(client)
    assert label(page) == "Beslut §\u00a01"
    assert heading(page) == "Motionen avslås"
    assert 'class="sal"' not in page


def test_a_result_without_abstentions_says_nothing_of_them(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=9, no=12)
        factories.does("ordforande", divisions.close_division, opened.division)
    page = shown(client)
    assert "Med 9 ja mot 12 nej har fullmäktige beslutat att bifalla motionen." in page
    assert "Frånvarande" not in page.partition("<main")[2].partition('<svg class="sal"')[0]


def test_a_tie_waits_for_the_casting_vote(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=10, no=10, abstain=1)
        factories.does("ordforande", divisions.close_division, opened.division)
    page = shown(client)
    assert label(page) == "Omröstningen är stängd"
    assert heading(page) == "Lika röstetal"
    assert "Ordföranden har utslagsröst." in page
    with council.app_context():
        factories.does("ordforande", divisions.give_casting_vote, opened.division, Choice.NO)
    page = shown(client)
    assert "Ordföranden avgör med sin utslagsröst: nej." in page
    assert heading(page) == "Motionen bifalls"


def test_a_void_division_is_told_with_its_reason(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.does("ordforande", divisions.annul_division, opened.division, "Fel fråga")
    page = shown(client)
    assert label(page) == "Omröstningen är ogiltig"
    assert "Fel fråga" in page


def test_a_chain_tells_what_goes_on_to_what(council, client, meeting):
    proposals = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER, Kind.AMENDMENT)
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting, proposals=proposals)
    assert label(shown(client)) == "Förberedande omröstning pågår"
    told = []
    division = opened.division
    for _ in range(2):
        with council.app_context():
            factories.vote(division, yes=12, no=9)
            factories.does("ordforande", divisions.close_division, division)
        told.append(shown(client))
        with council.app_context():
            division = factories.does("ordforande", divisions.open_division, opened.item)
    assert label(told[0]) == "Förberedande omröstning"
    assert heading(told[0]).endswith("går vidare")
    assert "ny förberedande omröstning" in told[0]
    assert heading(told[1]).endswith("blir motförslag")
    assert "I huvudomröstningen ställs det mot huvudförslaget." in told[1]
    assert label(shown(client)) == "Omröstning pågår"


def test_the_only_proposal_may_be_rejected(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting, proposals=(Kind.BOARD,))
        factories.vote(opened.division, yes=9, no=12)
        factories.does("ordforande", divisions.close_division, opened.division)
        factories.does("ordforande", items.gavel, opened.item)
    assert heading(shown(client)) == "Förslaget avslås"


def test_the_end_of_the_meeting_is_told(council, client, meeting):
    with council.app_context():
        factories.does("ordforande", meetings.close_meeting, meeting)
    page = shown(client)
    assert heading(page) == "Sammanträdet är avslutat"
    assert "data-vila" in page


def test_an_adjourned_meeting_pauses(council, client, meeting):
    with council.app_context(), writing() as session:
        session.get_one(Meeting, meeting).state = MeetingState.ADJOURNED
    assert label(shown(client)) == "Sammanträdet är ajournerat"


def test_the_next_meeting_follows_the_one_that_was(council, client, meeting):
    with council.app_context():
        factories.does("ordforande", meetings.close_meeting, meeting)
        coming = factories.a_meeting(kind=MeetingKind.ORDINARY, day=factories.DAY.replace(month=4))
    assert heading(shown(client)) == "Sammanträdet är avslutat"
    page = shown(client, factories.later(60 * 24))
    assert f"/live/{coming}?vy=screen" in page
    assert label(page) == "Välkommen"


def test_another_minute_is_another_page(council, client):
    with time_machine.travel(factories.NOON, tick=False):
        etag = client.get("/storbild").headers["ETag"]
        asked = {"If-None-Match": etag}
        assert client.get("/storbild", headers=asked).status_code == 304
    with time_machine.travel(factories.later(1), tick=False):
        assert client.get("/storbild", headers=asked).status_code == 200
