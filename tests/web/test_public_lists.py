"""The lists: decisions, members, notices and search, alike on both databases."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from council.law.tally import Choice
from council.services import attendance, convening, divisions, items
from council.services.substitutes import call_substitute
from council.store.base import db
from council.store.engine import writing
from council.store.models import Body, Document, Item, ItemKind, Meeting, MeetingKind, MeetingState
from council.store.queries import (
    public_decisions,
    public_divisions,
    public_meetings,
    public_members,
    public_search,
)
from tests import factories


@pytest.fixture
def council_on_both(any_app: Flask) -> Flask:
    """The standing council, the test run once on each database."""
    with any_app.app_context():
        factories.a_council()
    return any_app


def ordinary(day: date = factories.DAY, state: MeetingState = MeetingState.PUBLISHED) -> int:
    return factories.a_meeting(kind=MeetingKind.ORDINARY, day=day, state=state)


def an_open_meeting() -> int:
    meeting = ordinary(state=MeetingState.OPEN)
    factories.everyone_present(meeting)
    return meeting


def decided(meeting: int, minutes: float = 0) -> int:
    """An item decided by acclamation; later by so many minutes."""
    _, item = factories.a_found_item(meeting=meeting)
    factories.does("ordforande", items.gavel, item, now=factories.later(minutes))
    return item


def titled(meeting: int, title: str, *, kind: ItemKind = ItemKind.MOTION, text: str = "") -> int:
    item = factories.an_item(meeting, kind=kind)
    with writing() as session:
        session.get_one(Item, item).title = title
        if text:
            session.add(
                Document(
                    item_id=item,
                    position=1,
                    title="Handling",
                    kind="motion",
                    text=text,
                    nonce="0" * 32,
                )
            )
    return item


def found(client: FlaskClient, question: str, **rest: object) -> str:
    return client.get("/sok", query_string={"q": question, **rest}).text


def test_meetings_come_newest_first_page_by_page(council_on_both):
    with council_on_both.app_context():
        made = [ordinary(factories.DAY + timedelta(days=30 * (n // 2))) for n in range(5)]
        newest_first = made[::-1]
        first = public_meetings.meetings(db.session(), limit=2)
        second = public_meetings.meetings(db.session(), limit=2, after=first.next)
        third = public_meetings.meetings(db.session(), limit=2, after=second.next)
    shown = [meeting.id for page in (first, second, third) for meeting in page.rows]
    assert shown == newest_first
    assert third.next is None


def test_a_whole_last_page_has_no_next(council_on_both):
    with council_on_both.app_context():
        ordinary()
        ordinary()
        assert public_meetings.meetings(db.session(), limit=2).next is None


def test_decisions_come_newest_first_page_by_page(council_on_both):
    with council_on_both.app_context():
        meeting = an_open_meeting()
        made = [decided(meeting, n // 2) for n in range(5)]
        first = public_decisions.decisions(db.session(), limit=3)
        second = public_decisions.decisions(db.session(), limit=3, after=first.next)
    assert [row.item.id for row in first.rows + second.rows] == made[::-1]
    assert second.next is None


def test_decisions_of_one_year(council_on_both):
    with council_on_both.app_context():
        decided(an_open_meeting())
        assert public_decisions.years(db.session()) == [2025]
        assert len(public_decisions.decisions(db.session(), year=2025).rows) == 1
        assert not public_decisions.decisions(db.session(), year=2024).rows


def test_divisions_come_newest_first_between_days(council_on_both):
    with council_on_both.app_context():
        meeting = an_open_meeting()
        opened = [factories.an_open_division(meeting=meeting)]
        factories.does("ordforande", divisions.close_division, opened[0].division)
        factories.does("ordforande", divisions.give_casting_vote, opened[0].division, Choice.YES)
        factories.does("ordforande", items.gavel, opened[0].item)
        opened.append(factories.an_open_division(meeting=meeting, now=factories.later(9)))
        session = db.session()
        day, other = factories.DAY, factories.DAY + timedelta(days=1)
        all_of_them = public_divisions.divisions(session, since=day, until=day)
        first = public_divisions.divisions(session, limit=1)
        second = public_divisions.divisions(session, limit=1, after=first.next)
        none = public_divisions.divisions(session, since=other)
    assert [one.id for one in all_of_them.rows] == [opened[1].division, opened[0].division]
    assert [first.rows[0].id, second.rows[0].id] == [opened[1].division, opened[0].division]
    assert not none.rows


def test_how_often_somebody_took_part(council_on_both):
    """Absent counts as held, an annulled or open division does not count at all."""
    with council_on_both.app_context():
        meeting = an_open_meeting()
        first = factories.an_open_division(meeting=meeting)
        factories.press(first.division, "agneta", Choice.ABSTAIN)
        factories.does("ordforande", divisions.annul_division, first.division, "Fel")
        second = factories.does("ordforande", divisions.open_division, first.item)
        factories.press(second, "agneta", Choice.YES)
        factories.does("ordforande", divisions.close_division, second)
        session = db.session()
        agneta, cia = (member(session, name) for name in ("agneta", "cia"))
        took_part = [public_members.participation(session, one) for one in (agneta, cia)]
        records = [public_members.record(session, one).rows for one in (agneta, cia)]
    assert [(one.voted, one.held) for one in took_part] == [(1, 1), (0, 1)]
    assert [record[0].choice for record in records] == [Choice.YES, None]
    assert records[1][0].served


def member(session, username):
    return public_members.member(session, factories.person(username))


def test_a_member_s_page_tells_every_vote_and_no_score(council_on_both):
    with council_on_both.app_context():
        meeting = an_open_meeting()
        opened = factories.an_open_division(meeting=meeting)
        factories.vote(opened.division, yes=12, no=9)
        factories.does("ordforande", divisions.close_division, opened.division)
        number = factories.person("agneta")
    page = council_on_both.test_client().get(f"/ledamoter/{number}").text
    assert "Deltog i 1 av 1 omröstningar." in page
    assert "Socialdemokraterna (S)" in page
    assert f'href="/voteringar/{opened.division}"' in page
    assert "Ja: regionstyrelsens förslag. Nej: motionens förslag." in page
    assert not re.search(r"\d\s?%(?!\")", page)


def test_who_was_replaced_and_who_stood_in_are_both_told(council_on_both):
    """The substitute serves on Agneta's seat: the roll keeps both names."""
    with council_on_both.app_context():
        meeting = ordinary(state=MeetingState.OPEN)
        there = [name for name in factories.holders() if name != "agneta"]
        attendance.record_present(meeting, there, factories.SYSTEM, now=factories.MORNING)
        attendance.record_present(meeting, ["bo"], factories.SYSTEM, now=factories.MORNING)
        seat = factories.seat("agneta")
        factories.does("ordforande", call_substitute, meeting, seat, None, "")
        opened = factories.an_open_division(meeting=meeting)
        factories.press(opened.division, "bo", Choice.NO)
        factories.does("ordforande", divisions.close_division, opened.division)
        agneta, bo = factories.person("agneta"), factories.person("bo")
    client = council_on_both.test_client()
    assert "Ersattes av Bo" in client.get(f"/ledamoter/{agneta}").text
    assert "Deltog i 0 av 1 omröstningar." in client.get(f"/ledamoter/{agneta}").text
    assert "Ersatte Agneta" in client.get(f"/ledamoter/{bo}").text
    assert "Deltog i 1 av 1 omröstningar." in client.get(f"/ledamoter/{bo}").text
    row = client.get(f"/voteringar/{opened.division}").text
    assert "Ersätter Agneta\u00a0(S)" in row


