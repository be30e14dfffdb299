"""The secretary's agenda: when the meeting was announced, and items that come late."""

import pytest
from flask import Flask

from council.services import motions
from council.services.motions import NewMotion
from council.store.models import MeetingState
from tests import factories
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(council, sign_in):
    return sign_in("sekreterare")


@pytest.fixture
def meeting(council: Flask) -> int:
    with council.app_context():
        number = factories.a_meeting()
        factories.an_item(number)
        return number


def shown(desk, meeting):
    page = desk.get(f"/sekreterare/{meeting}/dagordning")
    assert (page.status_code, faults_of(page.text)) == (200, [])
    return page.text.replace("\u00a0", " ")


def test_the_page_says_until_when_it_had_to_be_announced(desk, meeting):
    page = shown(desk, meeting)

    assert "Senast onsdagen den 26 februari 2025." in page
    assert "Dagen för kungörelsen är inte antecknad." in page
    assert "Ärende 1" in page
    assert f'href="/sekreterare/{meeting}/dagordning"' in desk.get(f"/sekreterare/{meeting}").text


def test_announced_in_time_or_too_late(desk, meeting):
    announce = f"/sekreterare/{meeting}/kungjort"
    answer = desk.send(announce, json={"on": "2025-02-26"}, headers=JSON)
    assert answer.json == {"allows": "in_time", "latest": "2025-02-26"}
    assert "i rätt tid." in shown(desk, meeting)

    assert desk.send(announce, data={"on": "2025-02-27"}).status_code == 303
    page = shown(desk, meeting)
    assert "för sent." in page
    assert "Inte kungjort i tid." in page
    assert desk.send(announce, data={"on": "i går"}).status_code == 422


def test_an_urgent_item_is_announced_for_itself(council, desk, meeting):
    desk.send(f"/sekreterare/{meeting}/kungjort", data={"on": "2025-02-27"})
    with council.app_context():
        item = factories.an_item(meeting)
    path = f"/sekreterare/arenden/{item}/kungjort"

    answer = desk.send(path, json={"on": "2025-03-04"}, headers=JSON)
    assert answer.json == {"allows": "urgent_only"}
    assert desk.send(path, data={"on": "2025-03-04"}).status_code == 303
    assert "Brådskande, kungjort 2025-03-04." in shown(desk, meeting)


def test_an_item_that_comes_late_is_put_last(council, desk, meeting):
    given = {"kind": "decision", "title": "Brådskande bidrag", "prepared": "no"}
    answer = desk.send(f"/sekreterare/{meeting}/dagordning", data=given)
    assert answer.status_code == 303
    page = shown(desk, meeting)

    assert "Brådskande bidrag" in page
    assert "Inte kungjort i tid." in page
    assert "Inte berett: alla måste vara ense om beslutet." in page


def test_a_question_names_who_asks_and_who_answers(council, desk, meeting):
    with council.app_context():
        cia, agneta = factories.person("cia"), factories.person("agneta")
    given = {"kind": "question", "title": "Om vägen", "asked_by": cia, "answered_by": agneta}
    desk.send(f"/sekreterare/{meeting}/dagordning", data=given)
    assert "Cia (V) till Agneta" in shown(desk, meeting)


def test_a_motion_that_came_in_is_put_on_the_agenda(council, desk, meeting):
    with council.app_context():
        new = NewMotion("Fler bussar", "Dnr 9", ["Cia (V)"], factories.DAY)
        motion = motions.receive(new, factories.actor("sekreterare"), now=factories.NOON)
    given = {"kind": "motion_received", "motion": str(motion)}
    answer = desk.send(f"/sekreterare/{meeting}/dagordning", json=given, headers=JSON)
    assert answer.status_code == 200
    assert "Motion: Fler bussar" in shown(desk, meeting)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "decision", "title": ""}, "title"),
        ({"kind": "party", "title": "Fest"}, "kind"),
        ({"kind": "question", "title": "Om vägen"}, "asked_by"),
        ({"kind": "motion_received"}, "motion"),
    ],
)
def test_what_is_missing_is_told_at_its_field(desk, meeting, given, field):
    path = f"/sekreterare/{meeting}/dagordning"
    answer = desk.send(path, data=given)

    assert answer.status_code == 422
    assert faults_of(answer.text) == []
    assert f'<a href="#{field}">' in answer.text
    assert f'id="{field}' in answer.text
    told = desk.send(path, json=given, headers=JSON)
    assert (told.status_code, told.json["error"]) == (422, "bad_item")


def test_numbers_that_are_none_are_refused(desk, meeting):
    given = {"kind": "question", "title": "Om vägen", "asked_by": "Cia"}
    assert desk.send(f"/sekreterare/{meeting}/dagordning", data=given).status_code == 422


def test_only_the_secretary_prepares_it_and_only_before_the_end(council, sign_in, meeting):
    for username in ("agneta", "ordforande", "admin"):
        assert sign_in(username).get(f"/sekreterare/{meeting}/dagordning").status_code == 403
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
    page = shown(sign_in("sekreterare"), number)
    assert "Anteckna dagen" not in page
    assert "Lägg till ett ärende" in page
