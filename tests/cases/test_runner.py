"""The runner of the cases itself: it passes nothing by, and it is not fooled."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.cases import gist
from tests.cases.form import Case, Facts, UnknownForm
from tests.cases.plays import play
from tests.cases.scene import Scene, agrees

ONE: dict[str, Any] = {
    "id": "X01",
    "kind": "seats",
    "title": "A list from its top",
    "given": {"group": "Samling", "list": ["Ada", "Bix", "Cleo"], "seats_won": 2},
    "when": {"act": "fill_seats"},
    "then": {"elected": ["Ada", "Bix"], "note": "for the reader"},
}


def other(part: str, **facts: Any) -> dict[str, Any]:
    """The same case with something else in one of its parts."""
    case = copy.deepcopy(ONE)
    case[part] |= facts
    return case


def test_a_case_whose_facts_are_known_is_played(app: Flask) -> None:
    play(ONE, app)


@pytest.mark.parametrize(
    "case",
    [
        other("when", act="abolish_the_council"),
        other("when", act=["fill_seats", "abolish_the_council"]),
        other("given", weather="rain"),
        other("when", weather="rain"),
        other("then", weather="rain"),
        other("then", message_gist="Det regnar (5 kap. 45 §)."),
    ],
    ids=["an act", "a second act", "given", "when", "then", "a message that nobody told"],
)
def test_what_it_does_not_know_it_refuses(case: dict[str, Any], app: Flask) -> None:
    with pytest.raises(UnknownForm):
        play(case, app)


@pytest.mark.parametrize(
    "case",
    [other("then", elected=["Ada"]), other("then", elected=["Bix", "Ada"])],
    ids=["too few", "another order"],
)
def test_what_does_not_hold_fails(case: dict[str, Any], app: Flask) -> None:
    with pytest.raises(AssertionError):
        play(case, app)


def test_true_is_not_one_and_a_part_must_be_there():
    assert not agrees(1, True)
    assert not agrees({"yes": 1}, {"yes": 1, "no": 0})
    assert agrees({"yes": 1, "no": 0}, {"yes": 1})


def test_a_fact_is_read_when_it_is_looked_at():
    facts = Facts("given", {"seats": 31, "present": 17})
    assert facts["seats"] == 31
    assert "present" in facts

    with pytest.raises(UnknownForm, match="present"):
        facts.require_all_read()


GIST = "Fullmäktige är inte beslutsfört: 35 av 71 närvarande, minst 36 krävs (5 kap. 45 §)."


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("Inte beslutsfört: 35 av 71 närvarande, minst 36 krävs. KL 5 kap. 45 §", []),
        ("Inte beslutsfört: 34 av 71 närvarande, minst 36 krävs. KL 5 kap. 45 §", ["35"]),
        ("Inte beslutsfört: 35 av 71 närvarande, minst 36 krävs. KL 5 kap. 46 §", ["5 § 45"]),
        ("Inte beslutsfört: 135 av 71 närvarande, minst 36 krävs. KL 5 kap. 45 §", ["35"]),
    ],
)
def test_a_gist_is_its_section_and_its_figures(answer: str, lacks: list[str]) -> None:
    assert gist.lacking(GIST, answer) == lacks


def test_each_section_of_a_range_counts():
    assert gist.sections("5 kap. 45–46 §§ och 2 § lagen 2022:629") == {
        ("5", "45"),
        ("5", "46"),
        ("2022:629", "2"),
    }
    assert gist.lacking("Bara 15 av 31 (5 kap. 45–46 §§).", "15 av 31. KL 5 kap. 45 §") == [
        "5 § 46"
    ]


def test_a_gist_without_facts_wants_its_words():
    told = "Paragrafens lydelse måste redovisas innan den kan justeras omedelbart."

    assert gist.lacking(told, "Redovisa paragrafens lydelse först. Den justeras omedelbart.") == []
    assert gist.lacking(told, "Det gick inte.")


def test_acts_come_in_their_order(app: Flask) -> None:
    case = Case.of(other("when", act=["fill_seats"]))

    assert case.acts == ("fill_seats",)
    with app.app_context():
        Scene(case, app).play()


def test_no_case_is_known_by_its_number_in_the_service():
    numbered = re.compile(r"\bS(?:0[1-9]|[1-8]\d)\b")
    root = Path(__file__).parents[2]
    sources = [*root.glob("council/**/*.py"), *root.glob("templates/**/*.html")]

    assert sources
    assert [one.name for one in sources if numbered.search(one.read_text("utf-8"))] == []