def test_the_members_page_has_every_seat_and_substitute(council_on_both):
    client = council_on_both.test_client()
    page = client.get("/ledamoter").text
    assert "21 platser, 8 ersättare." in page
    assert page.count('<td class="tal">') == 29
    one = client.get("/ledamoter?parti=V").text
    assert one.count('<td class="tal">') == 4 + 2
    assert client.get("/ledamoter?parti=ZZ").status_code == 200


@pytest.mark.parametrize(
    "question",
    ["Ägarskap", "ägarskap", "ÄGARSKAP", "garska", "motion ägarskap", "Čuđi", "čuđi", "ČUĐI"],
)
def test_the_case_of_no_letter_matters(council_on_both, question):
    with council_on_both.app_context():
        item = titled(ordinary(), "Motion om ÄGARSKAP", text="Samer i Čuđi by. Vi yrkar.")
    assert f"/arenden/{item}" in found(council_on_both.test_client(), question)


@pytest.mark.parametrize(
    "question", ["100%", "_", "\\", "%", "' OR 1=1", "a\x00b", "🗳", "x" * 5000]
)
def test_signs_stand_for_themselves(council_on_both, question):
    with council_on_both.app_context():
        item = titled(ordinary(), "Motion om ägarskap")
    answer = council_on_both.test_client().get("/sok", query_string={"q": question})
    assert answer.status_code == 200
    assert f"/arenden/{item}" not in answer.text


def test_all_words_must_be_there_each_anywhere(council_on_both):
    with council_on_both.app_context():
        item = titled(ordinary(), "Motion om bussar", text="Vinterns *snö* är tung.")
    client = council_on_both.test_client()
    assert f"/arenden/{item}" in found(client, "snö bussar")
    assert f"/arenden/{item}" not in found(client, "snö båtar")


def test_what_was_found_is_shown_and_marked(council_on_both):
    with council_on_both.app_context():
        titled(ordinary(), "Motion", text=f"{'Förord. ' * 40}Här står <b>Isväg</b> & annat.")
    page = found(council_on_both.test_client(), "isväg")
    assert "<mark>Isväg</mark>" in page
    assert "&lt;b&gt;" in page
    assert "… " in page


def test_an_item_found_by_its_title_shows_how_it_begins(council_on_both):
    with council_on_both.app_context():
        titled(ordinary(), "Motion om isvägar", text=f"Början. {'Ord ' * 100}")
        titled(ordinary(), "Fråga om isvägar")
    page = found(council_on_both.test_client(), "isvägar")
    assert '<p class="liten">Början. Ord' in page
    assert " …</p>" in page


