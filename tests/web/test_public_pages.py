"""Every public page: whole, the same for all readers, without a cookie, and cheap to ask for."""

import pytest
import time_machine
from flask import Flask

from council.law.tally import Choice
from council.services import divisions, items, meetings
from council.store.engine import writing
from council.store.models import Document, MeetingKind, MeetingState
from tests import factories
from tests.support.pages import faults_of

LISTS = [
    *("/", "/sammantraden", "/beslut", "/ledamoter", "/anslagstavla"),
    *("/arkiv", "/sok", "/sok?q=motion"),
]
TEXTS = ["/sa-laser-du-en-omrostning", "/oppna-data", "/tillganglighet", "/om"]
DURING = factories.NOON


@pytest.fixture
def meeting(council: Flask) -> int:
    """An ordinary meeting, open, with everybody there."""
    with council.app_context():
        return an_open_meeting()


def an_open_meeting() -> int:
    number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    factories.everyone_present(number)
    return number


@pytest.fixture
def opened(council: Flask, meeting: int) -> factories.Opened:
    """An open division in it."""
    with council.app_context():
        return factories.an_open_division(meeting=meeting)


def pages_of(opened: factories.Opened) -> list[str]:
    return [
        f"/sammantraden/{opened.meeting}",
        f"/arenden/{opened.item}",
        f"/voteringar/{opened.division}",
        "/storbild",
    ]


def decide(opened: factories.Opened, *, yes: int = 12, no: int = 9) -> None:
    factories.vote(opened.division, yes=yes, no=no)
    factories.does("ordforande", divisions.close_division, opened.division)
    factories.does("ordforande", items.gavel, opened.item)


@pytest.mark.parametrize("path", LISTS + TEXTS + ["/storbild"])
def test_every_page_is_whole_before_anything_has_happened(app, client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults_of(answer.text) == []


@pytest.mark.parametrize("decided", [False, True])
def test_every_page_is_whole_while_and_after(council, client, opened, decided):
    with council.app_context():
        if decided:
            decide(opened)
        member = factories.person("agneta")
    for path in [*LISTS, *TEXTS, *pages_of(opened), f"/ledamoter/{member}"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert faults_of(answer.text) == [], path


def test_no_page_reads_or_sets_a_cookie(client, opened):
    for path in [*LISTS, *TEXTS, *pages_of(opened)]:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path
        assert answer.headers["Cache-Control"] == "public, no-cache", path


def test_who_has_signed_in_gets_the_same_page(client, sign_in, opened):
    with time_machine.travel(DURING, tick=False):
        someone = sign_in("agneta")
        for path in [*LISTS, *pages_of(opened)]:
            assert someone.get(path).data == client.get(path).data, path


def test_a_page_that_has_not_changed_costs_nothing(client, opened):
    with time_machine.travel(DURING, tick=False):
        for path in [*LISTS, *TEXTS, *pages_of(opened)]:
            etag = client.get(path).headers["ETag"]
            again = client.get(path, headers={"If-None-Match": etag})
            assert (again.status_code, again.data) == (304, b""), path
            assert again.headers["ETag"] == etag


def test_what_is_recorded_makes_another_page(council, client, opened):
    paths = ["/", *pages_of(opened)]
    before = {path: client.get(path).headers["ETag"] for path in paths}
    with council.app_context():
        decide(opened)
    for path in paths:
        answer = client.get(path, headers={"If-None-Match": before[path]})
        assert answer.status_code == 200, path


def test_another_day_makes_another_page(client, meeting):
    with time_machine.travel(DURING, tick=False):
        etag = client.get("/").headers["ETag"]
    with time_machine.travel(factories.later(60 * 24), tick=False):
        assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_an_open_division_says_how_many_and_nothing_of_how(council, client, opened):
    """Whatever is pressed, the pages are the same to the byte, and so is their validator."""
    told = []
    with time_machine.travel(DURING, tick=False):
        for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN):
            with council.app_context():
                factories.press(opened.division, "cia", choice)
            told.append([(page.data, page.headers["ETag"]) for page in ask(client, opened)])
    assert told[0] == told[1] == told[2]


def test_the_count_of_those_who_have_voted_moves(council, client, opened):
    path = f"/voteringar/{opened.division}"
    before = client.get(path)
    with council.app_context():
        factories.press(opened.division, "cia", Choice.YES)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert "0 av 21 har röstat." in before.text
    assert "1 av 21 har röstat." in after.text


def ask(client, opened):
    return [client.get(path) for path in ["/", *pages_of(opened)]]


def test_a_draft_is_nobody_s(council, client):
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.DRAFT)
        item = factories.an_item(number)
    assert client.get(f"/sammantraden/{number}").status_code == 404
    assert client.get(f"/arenden/{item}").status_code == 404
    assert f"/sammantraden/{number}" not in client.get("/sammantraden").text


