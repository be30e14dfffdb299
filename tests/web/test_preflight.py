"""``flask preflight`` and the page "Inför sammanträdet": what would not hold is told in time."""

import shutil
import socket
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from council.application import create_app
from council.config import Settings
from council.store import probe, schema
from council.store.backup import marks
from council.store.base import db
from council.store.engine import writing
from council.store.models import Body
from council.web.clock import now
from council.web.health import readiness
from council.web.preflight import checks, database, server
from tests import factories
from tests.support import postgres
from tests.support.commands import run
from tests.support.pages import faults_of
from tests.support.record import record_of
from tests.support.served import demonstrate, environment, free_port, served
from tests.web.test_backup import backed_up, tamper


@pytest.fixture(autouse=True)
def nobody_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing answers where the service would."""
    monkeypatch.setenv("PORT", str(free_port()))


def line(app: Flask, name: str, *words: str) -> str:
    """What the command tells of one check."""
    told = run(app, "preflight", *words).output
    return next(one for one in told.splitlines() if one[11:].startswith(f"{name}:"))


@pytest.fixture
def real(council: Flask) -> Flask:
    """A council that is no demonstration."""
    with council.app_context(), writing() as session:
        session.execute(update(Body).values(demonstration=False))
    return council


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is that the tests run on, it is quick enough."""
    monkeypatch.setattr(database, "SLOW", 60)
    monkeypatch.setattr(readiness, "LONGEST_WAIT", 60)
    monkeypatch.setattr(server, "PATIENCE", 60)
    monkeypatch.setattr(server, "LONGEST_STREAM", 60)


class TestTheCommand:
    """One line a check; 0 where the hall will hold, else 1 and what to mend."""

    def test_a_hall_that_holds(self, tmp_path, monkeypatch, unhurried):
        demonstrate(tmp_path, seats=21)
        for name, value in environment(tmp_path).items():
            monkeypatch.setenv(name, value)
        app = create_app(Settings(data_dir=tmp_path, secret_key="k" * 40, log_level="error"))
        with served(tmp_path) as url:
            backed_up(app, tmp_path / "kopia.zip")
            done = run(app, "preflight", "--url", url)
        with app.app_context():
            db.engine.dispose()

        assert done.exit_code == 0, done.output
        assert done.output.endswith("Salen håller.\n")
        assert "Åtgärda" not in done.output
        assert f"I ordning  Tjänsten: {url} svarar och kan ta emot röster." in done.output
        assert "I ordning  Direktsändning: Pulsen kom efter " in done.output
        assert "I ordning  Säkerhetskopia: Den senaste är från " in done.output
        assert "I ordning  Journal: Alla kedjor håller." in done.output

    def test_a_service_that_does_not_answer(self, council):
        done = run(council, "preflight")

        assert done.exit_code == 1
        assert "Åtgärda    Tjänsten: Ingen tjänst svarar på http://127.0.0.1:" in done.output
        assert done.output.endswith("En sak att åtgärda.\n")

    def test_what_is_no_address(self, council):
        for url in ("hej", "ftp://127.0.0.1", "http://", "http://a:x"):
            refused = run(council, "preflight", "--url", url)
            assert (refused.exit_code, refused.output[: len(url) + 3]) == (1, f"{url} är")

    def test_nothing_is_changed(self, council):
        before = record_of(council)
        run(council, "preflight")
        assert record_of(council) == before

    @pytest.mark.postgres
    def test_postgresql_that_does_not_wait_for_the_disk(self, postgres_app, seeded):
        assert "Slå på fsync" in line(postgres_app, "Databasen")

    @pytest.mark.postgres
    def test_postgresql(self, tmp_path, unhurried):
        with postgres.start(fsync=True) as cluster:
            url = cluster.create_database("prov")
            app = create_app(Settings(data_dir=tmp_path, secret_key="k" * 40, database_url=url))
            run(app, "init")
            told = run(app, "preflight").output
            many = line(app, "Processer", "--workers", "40")
            with app.app_context():
                db.engine.dispose()

        assert "I ordning  Databasen: Ett provtryck tog " in told
        assert "I ordning  Klocka: 0,0 sekunder från databasens klocka." in told
        assert "I ordning  Processer: PostgreSQL tillåter 197 anslutningar, 41 kan" in told
        assert "I ordning  Version: PostgreSQL 1" in told
        assert many.startswith("Åtgärda    Processer: Processerna kan behöva 1640")

    def test_a_database_that_cannot_be_reached(self, tmp_path):
        url = f"postgresql+psycopg://council@127.0.0.1:{free_port()}/prov"
        app = create_app(Settings(data_dir=tmp_path, database_url=url, log_level="error"))

        done = run(app, "preflight")

        assert done.exit_code == 1
        assert "Åtgärda    Databasen: Databasen svarar inte: " in done.output
        assert "I ordning  Disk: " in done.output


