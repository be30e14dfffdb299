"""A division's page: who voted how in words, figures, picture and table, once it is closed."""

import re

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import attendance, divisions, items
from council.store.engine import reading, writing
from council.store.models import Division, MeetingKind, MeetingState, Press, Seat
from tests import factories


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    """An open division of an ordinary meeting; all 21 seats may vote."""
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        return factories.an_open_division(meeting=meeting)


def close(opened: factories.Opened, *, yes: int = 12, no: int = 7, abstain: int = 1) -> None:
    factories.vote(opened.division, yes=yes, no=no, abstain=abstain)
    factories.does("ordforande", divisions.close_division, opened.division)


def page(client, opened, query=""):
    return client.get(f"/voteringar/{opened.division}{query}").text


def rows(text):
    table = text.partition('<table class="ledamoter">')[2].partition("</table>")[0]
    return re.findall(r"<tr><td.*?</tr>", table, re.DOTALL)


def test_while_it_is_open_nobody_s_vote_is_told(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=3, no=2)
    text = page(client, opened)
    assert "Omröstning pågår" in text
    assert "5 av 21 har röstat." in text
    assert "för regionstyrelsens förslag" in text
    assert 'class="sal"' not in text
    assert "<table" not in text
    assert "Cia" not in text


def test_after_closing_all_is_told(council, client, opened):
    with council.app_context():
        close(opened)
        factories.does("ordforande", items.gavel, opened.item)
    text = page(client, opened)
    assert "<h1>Ärende 1: motionen avslås, 12 mot 7</h1>" in text
    assert "Fullmäktige beslutade med 12 röster mot 7 att avslå motionen. En avstod." in text
    assert "En var frånvarande." in text
    assert "För regionstyrelsens förslag (ja): alla i V samt åtta av nio i S." not in text
    assert "Ja betydde regionstyrelsens förslag, Nej motionens förslag." in text
    assert "Öppen huvudomröstning kl.&nbsp;12.00.00–12.00.00." in text
    assert len(rows(text)) == 21


def test_the_parties_are_told_in_words_and_figures(council, client, opened):
    """The first 12 seats say yes: all 4 of V and 8 of 9 in S; all after them say no."""
    with council.app_context():
        close(opened, yes=12, no=9, abstain=0)
    text = page(client, opened)
    assert "För regionstyrelsens förslag (ja): alla i V och åtta av nio i S." in text
    assert "För motionens förslag (nej): alla i M och C samt en av nio i S." in text
    row = text.partition('<abbr title="Socialdemokraterna">S</abbr>')[2].partition("</tr>")[0]
    assert re.findall(r'<td class="tal[^"]*">(\d+)</td>', row) == ["8", "1", "0", "0"]


def test_the_picture_says_what_the_table_says(council, client, opened):
    with council.app_context():
        close(opened)
    text = page(client, opened)
    assert "Så röstade salen: 12\u00a0ja, 7\u00a0nej, 1\u00a0avstår, 1\u00a0frånvarande" in text
    titles = re.findall(r"<title>Plats (\d+), [^<]*: ([^<]*)</title>", text)
    assert len(titles) == 21
    assert [vote for _, vote in titles].count("ja") == 12


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 21),
        ("?rost=ja", 12),
        ("?rost=nej", 7),
        ("?rost=avstar", 1),
        ("?rost=franvarande", 1),
        ("?rost=kanske", 21),
        ("?parti=V", 4),
        ("?parti=V&rost=nej", 0),
        ("?namn=AGNETA", 1),
        ("?namn=finns+inte", 0),
    ],
)
def test_the_table_is_chosen_from_without_a_script(council, client, opened, query, count):
    with council.app_context():
        close(opened)
    text = page(client, opened, query)
    assert len(rows(text)) == count
    assert f"Visar {count} av 21 platser" in text


def test_a_chosen_table_stays_chosen(council, client, opened):
    """The stream would bring all rows: a page with a choice does not follow it."""
    with council.app_context():
        close(opened)
    assert "hx-sse:connect" in page(client, opened)
    text = page(client, opened, "?rost=nej&namn=a")
    assert "hx-sse:connect" not in text
    assert '<option value="nej" selected>' in text
    assert 'value="a"' in text


def test_who_was_there_and_gave_no_vote_is_absent_with_a_remark(council, client, opened):
    with council.app_context():
        close(opened)
    absent = [row for row in rows(page(client, opened)) if "Frånvarande" in row]
    assert len(absent) == 1
    assert "Närvarande, lämnade ingen röst" in absent[0]


