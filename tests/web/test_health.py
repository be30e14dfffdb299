"""Whether the service lives and could take a vote: told in time, and no more than one may know."""

import shutil
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from council.application import create_app
from council.config import Settings
from council.store import probe, schema
from council.store.base import db
from council.store.engine import gate_of, writing
from council.web.clock import now
from council.web.health import readiness
from council.web.health.readiness import Examiner
from council.web.health.views import FORWARDED
from tests import factories

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def test_the_process_says_that_it_lives_without_a_database(app, client, monkeypatch):
    with app.app_context():
        monkeypatch.setattr(db.engine, "connect", _gone)

        answer = client.get("/health/live")

    assert (answer.status_code, answer.json) == (200, {"live": True})
    assert answer.headers["Cache-Control"] == "no-store"


def _gone(*_args, **_names):
    raise OperationalError("", {}, Exception("gone"))


def test_it_is_ready_when_a_vote_could_be_taken(council, client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json["checks"] == dict.fromkeys(readiness.CHECKS, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_empty_database_is_ready_too(client):
    assert client.get("/health/ready").status_code == 200


def test_postgresql_is_ready(any_app):
    answer = any_app.test_client().get("/health/ready")

    assert (answer.status_code, answer.json["ready"]) == (200, True)


def test_a_standby_that_only_reads_is_not(postgres_app):
    with postgres_app.app_context():
        connection = db.engine.raw_connection()
        name = db.engine.url.database
        connection.driver_connection.autocommit = True
        connection.cursor().execute(
            f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
        )
        connection.close()
        db.engine.dispose()

    answer = postgres_app.test_client().get("/health/ready")

    assert (answer.status_code, answer.json["checks"]["write"]) == (503, "read only")


def test_readiness_writes_nothing(council, client):
    with council.app_context():
        before = probe.last_moment(db.engine)
    client.get("/health/ready")
    with council.app_context():
        assert probe.last_moment(db.engine) == before


@pytest.mark.parametrize("remote", [ELSEWHERE, {}])
def test_only_this_host_is_told_what_is_wrong(council, client, monkeypatch, remote):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=400_000_000))

    answer = client.get("/health/ready", environ_overrides=remote)

    assert (answer.status_code, answer.json["ready"]) == (503, False)
    assert ("checks" in answer.json) == (remote == {})
    assert ("400 MB" in answer.text) == (remote == {})


@pytest.mark.parametrize(
    ("caller", "status"),
    [("10.0.0.11", 200), ("127.0.0.1", 200), ("10.0.0.12", 404), ("10.0.0.1", 404)],
)
def test_who_comes_from_the_address_that_answers_is_on_this_host(council, client, caller, status):
    asked = {"SERVER_NAME": "10.0.0.11", "REMOTE_ADDR": caller}

    assert client.get("/metrics", environ_overrides=asked).status_code == status


def test_a_name_that_the_caller_chose_is_no_address_of_this_host(council, client):
    asked = {"HTTP_HOST": "192.0.2.7"}

    answer = client.get("/metrics", environ_overrides=ELSEWHERE | asked)

    assert answer.status_code == 404


FROM_HERE = ({}, {"SERVER_NAME": "10.0.0.11", "REMOTE_ADDR": "10.0.0.11"})


@pytest.mark.parametrize("caller", FROM_HERE)
@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("path", ["/health/ready", "/metrics"])
def test_who_comes_through_a_proxy_is_not_on_this_host(council, client, header, path, caller):
    answer = client.get(path, headers={header: "127.0.0.1"}, environ_overrides=caller)

    assert "checks" not in answer.text
    assert "klubbslag_" not in answer.text


def test_a_proxy_on_this_host_whose_word_is_taken_is_not_this_host(tmp_path, sqlite_url):
    app = create_app(
        Settings(data_dir=tmp_path, secret_key="k" * 40, database_url=sqlite_url, trusted_proxies=1)
    )
    here = {"SERVER_NAME": "10.0.0.11", "REMOTE_ADDR": "10.0.0.11"}

    def asked(**headers):
        client = app.test_client()
        return client.get("/metrics", headers=headers, environ_overrides=here).status_code

    assert asked() == 200
    assert asked(**{"X-Forwarded-For": "10.0.0.11", "X-Forwarded-Host": "10.0.0.11"}) == 404
    assert asked(**{"X-Forwarded-Host": "10.0.0.11"}) == 404


def test_a_socket_without_an_address_is_not_this_host(council, client):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": ""}).status_code == 404


def test_an_old_schema_is_not_ready(council, client, monkeypatch):
    newest = schema.newest()
    monkeypatch.setattr(schema, "newest", lambda: "9999")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json["checks"]["schema"] == f"at {newest}, needs 9999: run flask init"


def test_a_clock_behind_the_last_entry_is_not_ready(council, client, monkeypatch):
    with council.app_context():
        factories.a_meeting(now=now() + timedelta(minutes=5))

    checks = client.get("/health/ready").json["checks"]

    assert checks["clock"].startswith("behind the entry of ")


def test_a_database_that_is_gone_is_not_ready(council, client, monkeypatch):
    monkeypatch.setattr(probe, "try_to_write", _gone)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json["checks"]["write"]) == (503, "OperationalError")


def test_who_waits_at_the_gate_too_long_is_told(council, client, monkeypatch):
    monkeypatch.setattr(readiness, "LONGEST_WAIT", -1.0)

    assert client.get("/health/ready").json["checks"]["write"] == "waited 0.0 s"


def test_the_answer_comes_in_time_while_a_writer_never_ends(council, client):
    inside, out = Event(), Event()

    def hold():
        with council.app_context(), writing():
            inside.set()
            out.wait(30)

    writer = Thread(target=hold)
    writer.start()
    inside.wait(30)
    try:
        began = monotonic()
        first, second = client.get("/health/ready"), client.get("/health/ready")
        took = monotonic() - began
    finally:
        out.set()
        writer.join()

    assert took < 2 * 2
    assert [one.status_code for one in (first, second)] == [503, 503]
    assert first.json["checks"] == {
        "schema": "ok",
        "clock": "ok",
        "disk": "ok",
        "write": "no answer",
    }
    assert _ready_again(client)


def _ready_again(client) -> bool:
    until = monotonic() + 10
    while monotonic() < until:
        if client.get("/health/ready").status_code == 200:
            return True
    return False


def test_who_asks_at_once_shares_one_examination(council, monkeypatch):
    started = []
    with council.app_context():
        gate = gate_of(db.engine)
        assert gate is not None
        monkeypatch.setattr(readiness, "PATIENCE", 10)
        monkeypatch.setattr(readiness, "_schema", lambda engine: started.append(1) or "ok")
        examiner = Examiner()
        engine, folder = db.engine, Path(council.instance_path)
        with gate.pass_through():
            asking = [Thread(target=examiner.look, args=(engine, folder, now())) for _ in range(5)]
            for thread in asking:
                thread.start()
        for thread in asking:
            thread.join()

    assert len(started) < 5


def test_the_note_tells_of_the_race_where_there_is_one(monkeypatch):
    monkeypatch.setattr(readiness.sqlite3, "sqlite_version_info", (3, 40, 1))
    assert "race" in readiness.sqlite_note()
    monkeypatch.setattr(readiness.sqlite3, "sqlite_version_info", (3, 51, 3))
    assert "race" not in readiness.sqlite_note()