class TestEachCheck:
    """Each is seen to fail on what it is there for."""

    def test_a_database_that_is_gone(self, council):
        with council.app_context():
            db.engine.dispose()
        Path(db_file(council)).write_bytes(b"x" * 8192)

        told = line(council, "Databasen")

        assert told.startswith("Åtgärda    Databasen: Databasen svarar inte: ")

    def test_a_slow_disk(self, council, monkeypatch):
        monkeypatch.setattr(probe, "try_a_press", lambda engine, now: 0.0)
        for seconds, says in ((0.5, "Att veta   Databasen:"), (1.5, "Åtgärda    Databasen:")):
            monkeypatch.setattr(probe, "try_the_disk", lambda folder, s=seconds: s)
            assert line(council, "Databasen").startswith(says)

    def test_a_full_disk(self, council, monkeypatch):
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=4 * 10**8))
        assert line(council, "Disk").startswith("Åtgärda    Disk: 0,4 GB ledigt.")

    def test_an_old_schema(self, council, monkeypatch):
        has = schema.newest()
        monkeypatch.setattr(schema, "newest", lambda: "9999")
        assert line(council, "Schema") == (
            f"Åtgärda    Schema: Databasen har schema {has}, versionen behöver 9999."
            " Kör flask init."
        )

    def test_a_clock_behind_the_last_entry(self, council):
        with council.app_context():
            factories.a_meeting(now=now() + timedelta(minutes=5))
        assert "sekunder efter den senaste anteckningen. Ställ den." in line(council, "Klocka")

    def test_what_is_written_during_a_long_verification_is_not_ahead(self, council, monkeypatch):
        verify = checks.verify_journal
        with time_machine.travel(now(), tick=True) as clock:

            def long_verification(began: datetime) -> None:
                verify(began)
                clock.shift(timedelta(minutes=2))
                factories.a_meeting(now=now())

            monkeypatch.setattr(checks, "verify_journal", long_verification)
            assert line(council, "Klocka").startswith("I ordning  Klocka:")

    def test_a_clock_apart_from_the_databases(self, council, monkeypatch):
        monkeypatch.setattr(probe, "clock_apart", lambda engine, clock: 2.5)
        assert line(council, "Klocka").startswith("Åtgärda    Klocka: 2,5 sekunder från")

    @pytest.mark.postgres
    def test_the_databases_clock_is_asked(self, postgres_app):
        with postgres_app.app_context():
            apart = probe.clock_apart(db.engine, lambda: now() - timedelta(minutes=1))
            assert apart == pytest.approx(60, abs=5)

    def test_several_processes_on_sqlite(self, council):
        told = line(council, "Processer", "--workers", "2")
        assert told.startswith("Åtgärda    Processer: SQLite har en enda skrivare")

    def test_more_threads_than_connections(self, council):
        settings = council.config["SETTINGS"]
        council.config["SETTINGS"] = replace(settings, hall_threads=60)
        assert "Sänk COUNCIL_HALL_THREADS" in line(council, "Processer")

    @pytest.mark.parametrize(
        ("version", "says"), [((3, 40, 1), "Att veta "), ((3, 51, 3), "I ordning")]
    )
    def test_an_sqlite_with_the_race(self, council, monkeypatch, version, says):
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        assert line(council, "Version").startswith(says)

    def test_no_backup(self, real):
        assert line(real, "Säkerhetskopia") == (
            "Åtgärda    Säkerhetskopia: Ingen är gjord här. Kör flask backup FIL."
        )

    def test_no_backup_of_a_demonstration(self, council):
        assert line(council, "Säkerhetskopia").startswith("Att veta   Säkerhetskopia: Ingen")

    @pytest.mark.parametrize(("hours", "says"), [(25, "I ordning"), (27, "Åtgärda  ")])
    def test_an_old_backup(self, real, hours, says):
        made = now() - timedelta(hours=hours)
        marks.put(Path(real.instance_path), marks.BACKUP, "/kopia.zip", now=made)
        assert line(real, "Säkerhetskopia").startswith(says)

    def test_a_mark_that_cannot_be_read(self, real):
        (Path(real.instance_path) / marks.BACKUP).write_text('{"at": "i går"}')
        assert "Ingen är gjord här." in line(real, "Säkerhetskopia")

    def test_a_chain_that_was_tampered_with(self, council):
        with council.app_context():
            tamper()
        assert line(council, "Journal").startswith("Åtgärda    Journal: Kedjan håller inte: body:0")

    def test_a_service_that_is_not_ready(self, council, replies):
        url = replies(
            b"HTTP/1.1 503 X\r\nContent-Length: 43\r\n\r\n"
            b'{"checks": {"disk": "4 MB", "clock": "ok"}}'
        )
        assert line(council, "Tjänsten", "--url", url).endswith(
            "inte redo (disk: 4 MB). Se loggen."
        )

    def test_a_stream_that_is_held_back(self, council, replies, monkeypatch):
        monkeypatch.setattr(server, "PATIENCE", 0.2)
        with council.app_context():
            factories.a_meeting()
        url = replies(b"HTTP/1.1 200 OK\r\n\r\n:\n")
        told = line(council, "Direktsändning", "--url", url)
        assert told.startswith("Åtgärda    Direktsändning: Ingen puls kom från")

    def test_no_meeting_to_follow(self, council):
        assert line(council, "Direktsändning").startswith("Att veta   Direktsändning: Inget")


