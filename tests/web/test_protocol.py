"""The protocol as every reader sees it: whole without scripts, no cookie, one rendering for all."""

import re

from flask import Flask

from council.law.tally import Choice
from council.services import divisions, items
from council.store.models import MeetingState
from tests import factories
from tests.support.pages import faults_of


def decided(app: Flask) -> tuple[int, int]:
    """A meeting and its item, decided with a division."""
    with app.app_context():
        opened = factories.an_open_division()
        factories.vote(opened.division, yes=12, no=8, abstain=1)
        chair, actor = factories.person("ordforande"), factories.actor("ordforande")
        divisions.close_division(opened.division, chair, actor, now=factories.later(5))
        items.gavel(opened.item, chair, actor, now=factories.later(6))
        return opened.meeting, opened.item


def plain(page: str) -> str:
    """A page's text on one line, no-break spaces as spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def test_the_protocol_is_whole_marked_as_a_draft_and_linked(council, client):
    meeting, item = decided(council)

    answer = client.get(f"/sammantraden/{meeting}/protokoll")

    text = plain(answer.text)
    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    assert "Utkast" in text
    assert "UTKAST – inte justerat" in text
    assert "Regionfullmäktige beslutar att avslå motionen." in text
    assert "12 ja, 8 nej, 1 avstår, 0 frånvarande." in text
    assert 'id="paragraf-1"' in answer.text
    assert 'href="#paragraf-1"' in answer.text
    assert 'href="#bilaga-1-1"' in answer.text
    assert 'id="bilaga-1-1"' in answer.text
    assert f'href="/arenden/{item}"' in answer.text


def test_the_voting_list_has_a_row_for_each_seat_and_one_cross_in_it(council, client):
    meeting, _item = decided(council)

    page = client.get(f"/sammantraden/{meeting}/protokoll").text

    table = page[page.index('<table class="rostlista') :]
    rows = re.findall(
        r"<tr>(.*?)</tr>", table[table.index("<tbody>") : table.index("</tbody>")], re.DOTALL
    )
    assert len(rows) == 21
    assert all(len(re.findall(r">X</td>", row)) == 1 for row in rows)
    assert "Kontrollsumma" in table
    assert "sha256 " in table


def test_the_protocol_sets_no_cookie_and_answers_a_copy_that_holds_with_304(council, client):
    meeting, _item = decided(council)
    first = client.get(f"/sammantraden/{meeting}/protokoll")

    again = client.get(
        f"/sammantraden/{meeting}/protokoll", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert "Set-Cookie" not in first.headers
    assert again.status_code == 304


def test_a_meeting_without_decisions_says_so(council, client):
    with council.app_context():
        meeting = factories.a_meeting()
        factories.an_item(meeting)

    answer = client.get(f"/sammantraden/{meeting}/protokoll")

    assert "Inget är beslutat än." in answer.text
    assert faults_of(answer.text) == []


def test_presses_in_an_open_division_leave_the_protocol_as_it_was(council, client):
    with council.app_context():
        opened = factories.an_open_division()
    before = client.get(f"/sammantraden/{opened.meeting}/protokoll")
    with council.app_context():
        factories.press(opened.division, "agneta", Choice.YES)

    after = client.get(f"/sammantraden/{opened.meeting}/protokoll")

    assert after.data == before.data


def test_a_draft_of_a_meeting_has_no_protocol_for_readers(council, client):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.DRAFT)

    assert client.get(f"/sammantraden/{meeting}/protokoll").status_code == 404
    assert client.get("/sammantraden/4711/protokoll").status_code == 404


def test_what_people_wrote_runs_nothing(council, client):
    meeting, item = decided(council)
    with council.app_context():
        items.edit_summary(
            item,
            "<script>alert(1)</script>\n\nAndra stycket",
            1,
            factories.actor("sekreterare"),
            now=factories.later(9),
        )

    page = client.get(f"/sammantraden/{meeting}/protokoll").text

    assert "<script>alert" not in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>Andra stycket</p>" in page
