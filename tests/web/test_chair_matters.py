"""The cockpit's matters and pauses: what all must agree on, what is received, asked, paused."""

import re
from datetime import date

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.services import adjournments, items, motions, proposals, questions, rules_of_order
from council.services.motions import NewMotion
from council.services.proposals import NewProposal
from council.store.engine import writing
from council.store.models import Item, ItemKind, MeetingKind, MeetingState
from council.web.chair.live import live_regions
from tests import factories
from tests.factories import does
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def chair(council: Flask, sign_in):
    return sign_in("ordforande")


@pytest.fixture
def meeting(council: Flask) -> int:
    """An open meeting with everybody there."""
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
        factories.everyone_present(number)
        return number


def an_item(council, meeting, kind=ItemKind.DECISION, proposals=(), **facts):
    with council.app_context():
        item = factories.an_item(meeting, kind=kind, proposals=proposals)
        with writing() as session:
            for name, value in facts.items():
                setattr(session.get(Item, item), name, value)
        return item


def shown(visitor, meeting, query=""):
    answer = visitor.get(f"/ordforande/{meeting}{query}")
    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    return re.sub(r"\s+", " ", answer.text.replace("\u00a0", " ").replace("\u00ad", ""))


def primary(page):
    (found,) = re.findall(r"<(?:button|a)[^>]*data-huvud[^>]*>([^<]*)<", page)
    return found


def said(page):
    return re.findall(r"<q>(.*?)</q>", page)


def test_an_unannounced_item_asks_whether_anybody_objects(council, chair, meeting):
    item = an_item(council, meeting, proposals=[Kind.BOARD], announced=False)
    page = shown(chair, meeting, f"?arende={item}")

    assert primary(page) == "Alla är ense, ta upp ärendet"
    assert "Har någon något att invända?" in said(page)[0]
    assert "Alla 21 närvarande måste vara ense." in page

    stopped = chair.send(f"/arenden/{item}/tas-upp", data={"objections": "1"})
    assert stopped.status_code == 409
    assert "Alla 21 närvarande måste besluta" in stopped.text.replace("\u00a0", " ")
    assert "KL 5 kap. 52 §" in stopped.text.replace("\u00a0", " ")

    assert chair.send(f"/arenden/{item}/oppna", headers=JSON).json["error"] == "not_announced"
    assert chair.send(f"/arenden/{item}/tas-upp", data={}).status_code == 303
    assert primary(shown(chair, meeting, f"?arende={item}")) == "Öppna ärendet"


def test_an_unprepared_item_asks_for_all_before_the_gavel(council, chair, meeting):
    item = an_item(council, meeting, proposals=[Kind.BOARD], prepared=False)
    with council.app_context():
        does("ordforande", items.open_item, item)
        does("ordforande", questions.close_debate, item)
        does("ordforande", questions.review_proposals, item)
        does("ordforande", questions.approve_order, item, None)
        does("ordforande", questions.declare, item, factories.proposals_of(item)[0])
    page = shown(chair, meeting)

    assert primary(page) == "Alla är ense om beslutet"
    assert chair.send(f"/arenden/{item}/klubba", headers=JSON).json["error"] == "not_agreed"
    refused = chair.send(f"/arenden/{item}/ense", json={"objections": 2}, headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "not_agreed")
    assert chair.send(f"/arenden/{item}/ense", headers=JSON).status_code == 200
    assert primary(shown(chair, meeting)) == "Klubba"


@pytest.mark.parametrize(
    ("kind", "word", "decision"),
    [
        (
            ItemKind.ANNOUNCEMENT,
            "Lägg anmälan till handlingarna",
            "Regionfullmäktige lägger anmälan till handlingarna.",
        ),
        (
            ItemKind.MOTION_RECEIVED,
            "Remittera motionen",
            "Motionen remitteras till regionstyrelsen för beredning.",
        ),
    ],
)
def test_what_is_received_takes_one_press(council, chair, meeting, kind, word, decision):
    item = an_item(council, meeting, kind)
    page = shown(chair, meeting, f"?arende={item}")
    assert primary(page) == word
    assert "Öppna för överläggning" in page

    answer = chair.send(f"/arenden/{item}/utan-yrkanden", headers=JSON)
    assert answer.json == {"paragraph": 1, "decision": decision}
    assert decision in shown(chair, meeting)