def db_file(app: Flask) -> str:
    with app.app_context():
        return str(db.engine.url.database)


@pytest.fixture
def replies():
    """Something on this host that says one thing to all who ask, and then nothing more."""
    listeners = []

    def start(said: bytes) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        Thread(target=_say, args=(listener, said), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in listeners:
        listener.close()


def _say(listener, said: bytes) -> None:
    asking = []
    with suppress(OSError):
        while True:
            one = listener.accept()[0]
            asking.append(one)  # open until the test is over
            one.recv(4096)
            one.sendall(said)


class TestThePage:
    """The same for the administrator, linked from where one starts."""

    def test_it_tells_every_check_in_words(self, council, sign_in):
        admin = sign_in("admin")

        answer = admin.get("/admin/halsa")

        assert answer.status_code == 200
        assert faults_of(answer.text) == []
        assert "En sak att åtgärda." in answer.text
        for name in ("Databasen", "Schema", "Disk", "Klocka", "Säkerhetskopia", "Journal"):
            assert f'<th scope="row">{name}</th>' in answer.text
        assert "Anslutna i salen" in answer.text
        assert 'href="/admin/halsa"' in admin.get("/admin").text

    def test_nothing_is_changed(self, council, sign_in):
        admin = sign_in("admin")
        before = record_of(council)
        admin.get("/admin/halsa")
        assert record_of(council) == before

    @pytest.mark.parametrize("who", ["agneta", "ordforande", "sekreterare"])
    def test_it_is_the_administrators(self, council, sign_in, who):
        assert sign_in(who).get("/admin/halsa").status_code == 403

    def test_programs_are_answered_in_their_own_form(self, council, sign_in, unhurried):
        answer = sign_in("admin").get("/admin/halsa", headers={"Accept": "application/json"})

        levels = {one["name"]: one["level"] for one in answer.json["findings"]}
        assert levels["Databasen"] == "good"
        assert levels["Tjänsten"] == "wrong"

    def test_how_old_the_last_look_at_the_journal_is(self, council, sign_in):
        then = now() - timedelta(hours=3)
        marks.put(Path(council.instance_path), marks.JOURNAL, "", now=then)
        assert "Alla kedjor höll för 3 timmar sedan." in sign_in("admin").get("/admin/halsa").text
