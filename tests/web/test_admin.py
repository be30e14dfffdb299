"""The administrator's page: what the council is made of, and reading in its people."""

import base64
import io

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.store.engine import reading, writing
from council.store.models import Person, Role
from council.web.admin import views
from council.web.admin.contrast import chip, ratio
from tests.support.pages import faults_of
from tests.support.record import record_of

WORDS = {
    Role.MEMBER: "ledamot",
    Role.SUBSTITUTE: "ersattare",
    Role.CHAIR: "ordforande",
    Role.FIRST_VICE: "forste_vice",
    Role.SECOND_VICE: "andre_vice",
    Role.SECRETARY: "sekreterare",
}
JSON = {"Accept": "application/json"}


@pytest.fixture
def lines(council: Flask) -> list[str]:
    """The council's people as the rows of a file that changes nothing."""
    with council.app_context(), reading() as session:
        rows = [
            f"{one.username},{one.name},{one.party.letters if one.party else ''},"
            f"{WORDS[one.role]},{one.call_order or ''}"
            for one in session.scalars(
                select(Person)
                .where(Person.role != Role.ADMIN, Person.username != "dag")
                .options(joinedload(Person.party))
            )
        ]
    return ["username,name,party,role,order", *rows]


def sent(lines: list[str], **fields: str) -> dict[str, object]:
    """The form with a file in it."""
    return {"file": (io.BytesIO("\n".join(lines).encode()), "ledamoter.csv"), **fields}


def test_the_page_shows_the_body_its_parties_and_its_people(council, sign_in):
    answer = sign_in("admin").get("/admin")

    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    assert "Provregionen" in answer.text
    assert "Demonstrationsdata" in answer.text
    assert "Vänsterpartiet" in answer.text
    assert ":1, vit text väljs" in answer.text
    assert "Förste vice ordförande" in answer.text
    assert "Kan logga in" in answer.text


def test_people_without_a_password_and_people_who_have_left_are_told(council, sign_in):
    with council.app_context(), writing() as session:
        people = {one.username: one for one in session.scalars(select(Person))}
        people["agneta"].password_hash = None
        people["dag"].active = False

    page = sign_in("admin").get("/admin").text

    assert "Lösenord saknas" in page
    assert "Avslutad" in page


def test_a_good_file_is_read_in_and_its_counts_are_told(council, lines, sign_in):
    changed = [line.replace(",Agneta,", ",Agneta Nylund,") for line in lines]

    answer = sign_in("admin").send("/admin/ledamoter", data=sent(changed))

    assert answer.status_code == 200
    assert "21 ledamöter, 8 ersättare, 0 nya, en ändring, en borttagen" in answer.text
    assert faults_of(answer.text) == []
    with council.app_context(), reading() as session:
        assert "Agneta Nylund" in session.scalars(select(Person.name)).all()


def test_a_preview_changes_nothing_and_carries_the_file_on(council, lines, sign_in):
    changed = [line.replace(",Agneta,", ",Agneta Nylund,") for line in lines]
    admin = sign_in("admin")
    before = record_of(council)

    preview = admin.send("/admin/ledamoter", data=sent(changed, act="preview"))

    assert "Inget har ändrats än." in preview.text
    assert "en ändring" in preview.text
    assert faults_of(preview.text) == []
    assert record_of(council) == before
    kept = base64.b64encode("\n".join(changed).encode()).decode()
    assert f'name="kept" value="{kept}"' in preview.text
    done = admin.send("/admin/ledamoter", data={"kept": kept, "act": "load"})
    assert "en ändring" in done.text
    assert record_of(council) != before


def test_a_large_file_is_chosen_again_after_the_preview(lines, sign_in, monkeypatch):
    monkeypatch.setattr(views, "LARGEST_KEPT", 10)

    preview = sign_in("admin").send("/admin/ledamoter", data=sent(lines, act="preview"))

    assert 'name="kept"' not in preview.text
    assert 'name="file"' in preview.text
    assert faults_of(preview.text) == []


def test_a_faulty_file_is_refused_whole_with_every_fault(council, lines, sign_in):
    faulty = [
        *lines[:1],
        *(line.replace(",ledamot,", ",ledammot,") for line in lines[1:3]),
        lines[1],
        *lines[3:],
    ]
    before = record_of(council)

    answer = sign_in("admin").send("/admin/ledamoter", data=sent(faulty))

    assert answer.status_code == 422
    assert "Filen är inte inläst." in answer.text
    assert "Inget har ändrats." in answer.text
    assert "ledammot" in answer.text
    assert "ett namn som inte redan finns på rad 2" in answer.text
    assert faults_of(answer.text) == []
    assert record_of(council) == before


def test_no_file_is_asked_for(council, sign_in):
    before = record_of(council)

    answer = sign_in("admin").send("/admin/ledamoter", data={"act": "load"})

    assert answer.status_code == 422
    assert "▲ Välj en fil att läsa in." in answer.text
    assert faults_of(answer.text) == []
    assert record_of(council) == before


@pytest.mark.parametrize("kept", ["å", "abc", "%%%%"])
def test_what_is_no_file_is_refused(council, sign_in, kept):
    answer = sign_in("admin").send("/admin/ledamoter", data={"kept": kept})

    assert answer.status_code == 422


def test_programs_are_answered_in_their_own_form(lines, sign_in):
    admin = sign_in("admin")

    def ask(rows: list[str], **fields: str):
        return admin.send("/admin/ledamoter", data=sent(rows, **fields), headers=JSON)

    assert ask(lines).json["members"] == 21
    assert ask(lines, act="preview").json["changed"] == 0
    faulty = ask(lines[:1])
    assert (faulty.status_code, faulty.json["error"]) == (422, "faulty_file")
    assert faulty.json["faults"][0]["row"] == 2
    assert admin.send("/admin/ledamoter", data={}, headers=JSON).status_code == 422


def test_the_better_of_white_and_black_letters_is_chosen():
    dark, light = chip("#7a0a14"), chip("#f2c500")

    assert (dark.white_text, dark.bordered) == (True, False)
    assert (light.white_text, light.bordered) == (False, True)
    assert chip("#1b6aa5").told == "5,7"
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#ffffff", "#ffffff") == 1


def test_letters_can_be_read_on_any_colour():
    levels = range(0, 256, 15)
    worst = min(
        chip(f"#{red:02x}{green:02x}{blue:02x}").ratio
        for red in levels
        for green in levels
        for blue in levels
    )

    assert worst >= 4.58
