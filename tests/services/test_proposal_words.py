"""A proposal's words: sound sentences on ballots and in the protocol, whatever was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.proposals import Kind
from council.law.proposing import OWN_TEXT
from council.services.proposal_words import SHORT, Said, tidy, typed, worded
from council.store.models import ItemKind

BOARD = "regionstyrelsens förslag"
BY = "Ledamot 33 (V)"


def words(kind, text="", item=ItemKind.DECISION, *, clause=None, taken=()):
    return worded(Said(kind, tidy(text), BY, clause), item, BOARD, taken)


@pytest.mark.parametrize(
    ("kind", "item", "phrase", "effect", "decision"),
    [
        (Kind.APPROVAL, "motion", "bifall till motionen", "motionen bifalls", "bifalla motionen"),
        (Kind.REJECTION, "motion", "avslag på motionen", "motionen avslås", "avslå motionen"),
        (
            Kind.REJECTION,
            "decision",
            "avslag på regionstyrelsens förslag",
            "förslaget avslås",
            "avslå regionstyrelsens förslag",
        ),
        (
            Kind.REFERRAL,
            "motion",
            "återremiss",
            "ärendet återremitteras, inget beslut i sak i dag",
            "återremittera ärendet",
        ),
        (
            Kind.TABLING,
            "motion",
            "bordläggning",
            "ärendet bordläggs, inget beslut i sak i dag",
            "bordlägga ärendet",
        ),
    ],
)
def test_what_needs_no_words_of_its_own(kind, item, phrase, effect, decision):
    made = words(kind, item=ItemKind(item))

    assert (made.phrase, made.effect, made.decision) == (phrase, effect, decision)


def test_without_a_board_s_proposal_the_proposal_is_meant():
    made = worded(Said(Kind.REJECTION, "", BY), ItemKind.DECISION, "")

    assert made.phrase == "avslag på förslaget"


def test_a_point_is_named():
    made = words(Kind.APPROVAL, item=ItemKind.MOTION, clause=2)

    assert (made.phrase, made.effect) == (
        "bifall till motionen i punkt 2",
        "motionen i punkt 2 bifalls",
    )
    amended = words(Kind.AMENDMENT, "att x", clause=2)
    assert amended.phrase == f"ändringsyrkandet från {BY} i punkt 2"


@pytest.mark.parametrize(
    ("text", "effect", "decision"),
    [
        (
            "att planen gäller i fem år.",
            "planen gäller i fem år",
            "bifalla regionstyrelsens förslag med den ändringen att planen gäller i fem år",
        ),
        (
            "Jag yrkar på att punkt 3 stryks",
            "punkt 3 stryks",
            "bifalla regionstyrelsens förslag med den ändringen att punkt 3 stryks",
        ),
        (
            "Stryk punkt 3.",
            "Stryk punkt 3",
            "bifalla regionstyrelsens förslag med följande ändring: ”Stryk punkt 3”",
        ),
        (
            "- att a görs\n- att b görs\n- att c görs",
            "a görs, att b görs och att c görs",
            "bifalla regionstyrelsens förslag med den ändringen att a görs, att b görs och "
            "att c görs",
        ),
        (
            'Skriv "nej" här.\nOch ”ja” där',
            'Skriv "nej" här. Och ”ja” där',
            "bifalla regionstyrelsens förslag med följande ändring: ”Skriv ’nej’ här. Och ’ja’ "
            "där”",
        ),
    ],
)
def test_an_amendment(text, effect, decision):
    made = words(Kind.AMENDMENT, text)

    assert made.phrase == "ändringsyrkandet från Ledamot 33 (V)"
    assert (made.effect, made.decision) == (effect, decision)


@pytest.mark.parametrize(
    ("kind", "text", "phrase", "decision"),
    [
        (
            Kind.ADDITION,
            "att ge styrelsen i uppdrag att utreda frågan",
            f"tilläggsyrkandet från {BY}",
            "ge styrelsen i uppdrag att utreda frågan",
        ),
        (Kind.OTHER, "Gratis buss", f"yrkandet från {BY}", "bifalla yrkandet ”Gratis buss”"),
        (
            Kind.COUNTER,
            "att regionen går med",
            f"motförslaget från {BY}",
            "regionen går med",
        ),
        (
            Kind.OTHER,
            "att regionen går med. Sedan får vi se",
            f"yrkandet från {BY}",
            "bifalla yrkandet ”att regionen går med. Sedan får vi se”",
        ),
    ],
)
def test_own_words(kind, text, phrase, decision):
    made = words(kind, text)

    assert (made.phrase, made.decision) == (phrase, decision)


def test_a_long_text_is_cut_between_words_on_the_ballot_and_whole_in_the_decision():
    made = words(Kind.OTHER, "att " + "ord " * 100)

    assert len(made.effect) <= SHORT + 2
    assert made.effect.endswith("ord …")
    assert made.decision.count("ord") == 100


def test_what_a_vote_is_for_is_told_apart_by_its_words():
    taken: list[str] = []
    for _ in range(12):
        taken.append(words(Kind.AMENDMENT, "att x", taken=taken).phrase)
    referrals: list[str] = []
    for _ in range(4):
        referrals.append(words(Kind.REFERRAL, taken=referrals).phrase)

    assert len(set(taken)) == 12
    assert taken[:2] == [f"ändringsyrkandet från {BY}", f"det andra ändringsyrkandet från {BY}"]
    assert referrals == [
        "återremiss",
        f"återremiss enligt yrkandet från {BY}",
        f"återremiss enligt det andra yrkandet från {BY}",
        f"återremiss enligt det tredje yrkandet från {BY}",
    ]


@given(st.sampled_from(sorted(OWN_TEXT)), st.text(max_size=300))
def test_whatever_is_typed_gives_one_sound_line(kind, text):
    if not tidy(text):
        return
    made = words(kind, text)
    for line in (made.phrase, made.effect, made.decision):
        assert line.strip() == line
        assert not re.search(r"[\r\n]", line)
        assert re.search(r"\w", line)


@given(
    st.sampled_from(sorted(OWN_TEXT)),
    st.sampled_from(["att vi går med", "Stryk punkt 3", "att a görs. Och b", 'Säg "ja"']),
)
def test_a_text_comes_back_to_be_changed(kind, text):
    first = words(kind, text)

    assert words(kind, typed(kind, first.decision)).decision == first.decision
