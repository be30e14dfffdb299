"""The examples of docs/import.md are sound files."""

import re
from pathlib import Path

import pytest

from council.law.proposals import Kind
from council.law.recount import Ground
from council.services.importing import division_rows, meetings, people, table
from council.services.importing.divisions import Summary
from council.services.parties import KNOWN
from council.store.models import ItemKind, MeetingKind, Person, Position, Role
from tests.support.divisions_file import read_in

DOCS = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def context(app):
    with app.app_context():
        yield


def example(language: str) -> bytes:
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    return found[1].encode()


def test_the_members():
    found = people.people(table.read(example("csv"), people.COLUMNS), KNOWN, {"admin"})
    assert [one.role for one in found.values()] == [
        Role.CHAIR,
        Role.FIRST_VICE,
        Role.SECOND_VICE,
        Role.MEMBER,
        Role.SUBSTITUTE,
        Role.SECRETARY,
    ]


def test_the_meeting():
    dag = Person(username="dag.rask", name="Dag Rask", role=Role.MEMBER)
    known = meetings.Known("Regionstyrelsen", {"dag.rask": dag}, KNOWN)
    found = meetings.read(example("json"), known)
    assert [item.kind for item in found.items] == [ItemKind.MOTION, ItemKind.INFORMATION]
    assert found.items[0].proposals[0].movers[0].name == "Dag Rask"


def test_the_divisions():
    assert read_in(example("divisions")) == Summary(divisions=2, votes=8, known=0)


@pytest.mark.parametrize(
    "word",
    [
        *(*people.ROLES, *people.COLUMNS, *KNOWN, *MeetingKind, *ItemKind, *Kind),
        *(*division_rows.COLUMNS, *division_rows.OPTIONAL, *Position, *Ground),
    ],
)
def test_every_word_that_a_file_may_hold_is_explained(word):
    assert word in DOCS
