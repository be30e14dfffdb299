"""An item's page: its life from the agenda to the decision, in the record's own words."""

import re

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import divisions, items, questions, requests
from council.store.engine import writing
from council.store.models import MeetingKind, MeetingState, Mover
from tests import factories


@pytest.fixture
def meeting(council: Flask) -> int:
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(number)
        return number


def page(client, item):
    return client.get(f"/arenden/{item}").text


def steps(text):
    listed = text.partition('<ol class="nummer prosa">')[2].partition("</ol>")[0]
    return re.findall(r"<li>(.*?)</li>", listed)


def history(text):
    listed = text.partition('<ol class="gang">')[2].partition("</ol>")[0]
    return [re.sub(r"<[^>]*>", "", one) for one in re.findall(r"</time>(.*?)</li>", listed)]


def test_a_waiting_item_tells_what_is_proposed_and_no_more(council, client, meeting):
    with council.app_context():
        item = factories.an_item(meeting)
    text = page(client, item)
    assert "Väntar" in text
    assert "Regionstyrelsens förslag" in text
    assert "Framlagt" in text
    assert steps(text) == []
    assert history(text) == ["Ärendet behandlas på sammanträdet"]
    assert "beslut</h2>" not in text


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([], "Överläggning pågår."),
        ([questions.close_debate], "Ordföranden går igenom yrkandena."),
        ([questions.close_debate, questions.review_proposals], "Propositionsordningen läggs fram."),
    ],
)
def test_what_goes_on_is_told(council, client, meeting, acts, told):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting)
        for act in acts:
            factories.does("ordforande", act, item)
    assert told in page(client, item)


def test_the_question_and_what_was_found_are_told(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting)
        for act in (questions.close_debate, questions.review_proposals):
            factories.does("ordforande", act, item)
        factories.does("ordforande", questions.approve_order, item, None)
    assert "Ordföranden ställer proposition." in page(client, item)
    with council.app_context():
        factories.does("ordforande", questions.declare, item, factories.proposals_of(item)[0])
    text = page(client, item)
    assert (
        "Ordföranden finner att regionfullmäktige beslutar enligt regionstyrelsens förslag." in text
    )
    assert steps(text) == [
        "Ordföranden ställer proposition på regionstyrelsens förslag och på motionens förslag och "
        "finner att regionfullmäktige beslutar enligt regionstyrelsens förslag."
    ]


def test_a_decision_by_acclamation_is_told_whole(council, client, meeting):
    with council.app_context():
        _, item = factories.a_found_item(meeting=meeting)
        factories.does("ordforande", items.gavel, item)
    text = page(client, item)
    assert "Regionfullmäktiges beslut" in text
    assert "Regionfullmäktige beslutar att avslå motionen." in text
    assert "utan omröstning." in text
    assert "Bifölls" in text
    assert "Avslogs" in text
    assert steps(text)[-1] == "Omröstning begärs inte."
    assert history(text)[-1] == "Fullmäktige beslutar, §\u00a01"
    assert "§&nbsp;1" in text


def test_a_request_tells_who_and_when(council, client, meeting):
    with council.app_context():
        _, item = factories.a_found_item(meeting=meeting)
        factories.does("cia", requests.request_division, item, now=factories.later(1))
    text = page(client, item)
    assert "Omröstning är begärd och ska genomföras." in text
    assert steps(text)[-1] == "Omröstning begärs av Cia\u00a0(V) kl.\u00a012.01.00."
    assert history(text)[-1] == "Omröstning begärs av Cia\u00a0(V)"


def test_a_division_is_told_from_the_question_to_the_gavel(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=12, no=7, abstain=2)
    text = page(client, opened.item)
    assert "Omröstning pågår" in text
    assert "21 av 21 har röstat." in text
    assert "12" not in "".join(steps(text)).replace("kl.\u00a012.00.00", "")
    with council.app_context():
        factories.does("ordforande", divisions.close_division, opened.division)
    text = page(client, opened.item)
    assert "Omröstningen är stängd: 12 mot 7. Beslutet klubbas." in text
    with council.app_context():
        factories.does("ordforande", items.gavel, opened.item)
    text = page(client, opened.item)
    assert "med 12 röster mot 7." in text
    assert "Två avstod." in text
    assert steps(text)[-2:] == [
        "Den som röstar för regionstyrelsens förslag röstar ja. Den som röstar för motionens "
        "förslag röstar nej.",
        "12\u00a0ja, 7\u00a0nej, 2\u00a0avstår, 0\u00a0frånvarande. Regionfullmäktige har därmed "
        "beslutat enligt regionstyrelsens förslag.",
    ]
    assert f'href="/voteringar/{opened.division}"' in text


