"""The secretary's desk: the protocol that grows, the prose that is never lost, who is there."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from council.law.tally import Choice
from council.services import (
    attendance,
    divisions,
    items,
    meetings,
    questions,
    requests,
    stepping_back,
)
from council.services.chairing import take_chair
from council.store.engine import reading
from council.store.models import Item, JournalEntry, MeetingState, Presence, Proposal
from council.web.secretary import live
from council.web.secretary.difference import Piece, pieces
from tests import factories
from tests.support.pages import faults_of
from tests.support.record import record_of


def chair():
    """Who presides, and as the journal names the person."""
    return factories.person("ordforande"), factories.actor("ordforande")


def decide(opened: factories.Opened) -> None:
    """The division closed and the gavel fallen."""
    factories.vote(opened.division, yes=12, no=8, abstain=1)
    divisions.close_division(opened.division, *chair(), now=factories.later(5))
    items.gavel(opened.item, *chair(), now=factories.later(6))


@pytest.fixture
def decided(council: Flask) -> factories.Opened:
    """An item that was decided with a division."""
    with council.app_context():
        opened = factories.an_open_division()
        decide(opened)
        return opened


def plain(page: str) -> str:
    """A page's text on one line, no-break spaces as spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def summary_of(app: Flask, item: int) -> tuple[str, int]:
    with app.app_context(), reading() as session:
        kept = session.get_one(Item, item)
        return kept.summary, kept.summary_version


def test_without_a_meeting_the_way_says_so(council, sign_in):
    answer = sign_in("sekreterare").get("/sekreterare")

    assert "inget kungjort sammanträde än" in answer.text
    assert faults_of(answer.text) == []


def test_the_way_leads_to_the_meeting(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)

    answer = sign_in("sekreterare").get("/sekreterare")

    assert (answer.status_code, answer.location) == (303, f"/sekreterare/{meeting}")