def test_people_are_found_by_name_and_party(council_on_both):
    client = council_on_both.test_client()
    assert "Agneta\u00a0(S)" in found(client, "AGNETA")
    assert "Cia\u00a0(V)" in found(client, "vänsterpartiet")
    assert "Bo\u00a0(S)" in found(client, "bo s")


def test_search_is_narrowed_by_year_and_kind(council_on_both):
    with council_on_both.app_context():
        titled(ordinary(), "Motion om snö")
        titled(ordinary(date(2026, 3, 4)), "Val av snöröjare", kind=ItemKind.ELECTION)
    client = council_on_both.test_client()
    assert "1 ärende<" in found(client, "snö", ar=2025)
    assert "Val av" in found(client, "snö", ar=2026)
    assert "Val av" not in found(client, "snö", typ="motion")
    assert "2 ärenden" in found(client, "snö", typ="okänd", ar="i fjol")


def test_nothing_found_says_so(council_on_both):
    page = found(council_on_both.test_client(), "klimtkommun")
    assert "Inga träffar på ”klimtkommun”." in page


def test_a_draft_is_not_found(council_on_both):
    with council_on_both.app_context():
        titled(ordinary(state=MeetingState.DRAFT), "Hemligt än")
    assert "Inga träffar" in found(council_on_both.test_client(), "hemligt")


def test_no_words_ask_nothing():
    assert public_search.words_of("  ") == []
    assert public_search.words_of("Snö snö SNÖ is") == ["snö", "is"]
    assert len(public_search.words_of(" ".join(map(str, range(99))))) == public_search.MOST_WORDS


def test_the_notice_board_says_what_when_and_since(council_on_both):
    with council_on_both.app_context(), writing() as session:
        meeting = convening.convene(
            session,
            session.get_one(Body, 1),
            convening.NewMeeting(
                title="Regionfullmäktige",
                kind=MeetingKind.ORDINARY,
                date=factories.DAY,
                starts="09.00",
                place="Sessionssalen",
                items=(convening.NewItem("Ett ärende", ItemKind.DECISION, "Dnr 1"),),
            ),
            now=factories.MORNING,
        )
        convening.publish(session, meeting, now=factories.NOON)
    client = council_on_both.test_client()
    with time_machine.travel(factories.NOON, tick=False):
        page = client.get("/anslagstavla").text
    assert "Regionfullmäktige sammanträder onsdagen den 5 mars 2025 kl.\u00a009.00" in page
    assert "2025-03-05 kl.&nbsp;12.00" in page
    assert "1 ärende." in page
    with time_machine.travel(factories.later(60 * 24), tick=False):
        assert "Inga anslag just nu." in client.get("/anslagstavla").text


@pytest.mark.parametrize("given", ["0", "-1", "x", "99999999999999999999", "1.5", "²", ""])
@pytest.mark.parametrize(
    "path", ["/beslut?ar=", "/beslut?efter=", "/sammantraden?efter=", "/sok?q=a&ar="]
)
def test_a_number_that_is_none_is_passed_by(council, client, path, given):
    assert client.get(path + given).status_code == 200


def test_the_pages_lead_on_to_older_rows(council, client, monkeypatch):
    monkeypatch.setattr("council.web.public.registers.A_PAGE", 2)
    monkeypatch.setattr("council.web.public.meetings.A_PAGE", 2)
    with council.app_context():
        meeting = an_open_meeting()
        made = [decided(meeting, n) for n in range(3)]
        for _ in range(2):
            ordinary()
    first = client.get("/beslut").text
    assert f"/beslut?efter={made[1]}" in first
    assert f"/arenden/{made[0]}" not in first
    second = client.get(f"/beslut?efter={made[1]}").text
    assert f"/arenden/{made[0]}" in second
    assert "Till de senaste" in second
    assert "/sammantraden?efter=" in client.get("/sammantraden").text


def test_a_member_s_votes_lead_on_to_older_ones(council, client, monkeypatch):
    monkeypatch.setattr("council.web.public.registers.VOTES_A_PAGE", 1)
    with council.app_context():
        meeting = an_open_meeting()
        for minute in range(2):
            opened = factories.an_open_division(meeting=meeting, now=factories.later(minute))
            factories.vote(opened.division, yes=12, no=9, now=factories.later(minute))
            later = factories.later(minute)
            factories.does("ordforande", divisions.close_division, opened.division, now=later)
            factories.does("ordforande", items.gavel, opened.item, now=later)
        number = factories.person("agneta")
    page = client.get(f"/ledamoter/{number}").text
    assert f"/ledamoter/{number}?efter={opened.division}" in page
    older = client.get(f"/ledamoter/{number}?efter={opened.division}").text
    assert f"/voteringar/{opened.division - 1}" in older


def test_the_meetings_know_their_attendance(council_on_both):
    with council_on_both.app_context():
        meeting = an_open_meeting()
        factories.does("agneta", attendance.leave, meeting)
        session = db.session()
        there = public_meetings.attendance(session, session.get_one(Meeting, meeting))
    assert (there.serving, there.seats) == (20, 21)
