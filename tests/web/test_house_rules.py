"""The page of the rules of order: the administrator changes them, the desk reads them."""

import re

import pytest

from council.law.house_rules import SETTINGS
from tests.support.pages import faults_of

PAGE = "/admin/arbetsordning"
JSON = {"Accept": "application/json"}

pytestmark = pytest.mark.usefixtures("council")


def whole(**changed):
    """The form as it stands, with some fields filled in anew."""
    usual = {key: str(one.default) for key, one in SETTINGS.items()}
    usual = {key: {"True": "yes", "False": "no"}.get(text, text) for key, text in usual.items()}
    return usual | changed


def test_the_administrator_finds_every_rule_with_its_default_and_section(sign_in):
    answer = sign_in("admin").get(PAGE)

    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    for key, setting in SETTINGS.items():
        assert f'name="{key}"' in answer.text
        assert setting.section.replace(" ", "\u00a0") in answer.text
    assert "Vanligt: Inte på distans." in answer.text


@pytest.mark.parametrize("username", ["ordforande", "vice1", "sekreterare"])
def test_the_desk_reads_them_and_changes_none(sign_in, username):
    visitor = sign_in(username)
    answer = visitor.get(PAGE)

    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    assert "Administratören ändrar arbetsordningen." in answer.text
    assert "<form" not in answer.text
    assert visitor.send(PAGE, data={"attesters": "3"}).status_code == 403


def test_others_have_nothing_to_do_with_them(sign_in, client):
    assert sign_in("agneta").get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 401


def test_what_is_saved_holds_and_is_told(sign_in):
    visitor = sign_in("admin")
    answer = visitor.send(PAGE, data=whole(remote="bill", speech_minutes="3"))

    assert (answer.status_code, answer.location) == (303, f"{PAGE}?sparat=2")
    page = visitor.get(answer.location).text
    assert "Arbetsordningen är sparad." in page
    assert 'value="bill" selected' in page
    assert re.search(r'name="speech_minutes"[^>]*value="3"', page)


def test_saving_what_holds_says_so(sign_in):
    visitor = sign_in("admin")
    page = visitor.get(visitor.send(PAGE, data=whole()).location).text

    assert "Inget är ändrat: allt var redan så." in page


def test_every_bad_value_is_told_at_its_field_and_what_was_typed_is_kept(sign_in):
    visitor = sign_in("admin")
    answer = visitor.send(PAGE, data=whole(attesters="nio", speech_minutes="0", remote="bill"))

    assert answer.status_code == 422
    assert faults_of(answer.text) == []
    assert "<title>Fel: Arbetsordning" in answer.text
    assert "Det finns 2 fel att rätta" in answer.text
    assert '<a href="#attesters">' in answer.text
    assert answer.text.count("välj ett heltal från 1 till 6.") == 2
    assert 'value="nio"' in answer.text
    assert 'value="bill" selected' in answer.text
    assert "1 selected" not in visitor.get(PAGE).text
    assert 'value="none" selected' in visitor.get(PAGE).text


def test_a_program_names_only_what_it_changes(sign_in):
    visitor = sign_in("admin")
    answer = visitor.send(PAGE, json={"attesters": "3"}, headers=JSON)

    assert (answer.status_code, answer.json) == (200, {"changed": ["attesters"]})


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"attesters": "9"}, 422, "bad_rule_of_order"),
        ({"tea": "yes"}, 422, "bad_rule_of_order"),
        ({"attesters": 3}, 422, "bad_fields"),
        ({"attesters": "3" * 201}, 422, "bad_fields"),
    ],
)
def test_a_program_is_told_what_is_wrong(sign_in, given, status, code):
    answer = sign_in("admin").send(PAGE, json=given, headers=JSON)

    assert answer.status_code == status
    if code != "bad_fields":
        assert answer.json["error"] == code
        assert answer.json["message"].endswith("Inget är ändrat.")


def test_the_administrators_page_leads_there(sign_in):
    assert f'href="{PAGE}"' in sign_in("admin").get("/admin").text
