"""What every answer carries: headers, cookies, statuses, and pages that are whole."""

import pytest
import structlog

from council import logs
from tests import factories
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}
PUBLIC = [
    "/",
    "/sammantraden",
    "/sammantraden/{meeting}",
    "/sammantraden/{meeting}/protokoll",
    "/arenden/{item}",
    "/voteringar/{division}",
    "/beslut",
    "/ledamoter",
    "/ledamoter/{person}",
    "/anslagstavla",
    "/sok?q=ärende",
    "/sa-laser-du-en-omrostning",
    "/oppna-data",
    "/tillganglighet",
    "/om",
    "/storbild",
]
SIGNED_IN = {
    "agneta": [
        "/rosta",
        "/rosta/dagordning",
        "/rosta/handlingar",
        "/rosta/begar",
        "/rosta/mina-roster",
        "/logout",
    ],
    "bo": ["/rosta", "/rosta/begar"],
    "ordforande": ["/ordforande/{meeting}", "/rosta"],
    "vice1": ["/ordforande/{meeting}"],
    "sekreterare": ["/sekreterare/{meeting}", "/sekreterare/arenden/{item}"],
    "admin": ["/admin"],
}


@pytest.fixture
def places(council):
    with council.app_context():
        opened = factories.an_open_division()
        return {
            "meeting": opened.meeting,
            "item": opened.item,
            "division": opened.division,
            "person": factories.person("agneta"),
        }


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_whole_sets_no_cookie_and_may_be_kept(client, places, path):
    answer = client.get(path.format(**places))

    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "no-store" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "path"), [(who, path) for who, paths in SIGNED_IN.items() for path in paths]
)
def test_a_signed_in_page_is_whole_and_never_kept(sign_in, places, who, path):
    answer = sign_in(who).get(path.format(**places))

    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="csrf-token"' in answer.text


@pytest.mark.parametrize("path", ["/", "/login", "/finns-inte", "/rosta", "/api/v1/meetings"])
def test_every_answer_carries_the_policy(client, places, path):
    headers = client.get(path).headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("get", "/finns-inte", 404, "not_found"),
        ("get", "/arenden/0", 404, "not_found"),
        ("get", "/arenden/99999999999", 404, "not_found"),
        ("get", "/arenden/-1", 404, "not_found"),
        ("delete", "/beslut", 405, "method_not_allowed"),
        ("get", "/rosta", 401, "not_signed_in"),
    ],
)
def test_an_error_is_told_to_programs_and_to_people(client, council, method, path, status, error):
    program = getattr(client, method)(path, headers=JSON)
    person = getattr(client, method)(path)

    assert (program.status_code, program.json["error"]) == (status, error)
    assert person.status_code == status
    assert faults_of(person.text) == []
    assert "Traceback" not in person.text


def test_too_large_a_body_is_413(client, council):
    client.read_token()

    answer = client.send("/login", data=b"x" * (26 * 1024 * 1024), headers=JSON)

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/", "/finns-inte", "/rosta"])
def test_a_name_that_is_not_ours_is_answered_in_words_and_logs_no_error(app, client, path):
    app.config["TRUSTED_HOSTS"] = ["rost.kommun.se"]
    logs.install("info")
    with structlog.testing.capture_logs() as events:
        answer = client.get(path, headers={"Host": "nagon-annan.se"})

    assert answer.status_code == 400
    assert "Begäran gick inte att läsa." in answer.text
    assert [event for event in events if event["log_level"] in ("error", "critical")] == []


def test_a_crash_gives_a_number_and_nothing_of_the_inside(council, client, monkeypatch):
    council.testing = False
    council.view_functions["public.about"] = lambda: 1 / 0

    answer = client.get("/om")

    assert answer.status_code == 500
    assert "Felnummer" in answer.text
    assert "ZeroDivision" not in answer.text


def test_the_token_changes_at_sign_in(council, sign_in, client):
    client.read_token()
    before = client.token

    client.sign_in("agneta")

    assert client.token != before


def test_a_borrowed_cookie_opens_nothing_after_sign_out(council, sign_in):
    agneta = sign_in("agneta")
    cookie = agneta.get_cookie("klubbslag")
    assert agneta.send("/logout").status_code == 303

    agneta.set_cookie("klubbslag", cookie.value)

    assert agneta.get("/rosta").status_code == 401


def test_sign_in_leads_back_but_never_to_another_site(council, client):
    client.read_token()
    bad = ["//elak.example", "https://elak.example", "/\\elak.example", "elak", "/a\\b"]
    for path in bad:
        answer = client.send(
            "/login", data={"username": "agneta", "password": factories.PASSWORD, "next": path}
        )
        assert answer.location == "/start"
        client.read_token_of("/rosta")
        client.send("/logout")
        client.read_token()


def test_a_wrong_name_and_a_wrong_password_are_told_alike(council, client):
    client.read_token()
    answers = [
        client.send("/login", json={"username": name, "password": "fel"}, headers=JSON)
        for name in ("agneta", "ingen-alls")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json == answers[1].json


def test_guessing_at_one_account_hinders_nobody_else(council, client, sign_in):
    client.read_token()
    for _ in range(7):
        last = client.send("/login", json={"username": "cia", "password": "fel"}, headers=JSON)

    assert (last.status_code, last.json["error"]) == (429, "too_many_requests")
    assert sign_in("agneta").get("/rosta").status_code == 200


def test_no_get_changes_anything(council, places, sign_in):
    from tests.support.record import record_of

    chair = sign_in("ordforande")
    before = record_of(council)
    for rule in council.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            numbers = {
                name: places[{"meeting_id": "meeting", "item_id": "item"}.get(name, "division")]
                for name in rule.arguments
            }
            chair.get(council.url_map.bind("localhost").build(rule.endpoint, numbers))

    assert record_of(council) == before