def test_who_was_not_there_is_absent_without_one(council, client):
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        there = [name for name in factories.holders() if name != "agneta"]
        attendance.record_present(meeting, there, factories.SYSTEM, now=factories.MORNING)
        opened = factories.an_open_division(meeting=meeting)
        factories.does("ordforande", divisions.close_division, opened.division)
    row = next(row for row in rows(page(client, opened)) if "Agneta" in row)
    assert "Frånvarande" in row
    assert "<small>" not in row
    assert "20 av 21 platser tjänstgjorde" in page(client, opened)


def test_a_vacant_seat_has_no_name(council, client):
    with council.app_context():
        with writing() as session:
            session.query(Seat).filter(Seat.number == 21).one().holder_id = None
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        opened = factories.an_open_division(meeting=meeting)
        close(opened)
    assert "Vakant plats" in rows(page(client, opened))[-1]


def test_a_vote_that_the_secretary_recorded_is_marked(council, client, opened):
    with council.app_context():
        factories.press(opened.division, "agneta", Choice.NO)
        with writing() as session:
            press = session.query(Press).one()
            session.add(
                Press(
                    **{
                        key: getattr(press, key)
                        for key in ("division_id", "seat_id", "person_id", "choice", "auth")
                    },
                    key="skriven",
                    by="clerk",
                    receipt="AAAA-BBBB",
                    recorded_at=factories.later(1),
                )
            )
        factories.does("ordforande", divisions.close_division, opened.division)
    row = next(row for row in rows(page(client, opened)) if "Agneta" in row)
    assert "Registrerad av sekreteraren på ledamotens begäran kl.\u00a012.01.00" in row


def test_the_rule_the_seal_and_the_data_are_there(council, client, opened):
    with council.app_context():
        close(opened)
        with reading() as session:
            seal = session.get_one(Division, opened.division).seal
    text = page(client, opened)
    assert "KL 5 kap. 55 §" in text
    assert f"sha256 {seal[:4]} {seal[4:8]}" in text
    assert f'href="/api/v1/divisions/{opened.division}?format=csv"' in text
    assert f'href="/api/v1/divisions/{opened.division}"' in text


def test_a_tie_waits_for_the_casting_vote_and_tells_it(council, client, opened):
    with council.app_context():
        close(opened, yes=10, no=10, abstain=1)
    assert "Röstetalen är lika, 10 mot 10. Ordföranden har utslagsröst." in page(client, opened)
    with council.app_context():
        factories.does("ordforande", divisions.give_casting_vote, opened.division, Choice.NO)
    text = page(client, opened)
    assert "Ordföranden avgjorde med sin utslagsröst." in text
    row = next(row for row in rows(text) if "Ordföranden" in row)
    assert "Utslagsröst: nej" in row
    assert "KL 5 kap. 56 §" in text


@pytest.mark.parametrize("closed", [False, True])
def test_a_division_declared_void_is_struck_and_leads_on(council, client, opened, closed):
    with council.app_context():
        if closed:
            close(opened)
        factories.does("ordforande", divisions.annul_division, opened.division, "Fel fråga")
    text = page(client, opened)
    assert "<h1><s>Ärende 1</s></h1>" in text
    assert "ogiltig kl.\u00a012.00: Fel fråga" in text
    assert "Rösterna räknas inte." in text
    assert "Ersatt av" not in text
    assert bool(rows(text)) is closed
    with council.app_context():
        new = factories.does("ordforande", divisions.open_division, opened.item)
    text = page(client, opened)
    assert "Ersatt av" in text
    assert f'href="/voteringar/{new}"' in text


def test_a_preparatory_division_says_what_went_on(council, client):
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        opened = factories.an_open_division(
            meeting=meeting, proposals=(Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)
        )
        close(opened)
    text = page(client, opened)
    assert "förberedande omröstning, 12 mot 7" in text
    assert "gick vidare, 12 mot 7." in text
    assert "Öppen förberedande omröstning" in text


def test_a_secret_division_tells_the_sum_only(council, client, opened):
    with council.app_context():
        close(opened)
        with writing() as session:
            session.get_one(Division, opened.division).secret = True
    text = page(client, opened)
    assert "Sluten omröstning. Bara summan är offentlig." in text
    assert "12 Ja" in text
    assert not rows(text)
    assert 'class="sal"' not in text