def test_an_interpellation_goes_from_leave_to_answer(council, chair, meeting):
    item = an_item(council, meeting, ItemKind.INTERPELLATION, answerer="ordföranden i styrelsen")
    with council.app_context(), writing() as session:
        session.get(Item, item).asked_by_id = factories.person("cia")
    assert "Cia (V) till ordföranden i styrelsen." in shown(chair, meeting, f"?arende={item}")

    assert chair.send(f"/arenden/{item}/oppna").status_code == 303
    assert chair.send(f"/arenden/{item}/finner", data={"side": "yes"}).status_code == 303
    assert chair.send(f"/arenden/{item}/klubba", headers=JSON).status_code == 200
    page = shown(chair, meeting)
    assert primary(page) == "Interpellationen är besvarad"
    assert said(page)[0].startswith("Cia (V) har ställt en interpellation")

    asked = chair.send(f"/arenden/{item}/utan-yrkanden", data={})
    assert (asked.status_code, faults_of(asked.text)) == (200, [])
    assert "Det kan inte ångras." in asked.text
    chair.send(f"/arenden/{item}/utan-yrkanden", data={"bekraftad": "1"})
    assert "Interpellationen är besvarad." in shown(chair, meeting)


def test_a_question_is_between_two(council, chair, meeting):
    item = an_item(council, meeting, ItemKind.QUESTION, answerer="Agneta")
    with council.app_context(), writing() as session:
        session.get(Item, item).asked_by_id = factories.person("cia")
    chair.send(f"/arenden/{item}/oppna")
    page = shown(chair, meeting)

    assert said(page) == ["Cia (V) frågar Agneta. Bara de två deltar i överläggningen."]
    assert primary(page) == "Frågan är besvarad"


def test_below_quorum_a_question_is_opened_where_the_rules_of_order_let_it(council, chair):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
    item = an_item(council, meeting, ItemKind.QUESTION)
    assert "aria-disabled" in shown(chair, meeting, f"?arende={item}")

    with council.app_context():
        rules_of_order.change(
            "answers_below_quorum", "yes", factories.actor("admin"), now=factories.NOON
        )
    page = shown(chair, meeting, f"?arende={item}")
    assert primary(page) == "Öppna ärendet"
    assert "Svaret får ändå lämnas: så har fullmäktige beslutat. KL 5 kap. 45 §" in page


def test_a_motions_year_is_told(council, chair, meeting):
    with council.app_context():
        new = NewMotion("Medlemskap", "", ["Cia (V)"], date(2024, 1, 10))
        motion = motions.receive(new, factories.actor("sekreterare"), now=factories.NOON)
    item = an_item(council, meeting, ItemKind.MOTION, [Kind.BOARD], motion_id=motion)
    page = shown(chair, meeting, f"?arende={item}")

    assert "ska om möjligt avgöras senast den 10 januari 2025." in page
    assert "Året har gått ut" in page


# ---- Pauses ----


def test_the_pause_is_asked_for_in_a_page_of_its_own_without_scripts(chair, meeting):
    page = shown(chair, meeting, "?visa=ajournera")

    assert f'action="/sammantraden/{meeting}/ajournera"' in page
    assert "Fortsätter kl." in page


def test_a_pause_that_the_council_has_decided_is_asked_for(council, chair, meeting):
    item = an_item(council, meeting, proposals=[Kind.BOARD])
    with council.app_context():
        does("ordforande", items.open_item, item)
        does("agneta", proposals.put_proposal, item, NewProposal(Kind.ADJOURNMENT))
        does("ordforande", questions.close_debate, item)
        does("ordforande", questions.review_proposals, item)
        does("ordforande", questions.approve_order, item, None)
    hint = "Fullmäktige har beslutat att ajournera sammanträdet."
    assert hint not in shown(chair, meeting)
    chair.send(f"/arenden/{item}/finner", data={"side": "no"})
    chair.send(f"/arenden/{item}/klubba", data={"bekraftad": "1"})
    assert hint in shown(chair, meeting)

    given = {"clock": "23.59", "day": "2099-01-01"}
    chair.send(f"/sammantraden/{meeting}/ajournera", data=given)
    chair.send(f"/sammantraden/{meeting}/ateruppta")
    assert hint not in shown(chair, meeting)


