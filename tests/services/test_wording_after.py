"""The record's sentences for reservations and notes, letter by letter."""

from datetime import UTC, datetime

import pytest

from council.law.tally import Choice
from council.services.wording_after import PartyDeciding, announced_wrong, noted, reserved
from council.store.models import Note, NoteKind, Party, Person, Reservation, Role

PARTIES = {
    "V": PartyDeciding("Vänsterpartiet", frozenset({33, 34})),
    "S": PartyDeciding("Socialdemokraterna", frozenset({1, 2, 3})),
    "KD": PartyDeciding("Kristdemokraterna", frozenset({52})),
}
LETTERS = {33: "V", 34: "V", 1: "S", 2: "S", 3: "S", 52: "KD"}
AT = datetime(2026, 11, 25, 13, 6, tzinfo=UTC)


def who(number):
    party = Party(letters=LETTERS[number], name="", colour="", hall_order=1, size_order=1)
    return Person(
        id=number, name=f"Ledamot {number:02}", role=Role.MEMBER, username=str(number), party=party
    )


def reservations(*numbers):
    return [
        Reservation(person_id=one, person=who(one), announced_at=AT, written=False, text="")
        for one in numbers
    ]


@pytest.mark.parametrize(
    ("numbers", "annexes", "text"),
    [
        ((), (), ""),
        ((2,), (), "Mot beslutet reserverar sig Ledamot 02 (S)."),
        ((2, 52), (), "Mot beslutet reserverar sig Ledamot 02 (S) och Ledamot 52 (KD)."),
        (
            (33, 2, 34),
            (2,),
            "Mot beslutet reserverar sig samtliga tjänstgörande ledamöter i Vänsterpartiet samt "
            "Ledamot 02 (S). Skriftlig motivering, bilaga 2.",
        ),
        (
            (33, 34, 1, 2, 3),
            (1, 2),
            "Mot beslutet reserverar sig samtliga tjänstgörande ledamöter i Vänsterpartiet och "
            "Socialdemokraterna. Skriftliga motiveringar, bilaga 1 och 2.",
        ),
    ],
)
def test_who_reserves_is_told_by_party_where_all_of_it_do(numbers, annexes, text):
    assert reserved(reservations(*numbers), PARTIES, annexes).replace("\u00a0", " ") == text


def note(kind, text="", intended=None):
    return Note(kind=kind, person=who(52), text=text, intended=intended, announced_at=AT)


@pytest.mark.parametrize(
    ("what", "which", "text"),
    [
        (
            note(NoteKind.WRONG_PRESS, intended=Choice.YES),
            None,
            "Ledamot 52 (KD) anmäler efter omröstningen att avsikten var att rösta ja. "
            "Anteckningen påverkar inte resultatet.",
        ),
        (
            note(NoteKind.WRONG_PRESS, intended=Choice.ABSTAIN),
            2,
            "Ledamot 52 (KD) anmäler efter omröstning 2 att avsikten var att avstå. "
            "Anteckningen påverkar inte resultatet.",
        ),
        (
            note(NoteKind.NOTE, "Vi undrar"),
            None,
            "Ledamot 52 (KD) lämnar följande protokollsanteckning: Vi undrar.",
        ),
        (
            note(NoteKind.STATEMENT, "Vi menar."),
            None,
            "Ledamot 52 (KD) lämnar följande särskilda yttrande: Vi menar.",
        ),
    ],
)
def test_a_note_is_told_as_it_stands_in_the_protocol(what, which, text):
    assert noted(what, which=which).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("intended", "text"),
    [
        (None, ""),
        (Choice.YES, "Anmäld felröst: avsåg ja"),
        (Choice.NO, "Anmäld felröst: avsåg nej"),
        (Choice.ABSTAIN, "Anmäld felröst: avsåg att avstå"),
    ],
)
def test_a_wrong_press_is_remarked_on_the_vote(intended, text):
    assert announced_wrong(intended) == text
