"""Every answer of the open data is as its description says, at each stage of a division."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import divisions, items
from council.store.models import MeetingKind, MeetingState
from council.web.api.description import ADDRESSES, PARAMETERS
from tests import factories
from tests.support.divisions_file import a_file, an_event, read_in
from tests.support.schemas import check, fits

STAGES = ("open", "tie", "closed", "annulled", "decided")


@pytest.fixture(params=STAGES)
def opened(council: Flask, request: pytest.FixtureRequest) -> factories.Opened:
    """A division of a listed meeting, at one of its stages."""
    with council.app_context():
        read_in(a_file(an_event()))
        factories.a_meeting(kind=MeetingKind.ORDINARY, day=factories.DAY.replace(year=2999))
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        opened = factories.an_open_division(meeting=meeting)
        _carry_to(request.param, opened)
    return opened


def _carry_to(stage: str, opened: factories.Opened) -> None:
    chair = (factories.person("ordforande"), factories.actor("ordforande"))
    factories.vote(opened.division, yes=2, no=2 if stage == "tie" else 1, abstain=1)
    if stage != "open":
        divisions.close_division(opened.division, *chair, now=factories.later(1))
    if stage == "annulled":
        divisions.annul_division(
            opened.division, chair[0], "Fel fråga", chair[1], now=factories.later(2)
        )
    if stage == "decided":
        items.gavel(opened.item, *chair, now=factories.later(2))


def test_every_answer_has_the_shape_that_is_described(client, opened):
    description = client.get("/api/v1/openapi.json").json
    shapes = description["components"]["schemas"]
    numbers = {"meetings": opened.meeting, "items": opened.item, "divisions": opened.division}

    for path, operation in description["paths"].items():
        number = numbers.get(path.split("/")[1], 1)
        answer = client.get("/api/v1" + path.replace("{id}", str(number)))
        assert answer.status_code == 200, (path, answer.text)
        content = operation["get"]["responses"]["200"]["content"]
        check(answer.json, content["application/json"]["schema"], shapes, path)


def test_every_address_is_described(app):
    routes = {
        rule.rule.removeprefix("/api/v1").replace("<int:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.description"
    }

    assert {_without_name(route) for route in routes} == {one.path for one in ADDRESSES}


def _without_name(route: str) -> str:
    return route.split("{")[0] + "{id}" if "{" in route else route


def test_a_table_is_described_exactly_where_there_is_one(council, client):
    with council.app_context():
        opened = factories.an_open_division()
        read_in(a_file(an_event()))
    numbers = {"meetings": opened.meeting, "items": opened.item, "divisions": opened.division}

    for address in ADDRESSES:
        number = numbers.get(address.path.split("/")[1], 1)
        path = address.path.replace("{id}", str(number))
        answer = client.get(f"/api/v1{path}?format=csv")
        assert (answer.status_code == 200) == ("format" in address.parameters), path


def test_errors_have_the_shape_that_is_described(council, client):
    shapes = client.get("/api/v1/openapi.json").json["components"]["schemas"]

    for path, status in (("divisions/999", 404), ("divisions?limit=0", 422), ("nothing", 404)):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == status
        check(answer.json, shapes["Error"], shapes)


def test_the_description_says_what_may_be_done_with_the_data(council, client):
    description = client.get("/api/v1/openapi.json").json

    assert description["openapi"] == "3.1.0"
    assert description["info"]["license"] == {"name": "CC0 1.0", "identifier": "CC0-1.0"}
    assert description["x-demonstration"] is True


def test_the_description_stands_by_itself_in_an_empty_database(client):
    description = client.get("/api/v1/openapi.json").json

    assert "x-demonstration" not in description
    assert set(_refs(description)) <= {
        f"#/components/schemas/{name}" for name in description["components"]["schemas"]
    }


def _refs(part: object) -> list[str]:
    text = json.dumps(part)
    return [piece.split('"')[0] for piece in text.split('"$ref": "')[1:]]


def test_every_kind_of_question_is_described(council, client):
    with council.app_context():
        opened = factories.an_open_division(
            proposals=(Kind.BOARD, Kind.APPROVAL, Kind.AMENDMENT, Kind.COUNTER)
        )
        factories.press(opened.division, "agneta", Choice.NO)
    shapes = client.get("/api/v1/openapi.json").json["components"]["schemas"]

    check(client.get(f"/api/v1/items/{opened.item}").json, shapes["ItemWhole"], shapes)


def test_the_page_for_readers_names_every_address_and_parameter():
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")

    for address in ADDRESSES:
        assert f"`/api/v1{address.path}`" in page
    for name in PARAMETERS:
        assert re.search(rf"`\??{name}\b", page), name


# The checker must fail on what is not as described, or the tests above would prove nothing.
SHAPE = {
    "type": "object",
    "properties": {"n": {"type": "integer"}, "m": {"type": ["string", "null"]}},
    "required": ["n"],
}


@pytest.mark.parametrize(
    "wrong",
    [{}, {"n": "1"}, {"n": True}, {"n": None}, {"n": 1, "m": 2}, {"n": 1, "other": 1}, []],
)
def test_the_checker_fails_on_what_is_wrong(wrong):
    assert not fits(wrong, SHAPE, {})


def test_the_checker_passes_what_is_right():
    assert fits({"n": 1, "m": None}, SHAPE, {})


@pytest.mark.parametrize("word", ["pattern", "oneOf"])
def test_the_checker_fails_on_a_word_that_it_does_not_know(word):
    with pytest.raises(AssertionError, match="does not know"):
        check("x", {word: "y"}, {})


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ("nej", {"type": "string", "enum": ["ja"]}),
        ("2026-13-01", {"type": "string", "format": "date"}),
        (["x", 1], {"type": "array", "items": {"type": "string"}}),
        (False, {"const": True}),
        (1, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ],
)
def test_each_word_of_the_checker_can_fail(value, schema):
    assert not fits(value, schema, {})
