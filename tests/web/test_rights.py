"""Every address × every role, from the one table: who gets in, who is told what, and that a
refusal leaves the record as it was."""

import pytest
from flask import Flask

from council.application import create_app
from council.law.speaking import Kind as SpeechKind
from council.store.engine import writing
from council.store.models import BallotList, Motion, Note, NoteKind, Role, Speech
from council.web.rights import EVERYONE, OBJECTS, RIGHTS, require_whole
from tests import factories
from tests.support.record import record_of

ROLES = {
    None: None,
    Role.MEMBER: "agneta",
    Role.SUBSTITUTE: "bo",
    Role.CHAIR: "ordforande",
    Role.FIRST_VICE: "vice1",
    Role.SECOND_VICE: "vice2",
    Role.SECRETARY: "sekreterare",
    Role.ADMIN: "admin",
}
JSON = {"Accept": "application/json"}


@pytest.fixture
def hall(council: Flask) -> dict[str, int]:
    """A meeting with an open division, and the numbers to put into addresses."""
    with council.app_context():
        opened = factories.an_open_division()
        return {
            "meeting_id": opened.meeting,
            "item_id": opened.item,
            "division_id": opened.division,
            "person_id": factories.person("agneta"),
            "archived_id": 1,
            "proposal_id": factories.proposals_of(opened.item)[0],
            **rows_of(opened),
        }


def rows_of(opened: factories.Opened) -> dict[str, int]:
    """A note, a speech, a motion and a list that addresses point at."""
    agneta, now = factories.person("agneta"), factories.NOON
    note = Note(
        item_id=opened.item, person_id=agneta, kind=NoteKind.NOTE, text="x", announced_at=now
    )
    speech = Speech(
        meeting_id=opened.meeting,
        item_id=opened.item,
        person_id=agneta,
        kind=SpeechKind.SPEECH,
        asked_at=now,
        place=1,
    )
    motion = Motion(title="En motion", received_on=factories.DAY)
    paper = BallotList(item_id=opened.item, label="Samling", names="Ada", registered_at=now)
    with writing() as session:
        session.add_all((note, speech, motion, paper))
        session.flush()
        return {
            "note_id": note.id,
            "speech_id": speech.id,
            "motion_id": motion.id,
            "list_id": paper.id,
        }


def addresses(app: Flask, numbers: dict[str, int]):
    """Each address of the table: endpoint, method, path with the numbers in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        values = {name: numbers[name] for name in rule.arguments if name in numbers}
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


DESK_PAGES = {"secretary.vote_list_page"}
"""Pages of the desk: of the chairs only for the one who presides, and here the first one does."""
VICES = {Role.FIRST_VICE, Role.SECOND_VICE}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_is_kept_at_every_door(council, hall, sign_in, client, role):
    visitor = client if role is None else sign_in(ROLES[role])
    if role is None:
        visitor.read_token()
    wrong = []
    for endpoint, method, path in addresses(council, hall):
        allowed = RIGHTS[endpoint]
        before = record_of(council)
        if method == "GET":
            answer = visitor.get(path, headers=JSON)
        elif allowed is not EVERYONE and (role is None or role not in allowed):
            answer = visitor.send(path, json={}, headers=JSON)
        else:
            continue  # what the acts do is told by their own tests
        let_in = allowed is EVERYONE or (role is not None and role in allowed)
        if endpoint in DESK_PAGES and role in VICES:
            let_in = False
        expected = "in" if let_in else (401 if role is None else 403)
        if let_in and answer.status_code in (401, 403):
            wrong.append((endpoint, answer.status_code, expected))
        if not let_in and answer.status_code != expected:
            wrong.append((endpoint, answer.status_code, expected))
        if record_of(council) != before:
            wrong.append((endpoint, "the record changed"))
        if answer.status_code >= 500:
            wrong.append((endpoint, answer.status_code))
    assert wrong == []


def test_nobody_is_told_whether_a_thing_exists_before_signing_in(council, hall, client):
    client.read_token()
    missing = dict.fromkeys(OBJECTS, 999_999)
    statuses = {
        endpoint: client.send(path, json={}, headers=JSON).status_code
        for endpoint, method, path in addresses(council, missing)
        if method == "POST" and RIGHTS[endpoint] is not EVERYONE
    }
    assert set(statuses.values()) == {401}


def test_a_missing_thing_is_404_also_for_who_would_be_refused(council, hall, sign_in):
    agneta = sign_in("agneta")
    missing = dict.fromkeys(OBJECTS, 999_999)
    statuses = {
        endpoint: agneta.send(path, json={}, headers=JSON).status_code
        for endpoint, method, path in addresses(council, missing)
        if method == "POST" and "999999" in path and Role.MEMBER not in (RIGHTS[endpoint] or ())
    }
    assert statuses
    assert set(statuses.values()) == {404}


def test_every_unsafe_address_demands_the_token(council, hall, sign_in):
    chair = sign_in("ordforande")
    before = record_of(council)
    statuses = {
        endpoint: chair.post(path, json={}, headers=JSON).status_code
        for endpoint, method, path in addresses(council, hall)
        if method == "POST" and endpoint != "health.csp_report"
    }
    assert set(statuses.values()) == {400}
    assert record_of(council) == before


def test_another_site_is_refused_even_with_the_token(council, hall, sign_in):
    chair = sign_in("ordforande")

    answer = chair.send(
        f"/voteringar/{hall['division_id']}/stang",
        json={},
        headers={**JSON, "Sec-Fetch-Site": "cross-site"},
    )

    assert (answer.status_code, answer.json["error"]) == (400, "csrf")


def test_a_route_without_a_row_stops_the_start(app):
    app.view_functions["stray"] = lambda: ""
    app.url_map._remap = True
    app.url_map.add(app.url_rule_class("/stray", endpoint="stray"))

    with pytest.raises(RuntimeError, match="stray"):
        require_whole(app)


def test_the_table_is_whole():
    assert create_app is not None  # it starts: create_app itself asks require_whole
    assert all(allowed is EVERYONE or allowed for allowed in RIGHTS.values())
