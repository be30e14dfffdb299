"""What the protocol tells of divisions: ties, chains, what was declared void, who voted how."""

import pytest
from sqlalchemy import select

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import attendance, divisions, stepping_back
from council.services.protocol_parts import Tallied
from council.store.engine import writing
from council.store.journal import SYSTEM, Actor
from council.store.models import By, MeetingState, Press
from tests import factories
from tests.services.protocol_acts import (
    NBSP,
    chair,
    close,
    draft,
    gavel,
    texts,
    the_chair,
    the_paragraph,
)


@pytest.mark.usefixtures("council")
def test_a_tie_is_told_with_the_casting_vote_and_marked_in_the_list():
    opened = factories.an_open_division()
    factories.vote(opened.division, yes=10, no=10, abstain=1)
    close(opened.division)
    divisions.give_casting_vote(opened.division, *chair_says(Choice.YES), now=factories.NOON)
    gavel(opened.item)

    paragraph = the_paragraph(opened.meeting)

    assert texts(paragraph)["Omröstningsresultat"].startswith(
        "10 ja, 10 nej, 1 avstår, 0 frånvarande. Ordföranden har utslagsröst och röstar ja. "
        "Regionfullmäktige har därmed beslutat enligt regionstyrelsens förslag."
    )
    remarks = [row.remark for row in paragraph.voting_lists[0].rows if row.remark]
    assert remarks == ["Utslagsröst: ja"]


@pytest.mark.usefixtures("council")
def test_an_annulled_division_is_told_with_its_reason_and_has_no_list():
    opened = factories.an_open_division()
    divisions.annul_division(
        opened.division, chair(), "Fel fråga visades.", the_chair(), now=factories.later(5)
    )
    second = divisions.open_division(opened.item, chair(), the_chair(), now=factories.later(6))
    factories.vote(second, yes=21, no=0, now=factories.later(6))
    close(second)
    gavel(opened.item)

    paragraph = the_paragraph(opened.meeting)

    told = texts(paragraph)
    assert told["Omröstning 1"].endswith(
        "Ordföranden förklarar omröstningen ogiltig kl. 12.05: Fel fråga visades. "
        "En ny omröstning genomförs."
    )
    assert "Omröstningsresultat 1" not in told
    assert told["Omröstningsresultat 2"].startswith("21 ja, 0 nej")
    assert [one.division_id for one in paragraph.voting_lists] == [second]


@pytest.mark.usefixtures("council")
def test_an_annulled_division_that_nobody_asks_for_again_is_not_followed_by_one():
    opened = factories.an_open_division()
    divisions.annul_division(
        opened.division, chair(), "Strömavbrott", the_chair(), now=factories.later(5)
    )
    stepping_back.step_back(opened.item, chair(), the_chair(), now=factories.later(6))
    gavel(opened.item)

    told = texts(the_paragraph(opened.meeting))

    assert told["Omröstning"].endswith("ogiltig kl. 12.05: Strömavbrott.")
    assert "Omröstning begärs" not in told["Propositionsordning"]


@pytest.mark.usefixtures("council")
def test_a_chain_of_divisions_is_told_step_by_step():
    four = (Kind.BOARD, Kind.AMENDMENT, Kind.COUNTER, Kind.APPROVAL)
    opened = factories.an_open_division(proposals=four)
    for number, division in enumerate((opened.division, None, None)):
        asked = division or divisions.open_division(
            opened.item, chair(), the_chair(), now=factories.later(number)
        )
        factories.vote(asked, yes=12, no=9)
        close(asked)
    gavel(opened.item)

    paragraph = the_paragraph(opened.meeting)

    told = texts(paragraph)
    assert (
        "Regionstyrelsens förslag är huvudförslag. Om motförslag till huvudförslaget ställs "
        in (told["Propositionsordning"])
    )
    assert "Omröstningen är förberedande, öppen" in told["Omröstning 1"]
    assert "Motförslaget går vidare till nästa omröstning." in told["Omröstningsresultat 1"]
    assert "Ändringsförslaget blir motförslag." in told["Omröstningsresultat 2"]
    assert "beslutat enligt regionstyrelsens förslag" in told["Omröstningsresultat 3"]
    assert [one.heading.replace(NBSP, " ") for one in paragraph.voting_lists] == [
        f"Bilaga {annex} till § 1, Omröstningslista" for annex in (1, 2, 3)
    ]


@pytest.mark.usefixtures("council")
def test_a_lone_proposal_that_loses_is_rejected():
    opened = factories.an_open_division(proposals=(Kind.AMENDMENT,))
    factories.vote(opened.division, yes=1, no=20)
    close(opened.division)
    gavel(opened.item)

    told = texts(the_paragraph(opened.meeting))

    assert told["Regionfullmäktiges beslut"] == (
        "Regionfullmäktige beslutar att avslå ändringsförslaget."
    )
    assert (
        "Regionfullmäktige har därmed beslutat att avslå ändringsförslaget."
        in (told["Omröstningsresultat"])
    )


@pytest.mark.usefixtures("council")
def test_who_is_there_without_voting_and_who_is_not_there_differ_in_the_list():
    meeting = factories.a_meeting(state=MeetingState.OPEN)
    there = factories.holders()[:20]
    attendance.record_present(meeting, there, SYSTEM, now=factories.MORNING)
    opened = factories.an_open_division(meeting=meeting)
    factories.vote(opened.division, yes=19, no=0)
    close(opened.division)
    gavel(opened.item)

    paragraph = the_paragraph(meeting)

    rows = paragraph.voting_lists[0].rows
    assert [row.remark for row in rows[19:]] == ["Närvarande, lämnade ingen röst", ""]
    assert [row.choice for row in rows[18:]] == [Choice.YES, None, None]
    assert paragraph.voting_lists[0].total == Tallied("Summa", 19, 0, 0, 2)
    assert "20 tjänstgörande ledamöter" in texts(paragraph)["Omröstning"]


@pytest.mark.usefixtures("council")
def test_a_vote_that_the_secretary_registered_is_marked_with_its_time():
    opened = factories.an_open_division()
    factories.press(opened.division, "agneta", Choice.YES)
    with writing() as session:
        press = session.scalars(select(Press)).one()
        session.add(
            Press(
                division_id=press.division_id,
                seat_id=press.seat_id,
                person_id=press.person_id,
                choice="no",
                key="clerk",
                by=By.CLERK.value,
                auth="password",
                receipt="AAAA-AAAA",
                recorded_at=factories.later(3),
            )
        )
    close(opened.division)
    gavel(opened.item)

    [row] = [
        row for row in the_paragraph(opened.meeting).voting_lists[0].rows if row.choice is not None
    ]
    assert row.choice is Choice.NO
    assert row.remark.replace(NBSP, " ") == (
        "Registrerad av sekreteraren på ledamotens begäran kl. 12.03.00"
    )


@pytest.mark.usefixtures("council")
def test_nothing_tells_how_anybody_votes_while_a_division_is_open():
    opened = factories.an_open_division()
    before = draft(opened.meeting)
    factories.vote(opened.division, yes=12, no=9)

    during = draft(opened.meeting)

    assert during == before
    [item] = during.waiting
    assert item.number is None
    assert not item.voting_lists
    assert [section.key for section in item.sections][-1] == "division-1"


def chair_says(choice: Choice) -> tuple[int, Choice, Actor]:
    return chair(), choice, the_chair()