def test_the_meeting_pauses_and_goes_on(council, chair, meeting):
    page = shown(chair, meeting)
    assert "Ajournera…" in page

    late = {"clock": "23.59", "day": ""}
    assert chair.send(f"/sammantraden/{meeting}/ajournera", data=late).status_code == 303
    page = shown(chair, meeting)
    assert "Paus till kl. 23.59" in page
    assert primary(page) == "Återuppta sammanträdet"
    assert "Ajournera…" not in page

    answer = chair.send(f"/sammantraden/{meeting}/ateruppta", headers=JSON)
    assert answer.json == {"state": "open"}


def test_another_day_is_told_with_its_day(council, chair, meeting):
    given = {"clock": "9:00", "day": "2099-11-26"}
    assert chair.send(f"/sammantraden/{meeting}/ajournera", data=given).status_code == 303
    page = shown(chair, meeting)

    assert "Paus till torsdagen den 26 november 2099 kl. 09.00" in page
    assert "0 av 21 är på plats." in page
    other = {"clock": "10.30", "day": "2099-11-26"}
    assert chair.send(f"/sammantraden/{meeting}/ajournera", data=other).status_code == 303
    assert "kl. 10.30" in shown(chair, meeting)


@pytest.mark.parametrize(
    "given",
    [
        {"clock": "25.00"},
        {"clock": ""},
        {"clock": "13.00", "day": "i morgon"},
        {"clock": "13.00", "day": "2020-01-01"},
    ],
)
def test_a_pause_needs_a_moment_to_come(chair, meeting, given):
    answer = chair.send(f"/sammantraden/{meeting}/ajournera", data=given, headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (422, "bad_pause")


def test_nothing_is_treated_in_a_pause(council, chair, meeting):
    item = an_item(council, meeting, proposals=[Kind.BOARD])
    chair.send(f"/sammantraden/{meeting}/ajournera", data={"clock": "23.59", "day": "2099-01-01"})
    answer = chair.send(f"/arenden/{item}/oppna", headers=JSON)

    assert (answer.status_code, answer.json["error"]) == (409, "meeting_adjourned")
    assert "ajournerat till kl. 23.59" in answer.json["message"].replace("\u00a0", " ")


def test_every_screen_says_until_when(council, client, sign_in, chair):
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    until = {"clock": "13.00", "day": "2099-11-26"}
    chair.send(f"/sammantraden/{meeting}/ajournera", data=until)
    told = "Paus till torsdagen den 26 november 2099 kl.\u00a013.00"

    for visitor, path in (
        (client, "/"),
        (client, f"/sammantraden/{meeting}"),
        (client, "/storbild"),
        (sign_in("agneta"), "/rosta"),
        (sign_in("vice1"), f"/ordforande/{meeting}"),
    ):
        page = visitor.get(path)
        assert (page.status_code, faults_of(page.text)) == (200, [])
        assert told in page.text, path
    with council.app_context(), council.test_request_context("/"):
        assert told in live_regions(meeting)


def test_the_secretarys_log_tells_of_the_pause(council, sign_in, chair, meeting):
    with council.app_context():
        does("ordforande", adjournments.adjourn, meeting, factories.later(60))
        does("ordforande", adjournments.resume, meeting, now=factories.later(60))
    page = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text

    assert "ajournerat till kl.\u00a013.00" in page
    assert "sammanträdet återupptaget av Ordföranden" in page


def test_matters_read_as_programs_do(council, chair, meeting):
    item = an_item(council, meeting, proposals=[Kind.BOARD], announced=False)
    answer = chair.send(f"/arenden/{item}/tas-upp", json={"objections": "en"}, headers=JSON)
    assert answer.status_code == 422
