"""Members and the notice board as public data, and what says that it is a demonstration."""

from datetime import date, timedelta

import pytest
from flask import Flask

from council.services import divisions, items
from council.store.engine import writing
from council.store.models import Body, Meeting, MeetingKind, MeetingState
from council.web.clock import now
from tests import factories

FIRST = date(2025, 1, 7)


@pytest.fixture
def seven(council: Flask) -> list[int]:
    """Seven ordinary meetings a week apart, beside a draft and a rehearsal."""
    with council.app_context():
        factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.DRAFT)
        factories.a_meeting(kind=MeetingKind.REHEARSAL)
        return [
            factories.a_meeting(kind=MeetingKind.ORDINARY, day=FIRST + timedelta(weeks=week))
            for week in range(7)
        ]


@pytest.fixture
def decided(council: Flask) -> list[factories.Opened]:
    """Three items of one meeting, each decided by a division."""
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        return [decide(meeting, place) for place in range(3)]


def decide(meeting: int, place: int) -> factories.Opened:
    chair = (factories.person("ordforande"), factories.actor("ordforande"))
    opened = factories.an_open_division(meeting=meeting, now=factories.later(place))
    factories.vote(opened.division, yes=3, no=1)
    divisions.close_division(opened.division, *chair, now=factories.later(place))
    items.gavel(opened.item, *chair, now=factories.later(place))
    return opened


def pages(client, address):
    """Every part of a list, by the addresses that each gives of the next."""
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        yield answer
        address = answer.json["next"]


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


def test_a_member_tells_how_each_division_went(council, client, decided):
    with council.app_context():
        agneta = factories.person("agneta")

    told = client.get(f"/api/v1/members/{agneta}?limit=2").json
    rest = client.get(told["next"]).json

    assert [row["division"] for row in told["votes"] + rest["votes"]] == [
        one.division for one in decided
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