def test_a_rehearsal_is_found_by_its_address_only(council, client):
    with council.app_context():
        opened = factories.an_open_division()
        decide(opened)
    page = client.get(f"/sammantraden/{opened.meeting}")
    assert "Övning" in page.text
    for path in ("/", "/sammantraden", "/beslut", "/anslagstavla", "/sok?q=ärende"):
        assert f"/arenden/{opened.item}" not in client.get(path).text, path


@pytest.mark.parametrize(
    "path", ["/sammantraden/9", "/arenden/9", "/voteringar/9", "/ledamoter/9999"]
)
def test_what_is_not_there_is_told_as_such(council, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_only_councillors_have_a_page(council, client):
    with council.app_context():
        secretary, former = factories.person("sekreterare"), factories.person("dag")
    assert client.get(f"/ledamoter/{secretary}").status_code == 404
    assert client.get(f"/ledamoter/{former}").status_code == 200


def test_the_start_page_tells_what_goes_on(client, opened):
    page = client.get("/").text
    assert "Pågår nu" in page
    assert "Omröstning pågår. Resultatet visas när den är stängd." in page
    assert "0 av 21 har röstat." in page
    assert f"/sammantraden/{opened.meeting}" in page


def test_the_start_page_tells_what_comes_next(council, client):
    with council.app_context():
        factories.a_meeting(kind=MeetingKind.ORDINARY)
    with time_machine.travel(factories.later(-60 * 24 * 7), tick=False):
        page = client.get("/").text
    assert "Nästa sammanträde" in page
    assert "Onsdagen den 5 mars 2025" in page
    assert "1 anslag" in page
    assert "hx-sse:connect" not in page


def test_on_the_day_the_start_page_waits_for_the_opening(council, client):
    with council.app_context():
        factories.a_meeting(kind=MeetingKind.ORDINARY)
    with time_machine.travel(factories.MORNING, tick=False):
        page = client.get("/").text
    assert "Sammanträdet börjar kl.\u00a009.00." in page
    assert 'hx-sse:connect="/live/' in page


def test_a_meeting_that_is_over_is_not_followed(council, client, meeting):
    path = f"/sammantraden/{meeting}"
    assert "hx-sse:connect" in client.get(path).text
    with council.app_context():
        factories.does("ordforande", meetings.close_meeting, meeting)
    page = client.get(path).text
    assert "hx-sse:connect" not in page
    assert "<script" not in page
    assert "Sammanträdet är avslutat." in page


def test_the_meeting_s_page_has_its_agenda_and_who_is_there(council, client, opened):
    with council.app_context():
        factories.an_item(opened.meeting)
        decide(opened)
    page = client.get(f"/sammantraden/{opened.meeting}").text
    assert "Regionfullmäktige beslutar att avslå motionen." in page
    assert "§&nbsp;1" in page
    assert "Omröstning: 12\u00a0ja, 9\u00a0nej" in page
    assert "Väntar" in page
    assert "21 av 21" in page
    assert "Fullmäktige är beslutfört." in page


def test_too_few_are_told_as_too_few(council, client):
    with council.app_context():
        number = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    page = client.get(f"/sammantraden/{number}").text
    assert "0 av 21" in page
    assert "Fullmäktige är inte beslutfört. Minst 11 krävs." in page


def test_the_papers_are_read_on_the_page_itself(council, client, opened):
    with council.app_context(), writing() as session:
        text = "## Bakgrund\n\nVi **yrkar** att\n\n- något görs. <script>alert(1)</script>"
        session.add(
            Document(
                item_id=opened.item,
                position=1,
                title="Motionen",
                kind="motion",
                text=text,
                nonce="0" * 32,
            )
        )
    page = client.get(f"/arenden/{opened.item}").text
    assert "<strong>yrkar</strong>" in page
    assert "alert(1)</script>" not in page
    assert faults_of(page) == []