def test_the_casting_vote_is_told(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=10, no=10)
        factories.does("ordforande", divisions.close_division, opened.division)
    assert "Röstetalen är lika, 10 mot 10. Ordföranden har utslagsröst." in page(
        client, opened.item
    )
    with council.app_context():
        factories.does("ordforande", divisions.give_casting_vote, opened.division, Choice.YES)
        factories.does("ordforande", items.gavel, opened.item)
    assert "med ordförandens utslagsröst, 10 mot 10." in page(client, opened.item)


def test_a_void_division_stays_in_the_history(council, client, meeting):
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting)
        factories.does(
            "ordforande",
            divisions.annul_division,
            opened.division,
            "Fel fråga.",
            now=factories.later(5),
        )
    text = page(client, opened.item)
    assert "Omröstningen är ogiltig. En ny omröstning genomförs." in text
    assert "Ordföranden förklarar omröstningen ogiltig kl.\u00a012.05: Fel fråga." in text
    assert history(text)[-1] == "Omröstningen förklaras ogiltig"


def test_a_chain_of_divisions_is_told_in_its_order(council, client, meeting):
    with council.app_context():
        proposals = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)
        opened = factories.an_open_division(meeting=meeting, proposals=proposals)
        factories.vote(opened.division, yes=9, no=12)
        factories.does("ordforande", divisions.close_division, opened.division)
        waiting = page(client, opened.item)
        main = factories.does("ordforande", divisions.open_division, opened.item)
        factories.vote(main, yes=12, no=9)
        factories.does("ordforande", divisions.close_division, main)
        factories.does("ordforande", items.gavel, opened.item)
    assert "Den förberedande omröstningen är avgjord." in waiting
    text = page(client, opened.item)
    told = steps(text)
    assert "Regionstyrelsens förslag är huvudförslag." in told[2]
    assert told[3].startswith("Ordföranden ställer motionens förslag mot motförslaget")
    assert told[6].endswith("Motförslaget blir motförslag.")
    assert "Förberedande omröstning: 9\u00a0ja, 12\u00a0nej" in text
    assert "Se hur alla röstade i den förberedande omröstningen" in text


def test_what_had_no_proposal_is_laid_to_the_papers(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting, proposals=())
        factories.does("ordforande", questions.close_debate, item)
    waiting = page(client, item)
    assert waiting.count("Ordföranden finner att ärendet läggs till handlingarna.") >= 1
    with council.app_context():
        factories.does("ordforande", items.gavel, item)
    text = page(client, item)
    assert "lägga ärendet till handlingarna" in text
    assert "Omröstning begärs inte." not in text


def test_who_joined_a_proposal_is_told(council, client, meeting):
    with council.app_context():
        item = factories.an_item(meeting)
        with writing() as session:
            proposal = factories.proposals_of(item)[1]
            session.add(Mover(proposal_id=proposal, name="Cia", party="V", seconds=True))
    assert "med instämmande av Cia\u00a0(V)" in page(client, item)


def test_mid_chain_a_result_says_that_another_preparatory_division_comes(council, client, meeting):
    four = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER, Kind.AMENDMENT)
    with council.app_context():
        opened = factories.an_open_division(meeting=meeting, proposals=four)
        factories.vote(opened.division, yes=12, no=9)
        factories.does("ordforande", divisions.close_division, opened.division)
    assert "går vidare till nästa omröstning." in steps(page(client, opened.item))[-1]
    with council.app_context():
        last = factories.does("ordforande", divisions.open_division, opened.item)
        factories.vote(last, yes=12, no=9)
        factories.does("ordforande", divisions.close_division, last)
    told = steps(page(client, opened.item))
    assert told[-1].endswith("blir motförslag.")
    assert sum("går vidare till nästa omröstning." in one for one in told) == 1