def test_before_any_decision_the_desk_says_so_in_words(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting()
        factories.an_item(meeting)

    page = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text

    assert "Inget är beslutat än." in page
    assert "Inte avgjorda ärenden" in page
    assert "Inte beslutfört, minst 11 krävs" in plain(page)
    assert faults_of(page) == []


def test_an_item_under_treatment_lies_on_the_desk(council, sign_in):
    with council.app_context():
        meeting, item = factories.an_open_item()

    page = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text

    text = plain(page)
    assert f'action="/sekreterare/arenden/{item}"' in page
    assert "Inget är beslutat i ärendet än." in text
    assert "Kontroll av ärende 1" in text
    assert "Beslut, inte än" in text
    assert "Yrkanden , finns" in text
    assert "Ärende 1 Ärende 1 Pågår" in text
    assert faults_of(page) == []


def test_a_decided_paragraph_shows_locked_facts_and_framed_prose(decided, sign_in):
    page = sign_in("sekreterare").get(f"/sekreterare/arenden/{decided.item}").text

    text = plain(page)
    assert "§ 1 Ärende 1" in text
    assert "Regionfullmäktiges beslut Fakta, låst · 12.06.00" in text
    assert "Omröstningsresultat Fakta, låst · 12.05.00" in text
    assert '<textarea id="summary"' in page
    assert "§ 1 saknar sammanfattning av ärendet." in text
    assert "0 av 1 klara" in text
    assert "Kraven: KL 5 kap. 67 §" in text
    assert "12.05.00 omröstning stängd: 12 ja, 8 nej, 1 avstår, 0 frånvarande" in text
    assert f'hx-sse:connect="/live/{decided.meeting}?vy=secretary-{decided.item}"' in page
    assert faults_of(page) == []


def test_saving_prose_leads_back_with_the_time_and_makes_the_paragraph_whole(
    council, decided, sign_in
):
    secretary = sign_in("sekreterare")

    answer = secretary.send(
        f"/sekreterare/arenden/{decided.item}",
        data={"summary": "Ett stycke.\r\n\r\nEtt till.", "version": "1"},
    )

    assert (answer.status_code, answer.location) == (303, f"/sekreterare/arenden/{decided.item}")
    assert summary_of(council, decided.item) == ("Ett stycke.\n\nEtt till.", 2)
    page = secretary.get(answer.location).text
    assert re.search(r"Sparat \d\d\.\d\d\.\d\d", page)
    assert "1 av 1 klara" in plain(page)
    assert 'name="version" value="2"' in page


def test_prose_can_be_written_before_the_decision(council, sign_in):
    with council.app_context():
        item = factories.an_item(factories.a_meeting())

    answer = sign_in("sekreterare").send(
        f"/sekreterare/arenden/{item}", data={"summary": "Om ärendet.", "version": "1"}
    )

    assert answer.status_code == 303
    assert summary_of(council, item) == ("Om ärendet.", 2)


def test_who_saved_last_is_told_to_the_other(council, decided, sign_in):
    with council.app_context():
        items.edit_summary(
            decided.item, "Den andras text.", 1, factories.actor("admin"), now=factories.later(9)
        )

    page = sign_in("sekreterare").get(f"/sekreterare/arenden/{decided.item}").text

    assert "Sparat 12.09.00 av Administratören" in plain(page)


def test_two_writers_lose_nothing(council, decided, sign_in):
    with council.app_context():
        items.edit_summary(
            decided.item, "Den andras text.", 1, factories.actor("admin"), now=factories.later(9)
        )
    secretary = sign_in("sekreterare")
    before = record_of(council)

    answer = secretary.send(
        f"/sekreterare/arenden/{decided.item}", data={"summary": "Min egen text.", "version": "1"}
    )

    text = plain(answer.text)
    assert answer.status_code == 409
    assert "Administratören ändrade stycket 12.09.00. Din text är kvar nedan." in text
    assert "<p>Den andras text.</p>" in answer.text
    assert ">Min egen text.</textarea>" in answer.text
    assert "<del>Den andras </del><ins>Min egen </ins>text." in answer.text
    assert 'name="version" value="2"' in answer.text
    assert faults_of(answer.text) == []
    assert record_of(council) == before


def test_after_seeing_both_the_own_text_can_be_saved(council, decided, sign_in):
    with council.app_context():
        items.edit_summary(
            decided.item, "Den andras text.", 1, factories.actor("admin"), now=factories.later(9)
        )

    answer = sign_in("sekreterare").send(
        f"/sekreterare/arenden/{decided.item}", data={"summary": "Min egen text.", "version": "2"}
    )

    assert answer.status_code == 303
    assert summary_of(council, decided.item) == ("Min egen text.", 3)


def test_a_program_is_answered_in_its_own_form(decided, sign_in):
    secretary, path = sign_in("sekreterare"), f"/sekreterare/arenden/{decided.item}"
    accept = {"Accept": "application/json"}

    saved = secretary.send(path, json={"summary": "Text.", "version": 1}, headers=accept)
    stale = secretary.send(path, json={"summary": "Text.", "version": 1}, headers=accept)

    assert saved.json == {"item": decided.item, "version": 2}
    assert (stale.status_code, stale.json["error"]) == (409, "stale_text")


def test_a_form_without_its_version_is_refused(council, decided, sign_in):
    before = record_of(council)

    answer = sign_in("sekreterare").send(
        f"/sekreterare/arenden/{decided.item}", data={"summary": "Text."}
    )

    assert answer.status_code == 422
    assert record_of(council) == before


def test_recording_somebody_as_present_leads_back_to_the_desk(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting()
    secretary = sign_in("sekreterare")

    one = secretary.send(f"/sammantraden/{meeting}/narvaro", data={"usernames": "agneta"})
    everyone = secretary.send(f"/sammantraden/{meeting}/narvaro", data={"usernames": "all"})

    assert one.location == everyone.location == f"/sekreterare/{meeting}"
    with council.app_context(), reading() as session:
        assert len(session.scalars(select(Presence)).all()) == 21
    page = secretary.get(f"/sekreterare/{meeting}").text
    assert "21 av 21" in plain(page)
    assert "Registrera alla på plats" not in page
    assert "Ersättare" in page


def test_after_the_meeting_nobody_is_recorded(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
        meetings.close_meeting(meeting, *chair(), now=factories.NOON)

    page = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text

    assert "Närvaro kan inte registreras nu" in page
    assert 'name="usernames"' not in page


def test_a_draft_of_a_meeting_has_no_public_page_to_look_at(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.DRAFT)

    page = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text

    assert "Förhandsgranska" not in page


def test_what_is_pushed_holds_no_text_to_write_in(council, decided):
    with council.test_request_context("/"):
        one = live.live_regions(decided.meeting, decided.item)
        whole = live.live_regions(decided.meeting)

    targets = re.findall(r'hx-target="(#\w+)"', one)
    assert targets == ["#omrostning", "#skenor", "#narvaro", "#kontroll", "#handelser", "#yrkanden"]
    assert "<textarea" not in one
    assert "<form" not in one
    assert 'aria-current="page"' in one
    assert 'aria-current="page"' not in whole
    assert "Kontroll av" not in whole


def test_everything_that_happens_has_words(council, sign_in):
    with council.app_context():
        opened = a_long_day()
        with reading() as session:
            kinds = set(session.scalars(select(JournalEntry.kind)))

    page = sign_in("sekreterare").get(f"/sekreterare/arenden/{opened.item}").text

    text = plain(page)
    assert "omröstningen förklarad ogiltig: Fel fråga" in text
    assert "utslagsröst: ja" in text
    assert "omröstning begärd av Agneta (S)" in text
    assert [kind for kind in kinds if kind in text] == []
    latest = sign_in("sekreterare").get(f"/sekreterare/{opened.meeting}").text
    assert "ärende 1: klubba, § 1" in plain(latest)
    assert "Förste vice ordföranden (M) leder sammanträdet" in plain(latest)


def a_long_day() -> factories.Opened:
    """Every kind of entry that a meeting can have."""
    meeting, item = factories.an_open_item()
    at = factories.later(1)
    agneta = factories.person("agneta"), factories.actor("agneta")
    questions.close_debate(item, *chair(), now=at)
    stepping_back.step_back(item, *chair(), now=at)
    questions.close_debate(item, *chair(), now=at)
    questions.review_proposals(item, *chair(), now=at)
    questions.approve_order(item, chair()[0], None, chair()[1], now=at)
    questions.declare(item, chair()[0], first_proposal(item), chair()[1], now=at)
    requests.request_division(item, *agneta, now=at)
    requests.withdraw_request(item, *agneta, now=at)
    requests.request_division(item, *agneta, now=at)
    void = divisions.open_division(item, *chair(), now=at)
    divisions.annul_division(void, chair()[0], "Fel fråga", chair()[1], now=at)
    tied = divisions.open_division(item, *chair(), now=at)
    factories.press(tied, "cia", Choice.ABSTAIN)
    divisions.close_division(tied, *chair(), now=at)
    divisions.give_casting_vote(tied, chair()[0], Choice.YES, chair()[1], now=at)
    items.gavel(item, *chair(), now=at)
    items.edit_summary(item, "Text.", 1, factories.actor("sekreterare"), now=at)
    attendance.leave(meeting, *agneta, now=at)
    attendance.check_in(meeting, factories.person("bo"), factories.actor("bo"), now=at)
    vice = factories.person("vice1"), factories.actor("vice1")
    take_chair(meeting, *vice, now=at)
    meetings.close_meeting(meeting, *vice, now=at)
    return factories.Opened(tied, item, meeting)


def first_proposal(item: int) -> int:
    with reading() as session:
        return session.scalars(
            select(Proposal.id).where(Proposal.item_id == item, Proposal.put_as == 1)
        ).one()


def test_two_texts_are_laid_beside_each_other_word_by_word():
    assert list(pieces("ett två tre", "ett fyra tre fem")) == [
        Piece("same", "ett "),
        Piece("theirs", "två tre"),
        Piece("mine", "fyra tre fem"),
    ]
    assert list(pieces("", "ny")) == [Piece("mine", "ny")]
    assert list(pieces("gammal", "")) == [Piece("theirs", "gammal")]
