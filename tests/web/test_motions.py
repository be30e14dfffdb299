"""The register of motions: every reader's page, and the secretary's."""

from datetime import date

import pytest
from flask import Flask

from council.services import motions
from council.services.motions import NewMotion
from tests.factories import NOON, a_meeting, actor
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}
DESK = "/sekreterare/motioner"


@pytest.fixture
def motion(council: Flask) -> int:
    with council.app_context():
        new = NewMotion(
            "Medlemskap i föreningen", "Dnr 7", ["Cia (V)", "Bo (S)"], date(2024, 1, 10)
        )
        return motions.receive(new, actor("sekreterare"), now=NOON)


@pytest.fixture
def desk(council, sign_in):
    return sign_in("sekreterare")


def test_everybody_reads_which_motions_wait_and_since_when(client, motion):
    page = client.get("/motioner")

    assert (page.status_code, faults_of(page.text)) == (200, [])
    assert "Set-Cookie" not in page.headers
    for words in ("Medlemskap i föreningen", "Cia (V), Bo (S)", "2024-01-10", "2025-01-10"):
        assert words in page.text
    assert "Över ett år" in page.text
    assert 'href="/motioner"' in client.get("/").text


def test_without_motions_the_page_says_so(council, client):
    page = client.get("/motioner")
    assert (page.status_code, faults_of(page.text)) == (200, [])
    assert "Alla motioner är avgjorda." in page.text


def test_the_secretary_enters_one(desk, client):
    given = {
        "title": "Fler bussar",
        "movers": "Agneta (S)\r\nCia (V)",
        "received_on": "2025-03-01",
        "reference": "",
        "text": "",
    }
    assert desk.send(DESK, data=given).location == DESK
    page = desk.get(DESK)

    assert (page.status_code, faults_of(page.text)) == (200, [])
    assert "Inkom 2025-03-01, avgörs senast 2026-03-01." in page.text
    assert "Agneta (S), Cia (V)" in client.get("/motioner").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"movers": "\r\n"}, "movers"),
        ({"received_on": "igår"}, "received"),
        ({"received_on": "2199-01-01"}, "received"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_what_was_typed_is_kept(desk, wrong, field):
    whole = {"title": "Fler bussar", "movers": "Agneta (S)", "received_on": "2025-03-01"}
    answer = desk.send(DESK, data=whole | wrong | {"text": "Vi vill …"})

    assert answer.status_code == 422
    assert faults_of(answer.text) == []
    assert f'<a href="#{field}">' in answer.text
    assert f'id="{field}-fel"' in answer.text
    assert "Vi vill …" in answer.text
    told = desk.send(DESK, json=whole | wrong, headers=JSON)
    assert (told.status_code, told.json["error"]) == (422, "bad_motion")


def test_the_council_is_told_and_may_then_write_it_off(desk, client, motion):
    off = f"{DESK}/{motion}/avskriv"
    refused = desk.send(off, headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "not_reported")
    assert "senast den 10 januari 2025" in refused.json["message"]
    assert "Fullmäktige har avskrivit motionen" not in desk.get(DESK).text

    empty = desk.send(f"{DESK}/{motion}/anmal", data={"report": " "})
    assert empty.status_code == 422
    assert faults_of(empty.text) == []
    assert f'href="#report-{motion}"' in empty.text

    told = desk.send(f"{DESK}/{motion}/anmal", data={"report": "Utredning pågår."})
    assert told.status_code == 303
    assert "Utredning pågår." in client.get("/motioner").text
    assert desk.send(off).status_code == 303
    assert "Avskriven" in client.get("/motioner").text
    assert desk.send(off, headers=JSON).json["error"] == "motion_ended"


def test_a_program_gets_its_number(desk):
    given = {"title": "Fler bussar", "movers": "Agneta (S)", "received_on": "2025-03-01"}
    number = desk.send(DESK, json=given, headers=JSON).json["motion"]
    answer = desk.send(f"{DESK}/{number}/anmal", json={"report": "Pågår."}, headers=JSON)
    assert answer.json == {"motion": number}


def test_only_the_secretary_keeps_it(council, sign_in, motion):
    for username in ("agneta", "ordforande", "admin"):
        visitor = sign_in(username)
        assert visitor.get(DESK).status_code == 403
        assert visitor.send(f"{DESK}/{motion}/avskriv").status_code == 403
    assert sign_in("sekreterare").send(f"{DESK}/999/avskriv").status_code == 404


def test_the_list_is_put_on_the_next_agenda(council, desk, motion):
    assert "Lägg redovisningen på dagordningen" not in desk.get(DESK).text
    with council.app_context():
        meeting = a_meeting()
    assert "Lägg redovisningen på dagordningen" in desk.get(DESK).text

    answer = desk.send(f"/sekreterare/{meeting}/motioner")
    assert answer.location == f"/sekreterare/{meeting}/dagordning"
    assert "Redovisning av motioner" in desk.get(answer.location).text
    assert desk.send(f"/sekreterare/{meeting}/motioner", headers=JSON).json.keys() == {"item"}
