"""The protocol drafts itself: § 112 of the worked example from facts, and what it does not hide.

The snapshots are compared with the worked example by eye. They differ from it where the record
does not hold the fact yet (Yttranden, Reservationer, Protokollsanteckningar) and in that what
the board proposes is told under Yrkanden, since the law wants every proposal recorded.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from council.services import protocol, questions
from council.services.missing import Missing
from council.services.protocol_parts import Protocol, Section, Tallied
from council.store.engine import writing
from council.store.models import ItemKind, Mover, Proposal
from tests import factories
from tests.services import worked_example as example
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

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"


@pytest.fixture
def example_council(any_app: Flask) -> Iterator[Flask]:
    """The council of the worked example, in an open application context."""
    with any_app.app_context():
        example.example_council()
        yield any_app


@pytest.mark.usefixtures("example_council")
def test_the_worked_example_by_acclamation():
    meeting, item = example.example_meeting()
    example.found_for_the_board(item)
    example.gavel(item)

    same_as("paragraf-112-acklamation.txt", as_text(draft(meeting)))


@pytest.mark.usefixtures("example_council")
def test_the_worked_example_with_a_division():
    meeting, item = example.example_meeting()
    example.found_for_the_board(item)
    example.asked_for(item)
    example.divided(item)
    example.gavel(item)

    same_as("paragraf-112-omrostning.txt", as_text(draft(meeting)))


@pytest.mark.usefixtures("example_council")
def test_the_lines_of_the_worked_example_stand_letter_by_letter():
    meeting, item = example.example_meeting()
    example.found_for_the_board(item)
    example.asked_for(item)
    example.divided(item)
    example.gavel(item)

    told = texts(the_paragraph(meeting))

    assert list(told) == [
        "Regionfullmäktiges beslut",
        "Sammanfattning av ärendet",
        "Beslutsunderlag",
        "Yrkanden",
        "Propositionsordning",
        "Omröstning",
        "Omröstningsresultat",
        "Beslutet skickas till",
        "Bilagor",
    ]
    assert told["Propositionsordning"] == (
        "Ordföranden ställer proposition på regionstyrelsens förslag och på yrkandet från "
        "Ledamot 33 (V) om bifall till motionen och finner att regionfullmäktige beslutar enligt "
        "regionstyrelsens förslag. Omröstning begärs av Ledamot 33 (V)."
    )
    assert told["Omröstning"] == (
        "Regionfullmäktige godkänner följande voteringsproposition: Den som röstar för "
        "regionstyrelsens förslag röstar ja. Den som röstar för bifall till motionen röstar nej. "
        "Omröstningen är öppen och sker med röstningssystemet Klubbslag. Den öppnas kl. 14.02.51 "
        "och stängs kl. 14.04.10. 71 tjänstgörande ledamöter och ersättare är röstberättigade."
    )
    assert told["Omröstningsresultat"] == (
        "38 ja, 31 nej, 2 avstår, 0 frånvarande. Regionfullmäktige har därmed beslutat enligt "
        "regionstyrelsens förslag. Hur var och en röstat framgår av omröstningslistan, bilaga 1."
    )


@pytest.mark.usefixtures("council")
def test_a_paragraph_says_what_it_lacks_in_words():
    opened = factories.an_open_division()
    factories.vote(opened.division, yes=21, no=0)
    close(opened.division)
    gavel(opened.item)
    with writing() as session:
        for proposal in session.scalars(select(Proposal)):
            proposal.put_as = None
        session.execute(delete(Mover))

    paragraph = the_paragraph(opened.meeting)

    assert [lack.text.replace(NBSP, " ") for lack in paragraph.lacks] == [
        "§ 1 saknar uppgift om vilka förslag som har lagts fram och inte tagits tillbaka.",
        "§ 1 saknar uppgift om i vilken ordning förslagen lades fram till beslut.",
        "§ 1 saknar sammanfattning av ärendet.",
    ]
    assert paragraph.held == {"divisions_with_result", "decision", "participants"}
    assert texts(paragraph)["Yrkanden"].startswith("Okänd föreslår")


@pytest.mark.usefixtures("council")
def test_an_item_without_proposals_is_laid_to_the_files():
    meeting, item = factories.an_open_item(kind=ItemKind.INFORMATION, proposals=())
    questions.close_debate(item, chair(), the_chair(), now=factories.NOON)
    gavel(item)

    paragraph = the_paragraph(meeting)

    assert texts(paragraph)["Propositionsordning"] == (
        "Ordföranden finner att informationen läggs till handlingarna."
    )
    assert [lack.key for lack in paragraph.lacks] == ["summary"]


@pytest.mark.usefixtures("council")
def test_an_item_is_found_by_its_number_or_not_at_all():
    meeting, item = factories.an_open_item()

    whole = draft(meeting)

    assert protocol.find(whole, item) == whole.waiting[0]
    assert protocol.find(whole, 4711) is None
    assert whole.waiting[0].heading == "Ärende 1"


@pytest.mark.usefixtures("council")
def test_no_meeting_has_no_protocol():
    with pytest.raises(Missing):
        draft(4711)


def same_as(name: str, text: str) -> None:
    """Compare with a text file in the repository, which people review as text."""
    assert text == (SNAPSHOTS / name).read_text(encoding="utf-8")


def as_text(whole: Protocol) -> str:
    """A protocol as plain text; no-break spaces as "~", so that a lost one shows."""
    front = whole.front
    lines = [
        f"{front.organisation} · {front.body} · {front.place} · {front.when}",
        f"Beslutande: {front.deciding}: {len(front.serving)} personer",
        f"Ej tjänstgörande ersättare: {', '.join(front.not_serving)}",
        f"Paragrafer: {front.paragraphs}",
    ]
    for paragraph in whole.paragraphs:
        lines += ["", f"{paragraph.heading} · {paragraph.reference}"]
        for section in paragraph.sections:
            lines += ["", *section_lines(section)]
        for voting in paragraph.voting_lists:
            lines += ["", voting.heading]
            lines += [
                f"{row.seat} · {row.name} · {row.party} · {row.substitute_for} · "
                f"{row.choice or 'absent'} · {row.remark}"
                for row in voting.rows
            ]
            lines += [figures(voting.total), voting.checksum[:7] + "…"]
    return "\n".join(lines).replace(NBSP, "~") + "\n"


def section_lines(section: Section) -> list[str]:
    lines = [f"{section.heading}. {section.text}".strip()]
    lines += [f"- {point}" for point in section.points]
    if section.table is not None:
        lines += [figures(row) for row in (*section.table.parties, section.table.total)]
    return lines


def figures(row: Tallied) -> str:
    return (
        f"{row.label}: {row.yes} ja, {row.no} nej, {row.abstain} avstår, {row.absent} frånvarande"
    )
