"""Reservations, notes and wrong presses in the § they belong to, with their annexes."""

import pytest

from council.law.tally import Choice
from council.services import divisions, items, notes, protocol, reservations
from council.store.engine import reading
from council.store.models import NoteKind
from tests.factories import actor, an_open_division, does, holders, later, person, press


@pytest.fixture
def opened(any_store, seeded):
    with any_store.app_context():
        opened = an_open_division()
        for username in holders():
            press(opened.division, username, Choice.NO if username == "cia" else Choice.YES)
        does("ordforande", divisions.close_division, opened.division)
        does("ordforande", items.gavel, opened.item)
        yield opened


def paragraph(opened):
    with reading() as session:
        return protocol.draft(session, opened.meeting).paragraphs[0]


def told(opened):
    return {one.key: one for one in paragraph(opened).sections}


def test_a_paragraph_without_any_has_none_of_the_headings(opened):
    assert {"reservations", "notes"}.isdisjoint(told(opened))
    assert paragraph(opened).reasons == ()


def test_reservations_are_told_with_their_annexes_after_the_voting_list(opened):
    does("cia", reservations.reserve, opened.item, True, now=later(3))
    does("agneta", reservations.reserve, opened.item, False, now=later(4))
    does("cia", reservations.give_reasons, opened.item, "Vi ville annat.", now=later(5))

    text = told(opened)["reservations"].text.replace("\u00a0", " ")
    assert text == (
        "Mot beslutet reserverar sig Cia (V) och Agneta (S). Skriftlig motivering, bilaga 2."
    )
    assert told(opened)["reservations"].times == (later(3), later(4))
    (annex,) = paragraph(opened).reasons
    assert (annex.annex, annex.text) == (2, "Vi ville annat.")
    assert annex.heading.replace("\u00a0", " ") == "Bilaga 2 till § 1, Reservation från Cia (V)"
    assert told(opened)["annexes"].points == ("Bilaga 1: Omröstningslista", annex.heading)


def test_a_whole_party_is_told_by_its_name(opened):
    with reading() as session:
        known = protocol.record(session, opened.meeting)
        party = [one.person for one in known.presences if one.person.party.letters == "V"]
    for one in party:
        reservations.reserve(opened.item, one.id, False, actor("cia"), now=later(3))

    assert told(opened)["reservations"].text == (
        "Mot beslutet reserverar sig samtliga tjänstgörande ledamöter i Vänsterpartiet."
    )


def test_only_what_is_taken_in_is_told_and_a_wrong_press_always(opened):
    first = does("agneta", notes.announce, opened.item, NoteKind.NOTE, "Med.", now=later(3))
    other = does("agneta", notes.announce, opened.item, NoteKind.NOTE, "Inte.", now=later(3))
    does("agneta", notes.announce, opened.item, NoteKind.NOTE, "Väntar.", now=later(3))
    does("ordforande", notes.settle, first, True, now=later(4))
    does("ordforande", notes.settle, other, False, now=later(4))
    assert told(opened)["notes"].text.endswith("lämnar följande protokollsanteckning: Med.")

    notes.announce(
        opened.item,
        person("cia"),
        NoteKind.WRONG_PRESS,
        "",
        actor("cia"),
        now=later(5),
        division_id=opened.division,
        intended=Choice.YES,
    )

    assert [one.partition(")")[2] for one in told(opened)["notes"].points] == [
        " lämnar följande protokollsanteckning: Med.",
        " anmäler efter omröstningen att avsikten var att rösta ja. "
        "Anteckningen påverkar inte resultatet.",
    ]
    (rows,) = [one.rows for one in paragraph(opened).voting_lists]
    remarks = {row.name: row.remark for row in rows if row.remark}
    assert remarks == {"Cia": "Anmäld felröst, se protokollsanteckning"}
