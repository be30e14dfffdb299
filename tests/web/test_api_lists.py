"""The lists of the open data: in an order that stands, in parts that hold together."""

from datetime import date

import pytest

from council.store.models import MeetingKind, MeetingState
from tests import factories
from tests.support.open_data import decide, pages

FIRST = date(2025, 1, 7)


def test_the_newest_meeting_comes_first_and_no_draft_at_all(client, seven):
    listed = client.get("/api/v1/meetings").json

    assert [row["id"] for row in listed["meetings"]] == seven[::-1]
    assert listed["next"] is None
    assert listed["meetings"][0].keys() == {"id", "date", "title", "kind", "state"}


def test_the_parts_of_a_list_are_the_list(client, seven):
    parts = list(pages(client, "/api/v1/meetings?limit=3&from=2025-01-14&unknown=1"))

    assert [[row["id"] for row in part.json["meetings"]] for part in parts] == [
        seven[:3:-1],
        seven[3:0:-1],
    ]
    assert parts[0].json["next"].startswith("/api/v1/meetings?from=2025-01-14&limit=3&after=")
    assert parts[0].headers["Link"] == f'<{parts[0].json["next"]}>; rel="next"'
    assert "Link" not in parts[-1].headers


def test_what_is_added_meanwhile_moves_nothing(council, client, seven):
    first = client.get("/api/v1/meetings?limit=3").json
    with council.app_context():
        factories.a_meeting(kind=MeetingKind.ORDINARY, day=date(2025, 12, 1))

    second = client.get(first["next"]).json

    assert [row["id"] for row in second["meetings"]] == seven[3:0:-1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2025-02-04", 3),
        ("to=2025-01-14", 2),
        ("from=2025-01-14&to=2025-01-14", 1),
        ("from=2025-01-15&to=2025-01-14", 0),
        ("after=999999", 0),
    ],
)
def test_a_list_can_be_narrowed(client, seven, query, expected):
    assert len(client.get(f"/api/v1/meetings?{query}").json["meetings"]) == expected


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=501", "limit=-1", "limit=x", "limit=", "limit=1.0", "limit=%D9%A3"),
        *("limit=1&limit=2", "after=0", "after=x", "after=2147483648", "after=99999999999999"),
        *("from=2025-13-01", "from=20250101", "from=2025-1-1", "to=i+dag", "to=", "from=a&from=b"),
        *("format=xml", "format=CSV", "format=csv&format=csv"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(council, client, query):
    for name in ("meetings", "divisions", "decisions", "members", "notices"):
        answer = client.get(f"/api/v1/{name}?{query}")

        assert answer.status_code == 422, name
        assert answer.json["error"] == "bad_parameter"
        assert query.split("=")[0] in answer.json["message"]


def test_parameters_that_nobody_knows_are_passed_by(client, seven):
    assert client.get("/api/v1/meetings?limt=0&utm_source=x").status_code == 200


def test_divisions_come_newest_first_without_votes(client, three_decided):
    listed = client.get("/api/v1/divisions").json["divisions"]

    assert [row["id"] for row in listed] == [one.division for one in three_decided][::-1]
    assert all("votes" not in row for row in listed)
    assert sum(row["yes"] for row in listed[0]["by_party"]) == listed[0]["counts"]["yes"] == 3


def test_a_row_of_the_list_is_the_division_without_votes(client, three_decided):
    row = client.get("/api/v1/divisions?limit=1").json["divisions"][0]
    whole = client.get(f"/api/v1/divisions/{three_decided[-1].division}").json

    assert {**row, "demonstration": True} == {
        name: value for name, value in whole.items() if name != "votes"
    }


@pytest.mark.parametrize("name", ["divisions", "decisions"])
def test_their_parts_are_the_list_too(client, three_decided, name):
    parts = list(pages(client, f"/api/v1/{name}?limit=1"))
    whole = client.get(f"/api/v1/{name}").json[name]

    assert [part.json[name][0] for part in parts] == whole
    assert len(whole) == 3


def test_decisions_tell_what_decided_them(client, three_decided):
    newest = client.get("/api/v1/decisions").json["decisions"][0]

    assert newest == {
        "item": {"id": three_decided[-1].item, "title": "Ärende 3", "paragraph": 3},
        "meeting": {"id": three_decided[-1].meeting, "date": "2025-03-05"},
        "decision": "Regionfullmäktige beslutar att avslå motionen.",
        "decided_at": "2025-03-05T11:02:00.000000Z",
        "division": three_decided[-1].division,
    }


@pytest.mark.parametrize(
    ("query", "expected"), [("from=2025-03-05", 3), ("to=2025-03-04", 0), ("from=2025-03-06", 0)]
)
def test_decisions_can_be_narrowed_by_day(client, three_decided, query, expected):
    assert len(client.get(f"/api/v1/decisions?{query}").json["decisions"]) == expected


def test_a_meeting_tells_its_agenda(client, three_decided):
    told = client.get(f"/api/v1/meetings/{three_decided[0].meeting}").json

    assert [(row["number"], row["paragraph"]) for row in told["items"]] == [(1, 1), (2, 2), (3, 3)]
    assert told["items"][0]["divisions"] == [three_decided[0].division]


def test_the_same_answers_come_from_postgresql(any_app):
    with any_app.app_context():
        factories.a_council()
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        made = [decide(meeting, place) for place in range(3)]
    client = any_app.test_client()

    parts = list(pages(client, "/api/v1/divisions?limit=2&from=2025-03-05&to=2025-03-05"))

    assert [row["id"] for part in parts for row in part.json["divisions"]] == [
        one.division for one in made
    ][::-1]
    for path in ("meetings", "members", "members/1", "decisions", "notices"):
        assert client.get(f"/api/v1/{path}?after=2147483647").status_code == 200
