"""Members and the notice board as public data, and what says that it is a demonstration."""

from datetime import date, timedelta

import pytest

from council.store.engine import writing
from council.store.models import Body, Meeting, MeetingKind
from council.web.clock import now
from tests import factories
from tests.support.open_data import pages

FIRST = date(2025, 1, 7)


def test_members_stand_in_the_order_of_the_hall_before_the_substitutes(council, client):
    listed = client.get("/api/v1/members").json["members"]

    assert [row["seat"] for row in listed] == [*range(1, 22), *[None] * 8]
    assert {row["role"] for row in listed[21:]} == {"substitute"}
    assert listed[0].keys() == {"id", "name", "party", "role", "seat"}


def test_the_parts_of_the_members_are_the_members(council, client):
    parts = list(pages(client, "/api/v1/members?limit=10"))
    whole = client.get("/api/v1/members").json["members"]

    assert [row for part in parts for row in part.json["members"]] == whole
    assert [len(part.json["members"]) for part in parts] == [10, 10, 9]


def test_a_member_tells_how_each_division_went(council, client, three_decided):
    with council.app_context():
        agneta = factories.person("agneta")

    told = client.get(f"/api/v1/members/{agneta}?limit=2").json
    rest = client.get(told["next"]).json

    assert [row["division"] for row in told["votes"] + rest["votes"]] == [
        one.division for one in three_decided
    ][::-1]
    assert {row["position"] for row in told["votes"]} == {"absent"}
    assert told["participation"] == {"voted": 0, "held": 3}
    assert (told["name"], told["party"], rest["next"]) == ("Agneta", "S", None)


@pytest.mark.parametrize("username", ["sekreterare", "admin"])
def test_those_who_are_no_councillors_are_not_there(council, client, username):
    with council.app_context():
        number = factories.person(username)

    assert client.get(f"/api/v1/members/{number}").status_code == 404


def test_a_former_member_keeps_the_address_and_leaves_the_list(council, client):
    with council.app_context():
        dag = factories.person("dag")

    assert client.get(f"/api/v1/members/{dag}").json["seat"] is None
    assert dag not in [row["id"] for row in client.get("/api/v1/members").json["members"]]


def test_the_notice_board_shows_the_meetings_to_come(council, client):
    days = [now().date() + timedelta(days=days) for days in (-1, 7, 14)]
    with council.app_context():
        held, near, far = (factories.a_meeting(kind=MeetingKind.ORDINARY, day=day) for day in days)

    board = client.get("/api/v1/notices").json["notices"]
    first = client.get("/api/v1/notices?limit=1").json

    assert [row["meeting"]["id"] for row in board] == [far, near]
    assert held not in [row["meeting"]["id"] for row in board]
    assert client.get(first["next"]).json["notices"] == board[1:]
    assert client.get(f"/api/v1/notices?from={days[2]}").json["notices"] == board[:1]
    assert client.get(f"/api/v1/notices?to={days[1]}").json["notices"] == board[1:]


def test_what_is_no_demonstration_does_not_say_so(council, client):
    with council.app_context(), writing() as session:
        session.get_one(Body, 1).demonstration = False

    assert "demonstration" not in client.get("/api/v1/meetings").json


def test_a_demonstration_meeting_says_so_in_any_council(council, client, seven):
    with council.app_context(), writing() as session:
        session.get_one(Meeting, seven[0]).demonstration = True
        session.get_one(Body, 1).demonstration = False

    assert client.get(f"/api/v1/meetings/{seven[0]}").json["demonstration"] is True
    assert "demonstration" not in client.get(f"/api/v1/meetings/{seven[1]}").json
