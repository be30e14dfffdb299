"""``flask backup`` and ``flask restore``: everything acknowledged is there again, and what would
not be right is refused with nothing changed."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, select, update

from council.application import create_app
from council.commands import backup_words
from council.config import Settings
from council.law.roll_call import Mark
from council.law.tally import Choice
from council.services import divisions, presses, roll_calls
from council.store import schema
from council.store.backup import (
    aside,
    chains,
    making,
    marks,
    package,
    programs,
    restoring,
    sqlite,
)
from council.store.backup.package import read_manifest
from council.store.backup.refusals import NotDone, SecretBallotOpen
from council.store.base import db
from council.store.engine import gate_of, reading, writing
from council.store.models import Division, Method, Press, SignIn
from tests import factories
from tests.support import postgres
from tests.support.changes import require_sound_journal
from tests.support.commands import run
from tests.support.record import record_of
from tests.support.served import FLASK, ROOT, environment
from tests.support.until import until

NAMES = count(1)
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture
def service(any_app: Flask, seeded: None) -> Flask:
    """The service with the standing council, on each database."""
    if db_kind(any_app) == "postgresql":
        with_programs(any_app)
    return any_app


@pytest.fixture
def empty(service: Flask, tmp_path: Path, request) -> Iterator[Flask]:
    """A second service of the same kind, whose database has no tables."""
    folder = tmp_path / "other"
    folder.mkdir()
    url, name = f"sqlite:///{folder / 'council.db'}", ""
    if db_kind(service) == "postgresql":
        server = request.getfixturevalue("postgres_server")
        name = f"restored_{next(NAMES)}"
        url = server.create_database(name)
    app = create_app(
        Settings(data_dir=folder, secret_key="k" * 40, database_url=url, log_level="error")
    )
    if name:
        with_programs(app)
    yield app
    with app.app_context():
        db.engine.dispose()
    if name:
        server.drop_database(name)


def db_kind(app: Flask) -> str:
    with app.app_context():
        return db.engine.dialect.name


def with_programs(app: Flask) -> None:
    """The programs of the server that the tests started, whatever else is on PATH."""
    folder = postgres.binaries()
    if (folder / "pg_dump").exists():
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], postgresql_bin=str(folder))


def backed_up(app: Flask, file: Path) -> Path:
    done = run(app, "backup", str(file))
    assert done.exit_code == 0, done.output
    return file


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class TestThereAndBack:
    """The record that comes back is the record that was copied."""

    def test_every_row_comes_back(self, service, empty, tmp_path):
        with service.app_context():
            opened = factories.an_open_division()
            factories.vote(opened.division, yes=11, no=9)
        before = record_of(service)

        done = run(service, "backup", str(tmp_path / "kopia.zip"))
        back = run(empty, "restore", str(tmp_path / "kopia.zip"))

        assert done.output.startswith("Säkerhetskopian är klar: ")
        assert (back.exit_code, back.output[:19]) == (0, "Säkerhetskopian frå"), back.output
        assert "sekunder" in back.output
        assert record_of(empty) == before
        with empty.app_context():
            require_sound_journal()
            assert schema.is_current(db.engine)

    def test_the_restored_service_takes_votes(self, service, empty, tmp_path):
        with service.app_context():
            opened = factories.an_open_division()
        run(empty, "restore", str(backed_up(service, tmp_path / "kopia.zip")))

        with empty.app_context():
            receipt = factories.press(opened.division, "agneta", Choice.YES)
            assert receipt.choice == "yes"

    def test_a_database_made_by_init_is_empty_enough(self, service, empty, tmp_path):
        before = record_of(service)
        run(empty, "init")

        back = run(empty, "restore", str(backed_up(service, tmp_path / "kopia.zip")))

        assert back.exit_code == 0, back.output
        assert record_of(empty) == before

    def test_an_older_schema_is_brought_up(self, any_app, empty, tmp_path):
        file = tmp_path / "kopia.zip"
        with any_app.app_context():
            schema.revert(db.engine, "0002")
            settings = empty.config["SETTINGS"]
            now = datetime.now(UTC)
            making.make(db.engine, file, product="0", now=now, programs_in=settings.postgresql_bin)

        back = run(empty, "restore", str(file))

        assert read_manifest(file).schema == "0002"
        assert back.exit_code == 0, back.output
        with empty.app_context():
            assert schema.is_current(db.engine)

    def test_the_file_says_what_it_is(self, service, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")

        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            manifest = json.loads(archive.read("manifest.json"))
        assert names[1:] == ["manifest.json"]
        assert manifest["format"] == "klubbslag-backup"
        assert manifest["kind"] == db_kind(service)
        assert [one["chain"] for one in manifest["heads"]] == ["body"]
        assert file.stat().st_mode & 0o777 == 0o600

    def test_nobody_is_signed_in_by_a_backup(self, service, empty, tmp_path):
        visitor = service.test_client()
        page = visitor.get("/login").text
        token = page.partition('csrf-token" content="')[2].partition('"')[0]
        visitor.post(
            "/login",
            json={"username": "agneta", "password": factories.PASSWORD},
            headers={"Accept": "application/json", "X-CSRFToken": token},
        )
        with service.app_context(), reading() as session:
            token_hash = session.scalars(select(SignIn.token_hash)).one()

        file = backed_up(service, tmp_path / "kopia.zip")
        run(empty, "restore", str(file))

        with zipfile.ZipFile(file) as archive:
            part = archive.read(archive.namelist()[0])
        assert token_hash.encode() not in part
        assert service.config["SECRET_KEY"].encode() not in part
        with empty.app_context(), reading() as session:
            assert session.scalars(select(SignIn)).all() == []

    def test_an_older_backup_gives_way_to_the_newer(self, service, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        first = read_manifest(file)
        with service.app_context():
            factories.a_meeting()

        backed_up(service, file)

        assert len(read_manifest(file).heads) == len(first.heads) + 1


class TestWhileVotesCome:
    """A backup beside the votes: none that was acknowledged is missing."""

    def test_all_that_was_acknowledged_before_it_began_is_in_it(self, service, empty, tmp_path):
        with service.app_context():
            opened = factories.an_open_division()
            people = [factories.person(name) for name in factories.holders()]
        with pressing(service, opened.division, people) as acknowledged:
            before = list(acknowledged)
            backed_up(service, tmp_path / "kopia.zip")
            during = len(acknowledged)
            until(lambda: len(acknowledged) > during, 60)

        back = run(empty, "restore", str(tmp_path / "kopia.zip"))

        assert back.exit_code == 0, back.output
        assert len(before) >= 20
        with empty.app_context(), reading() as session:
            kept = set(session.scalars(select(Press.receipt)))
            require_sound_journal()
        assert set(before) <= kept


@contextmanager
def pressing(app: Flask, division: int, people: list[int]) -> Iterator[list[str]]:
    """Councillors who press without pause; gives the receipts so far, at least twenty."""
    receipts: list[str] = []
    stop = Event()

    def press_on() -> None:
        with app.app_context():
            for number in count():
                if stop.is_set():
                    return
                now = datetime.now(UTC)
                receipt = presses.cast(
                    division,
                    people[number % len(people)],
                    Choice.YES,
                    f"k{number}",
                    auth="password",
                    now=now,
                )
                receipts.append(receipt.code)

    presser = Thread(target=press_on)
    presser.start()
    try:
        until(lambda: len(receipts) >= 20, 60)
        yield receipts
    finally:
        stop.set()
        presser.join(30)


class TestNoBackup:
    """When none is made, nothing is left behind."""

    def test_a_secret_ballot_is_not_copied(self, service, tmp_path):
        with service.app_context():
            opened = factories.an_open_division()
            with writing() as session:
                session.execute(
                    update(Division).where(Division.id == opened.division).values(secret=True)
                )
        here = names_in(tmp_path)

        refused = run(service, "backup", str(tmp_path / "kopia.zip"))

        assert refused.exit_code == 1
        assert refused.output.startswith("En sluten omröstning pågår.")
        assert names_in(tmp_path) == here

    def test_a_secret_ballot_never_lies_beside_the_backups(self, council, tmp_path):
        with council.app_context():
            opened = factories.an_open_division()
            with writing() as session:
                session.execute(
                    update(Division).where(Division.id == opened.division).values(secret=True)
                )

            with pytest.raises(SecretBallotOpen):
                sqlite.copy(db.engine, tmp_path / "kopia.sqlite")

        assert not (tmp_path / "kopia.sqlite").exists()

    def test_a_broken_chain_is_told_and_not_copied(self, service, tmp_path):
        with service.app_context():
            tamper()
        here = names_in(tmp_path)

        refused = run(service, "backup", str(tmp_path / "kopia.zip"))

        assert (refused.exit_code, "body:0" in refused.output) == (1, True)
        mark = marks.last(Path(service.instance_path), marks.JOURNAL)
        assert mark
        assert (mark.ok, "body:0" in mark.told) == (False, True)
        assert names_in(tmp_path) - here <= {marks.JOURNAL}

    def test_a_database_without_a_council_is_not_taken_for_the_service_s(
        self, service, empty, tmp_path
    ):
        run(empty, "init")
        here = names_in(tmp_path)

        refused = run(empty, "backup", str(tmp_path / "kopia.zip"))

        assert refused.exit_code == 1
        assert refused.output.startswith("Databasen innehåller inget fullmäktige")
        assert "COUNCIL_DATABASE_URL" in refused.output
        assert names_in(tmp_path) == here
        assert marks.last(Path(empty.instance_path), marks.BACKUP) is None

    def test_another_file_is_not_written_over(self, service, tmp_path):
        other = tmp_path / "protokoll.txt"
        other.write_text("viktigt")

        refused = run(service, "backup", str(other))

        assert refused.exit_code == 1
        assert "inte är en säkerhetskopia" in refused.output
        assert other.read_text() == "viktigt"

    def test_a_place_that_does_not_exist(self, service, tmp_path):
        refused = run(service, "backup", str(tmp_path / "finns" / "inte" / "kopia.zip"))

        assert refused.exit_code == 1
        assert "disken svarade ”No such file or directory”" in refused.output

    def test_a_disk_that_takes_no_more(self, council, tmp_path):
        here = names_in(tmp_path)
        # No file may grow beyond 64 KiB: what a full disk says, without filling one.
        words = ["sh", "-c", 'ulimit -f 128; exec "$@"', "sh", *FLASK, "backup"]
        done = subprocess.run(
            [*words, str(tmp_path / "kopia.zip")],
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
        )

        assert done.returncode == 1
        assert done.stderr.startswith("Databasen gick inte att kopiera: ")
        assert names_in(tmp_path) - here <= {"council.db.write.lock"}

    def test_two_at_once_do_not_share_a_file(self, service, tmp_path):
        with aside.beside(tmp_path / "kopia.zip"):
            refused = run(service, "backup", str(tmp_path / "kopia.zip"))

        assert refused.exit_code == 1
        assert refused.output.startswith("En annan körning håller på med samma fil.")

    @pytest.mark.postgres
    def test_without_postgresqls_program(self, postgres_app, seeded, tmp_path):
        settings = postgres_app.config["SETTINGS"]
        postgres_app.config["SETTINGS"] = replace(settings, postgresql_bin=str(tmp_path))

        refused = run(postgres_app, "backup", str(tmp_path / "kopia.zip"))

        assert refused.exit_code == 1
        assert refused.output.startswith("Programmet pg_dump saknas, eller är äldre än")

    @pytest.mark.postgres
    def test_a_program_older_than_the_server(self, postgres_app, seeded, tmp_path, monkeypatch):
        monkeypatch.setattr(programs, "_version", lambda path: 9)

        refused = run(postgres_app, "backup", str(tmp_path / "kopia.zip"))

        assert refused.exit_code == 1
        assert "COUNCIL_POSTGRESQL_BIN" in refused.output


def test_no_password_stands_where_others_see_it():
    engine = create_engine("postgresql+psycopg://u:hemligt@h1:5433/n?sslmode=require")

    address, password = programs._address(engine)

    assert password == "hemligt"
    assert sorted(address.split()) == [
        "dbname=n",
        "host=h1",
        "port=5433",
        "sslmode=require",
        "user=u",
    ]


def test_every_reason_has_its_sentence():
    assert set(backup_words.SENTENCES) == set(NotDone.__subclasses__())


def tamper() -> None:
    """Change an entry, as somebody who may do anything in the database could."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER journal_entry_stays_as_written")
        else:
            connection.exec_driver_sql("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE journal_entry SET actor = '{}'")


class TestNothingRestored:
    """A refusal leaves the database as it was."""

    def test_a_database_with_something_in_it(self, service, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        before = record_of(service)

        refused = run(service, "restore", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Databasen är inte tom.")
        assert record_of(service) == before

    def test_a_file_that_is_something_else(self, service, empty, tmp_path):
        for name, content in {"a.zip": b"hej", "b.zip": zipped({"x": b""})}.items():
            (tmp_path / name).write_bytes(content)

            refused = run(empty, "restore", str(tmp_path / name))

            assert refused.exit_code == 1
            assert refused.output.startswith("Filen är ingen säkerhetskopia")
        assert nothing_in(empty)

    def test_a_byte_that_has_changed(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        changed(file, part=lambda data: data[:-1] + bytes([data[-1] ^ 1]))

        refused = run(empty, "restore", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Säkerhetskopian är skadad")
        assert nothing_in(empty)

    def test_a_rotten_archive(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        data = bytearray(file.read_bytes())
        data[2000:2100] = bytes(100)
        file.write_bytes(data)

        refused = run(empty, "restore", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Säkerhetskopian är skadad")
        assert nothing_in(empty)

    def test_a_database_that_was_broken_before_it_was_packed(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        changed(file, part=lambda data: data[: len(data) // 2], sealed=True)

        refused = run(empty, "restore", str(file))

        says = {"sqlite": "Säkerhetskopian är skadad", "postgresql": "pg_restore avbröt: "}
        assert refused.exit_code == 1
        assert refused.output.startswith(says[db_kind(service)])
        assert nothing_in(empty)

    def test_a_journal_that_was_changed_in_the_backup(self, council, tmp_path):
        file = backed_up(council, tmp_path / "kopia.zip")
        changed(file, part=tampered, sealed=True)
        folder = tmp_path / "other"
        app = create_app(Settings(data_dir=folder, log_level="error"))

        refused = run(app, "restore", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Journalens kedja håller inte: body:0")
        assert nothing_in(app)

    def test_heads_that_are_not_the_journals(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        changed(file, manifest=lambda told: told["heads"][0].update(hash="0" * 64))

        refused = run(empty, "restore", str(file))

        assert refused.exit_code == 1
        assert refused.output.startswith("Journalens kedja håller inte: manifest.json.")
        assert nothing_in(empty)

    def test_heads_that_somebody_else_has_kept(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        told = json.loads(zipfile.ZipFile(file).read("manifest.json"))
        (tmp_path / "rätt.json").write_text(json.dumps(told))
        told["heads"][0]["hash"] = "0" * 64
        (tmp_path / "fel.json").write_text(json.dumps(told))
        (tmp_path / "inga.json").write_text("[]")

        for name, says in {"fel": "Journalens kedja", "inga": str(tmp_path)}.items():
            refused = run(empty, "restore", str(file), "--heads", str(tmp_path / f"{name}.json"))
            assert (refused.exit_code, refused.output.startswith(says)) == (1, True)
            assert nothing_in(empty)
        good = run(empty, "restore", str(file), "--heads", str(tmp_path / "rätt.json"))
        assert good.exit_code == 0

    def test_heads_that_are_not_those_of_a_meeting_with_a_roll_call(self, service, empty, tmp_path):
        with service.app_context():
            a_closed_roll_call()
        file = backed_up(service, tmp_path / "kopia.zip")
        told = json.loads(zipfile.ZipFile(file).read("manifest.json"))
        told["heads"][0]["hash"] = "0" * 64
        (tmp_path / "fel.json").write_text(json.dumps(told))

        refused = run(empty, "restore", str(file), "--heads", str(tmp_path / "fel.json"))

        assert refused.exit_code == 1
        assert refused.output.startswith("Journalens kedja"), refused.output
        assert nothing_in(empty)
        again = run(empty, "restore", str(file))
        assert (again.exit_code, record_of(empty)) == (0, record_of(service)), again.output

    def test_broken_off_before_the_journal_is_verified(self, service, empty, tmp_path, monkeypatch):
        file = backed_up(service, tmp_path / "kopia.zip")

        def broken_off(session: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(chains, "verify", broken_off)
            stopped = run(empty, "restore", str(file))

        assert stopped.exit_code == 1
        assert nothing_in(empty)
        assert run(empty, "restore", str(file)).exit_code == 0

    def test_a_later_versions_schema(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        changed(file, manifest=lambda told: told.update(schema="9999"))

        refused = run(empty, "restore", str(file))

        assert refused.exit_code == 1
        assert "nyare version (schema 9999)" in refused.output
        assert nothing_in(empty)

    def test_the_other_kind_of_database(self, service, empty, tmp_path):
        file = backed_up(service, tmp_path / "kopia.zip")
        other = {"sqlite": "postgresql", "postgresql": "sqlite"}[db_kind(service)]
        changed(file, manifest=lambda told: told.update(kind=other))

        refused = run(empty, "restore", str(file))

        assert refused.exit_code == 1
        assert "Läs in den i samma slags databas" in refused.output
        assert nothing_in(empty)

    def test_a_file_under_a_server(self, council, tmp_path):
        file = backed_up(council, tmp_path / "kopia.zip")
        database = tmp_path / "annan.db"
        app = create_app(Settings(data_dir=tmp_path, database_url=f"sqlite:///{database}"))
        with app.app_context(), restoring._no_server(database):
            refused = run(app, "restore", str(file))
            db.engine.dispose()

        assert refused.exit_code == 1
        assert refused.output.startswith("En server använder databasen.")


def a_closed_roll_call() -> None:
    """A division called by name: eleven for, nine against, one absent."""
    _, item = factories.an_open_item()
    division = factories.does("ordforande", divisions.open_division, item, method=Method.ROLL_CALL)
    marks = [Mark.YES] * 11 + [Mark.NO] * 9 + [Mark.ABSENT]
    given = dict(enumerate(marks, 1))
    for who in ("sekreterare", "ordforande"):
        factories.does(who, roll_calls.enter_list, division, given, ready=True)
    factories.does("ordforande", divisions.close_division, division)


def zipped(files: dict[str, bytes]) -> bytes:
    with BytesIO() as made:
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return made.getvalue()


def tampered(data: bytes) -> bytes:
    """An SQLite database in which somebody has changed an entry of the journal."""
    with closing(sqlite3.connect(":memory:")) as copied:
        copied.deserialize(data)
        copied.execute("DROP TRIGGER journal_entry_stays_as_written")
        copied.execute("UPDATE journal_entry SET actor = '{}'")
        copied.commit()
        return copied.serialize()


def changed(
    file: Path, part=lambda data: data, manifest=lambda told: None, *, sealed: bool = False
) -> None:
    """The same archive with something else in it, sound as a ZIP; ``sealed``: the manifest says
    that it was so from the start."""
    with zipfile.ZipFile(file) as archive:
        name = archive.namelist()[0]
        data = part(archive.read(name))
        told = json.loads(archive.read("manifest.json"))
    if sealed:
        told |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest(told)
    if told["kind"] not in name and told["kind"] == "sqlite":
        name = "database.sqlite"
    file.write_bytes(zipped({name: data, "manifest.json": json.dumps(told).encode()}))


def nothing_in(app: Flask) -> bool:
    """No table, no row, and no file left over."""
    with app.app_context():
        restoring.require_empty(db.engine)
        return not any("part" in name for name in names_in(Path(app.instance_path)))


class TestKilled:
    """Whoever is killed in the middle leaves nothing half, and the next one has a clean start."""

    def test_a_backup(self, council, tmp_path):
        file, folder = tmp_path / "kopia.zip", tmp_path / ".kopia.zip.part"

        # It may be done so soon that the kill comes too late.
        words = ["backup", str(file)]
        until(lambda: killed(words, tmp_path, when=folder.exists) == -signal.SIGKILL, 60)

        assert not file.exists() or package.is_backup(file)
        backed_up(council, file)
        assert not folder.exists()
        assert package.is_backup(file)

    def test_a_restore(self, council, tmp_path):
        file = backed_up(council, tmp_path / "kopia.zip")
        folder = tmp_path / "other"
        part = folder / ".council.db.part"
        folder.mkdir()
        subprocess.run([*FLASK, "init"], cwd=ROOT, env=environment(folder), check=True)
        app = create_app(Settings(data_dir=folder, secret_key="k" * 40, log_level="error"))
        with app.app_context():
            gate = gate_of(db.engine)
            assert gate is not None
            # It comes no further than here: the last step is to be the only writer.
            with gate.pass_through():
                words = ["restore", str(file)]
                status = killed(words, folder, when=(part / "database.sqlite").exists)
            assert status == -signal.SIGKILL
            assert part.exists()

            restoring.require_empty(db.engine)
            again = run(app, "restore", str(file))
            db.engine.dispose()

        assert again.exit_code == 0, again.output
        assert record_of(app) == record_of(council)
        assert not part.exists()

    @pytest.mark.postgres
    def test_a_dump(self, postgres_app, seeded, postgres_server, postgres_url, tmp_path):
        with_programs(postgres_app)
        file, folder = tmp_path / "kopia.zip", tmp_path / ".kopia.zip.part"
        database = make_url(postgres_url).database
        with postgres_server.connect(database) as connection, connection.transaction():
            connection.execute("LOCK TABLE party IN ACCESS EXCLUSIVE MODE")
            status = killed(
                ["backup", str(file)],
                tmp_path,
                when=lambda: waits(postgres_server, "pg_dump", database),
                database_url=postgres_url,
            )

        assert status == -signal.SIGKILL
        assert folder.exists()
        assert not file.exists()
        backed_up(postgres_app, file)
        assert not folder.exists()

    @pytest.mark.postgres
    def test_a_load(self, postgres_app, seeded, postgres_server, tmp_path):
        with_programs(postgres_app)
        file = backed_up(postgres_app, tmp_path / "kopia.zip")
        url, folder = postgres_server.create_database("killed"), tmp_path / "other"
        app = create_app(Settings(data_dir=folder, database_url=url, log_level="error"))
        with_programs(app)
        with postgres_server.connect("killed") as connection:
            # Somebody is just making a table of the same name: the load waits for the outcome.
            with connection.transaction(force_rollback=True):
                connection.execute("CREATE TABLE party (id integer)")
                status = killed(
                    ["restore", str(file)],
                    folder,
                    when=lambda: waits(postgres_server, "pg_restore", "killed"),
                    database_url=url,
                )
            until(lambda: not here(postgres_server, "pg_restore", "killed"), 60)
        assert status == -signal.SIGKILL
        with app.app_context():
            restoring.require_empty(db.engine)
        again = run(app, "restore", str(file))

        assert again.exit_code == 0, again.output
        assert record_of(app) == record_of(postgres_app)
        with app.app_context():
            db.engine.dispose()
        postgres_server.drop_database("killed")


def killed(
    words: list[str], folder: Path, when: Callable[[], bool], *, database_url: str = ""
) -> int:
    """Give a command in a process group of its own, and kill that when it has come so far.

    Its exit status: it was killed in time where that is -SIGKILL.
    """
    environ = environment(folder, database_url)
    if (postgres.binaries() / "pg_dump").exists():
        environ["COUNCIL_POSTGRESQL_BIN"] = str(postgres.binaries())
    process = subprocess.Popen([*FLASK, *words], cwd=ROOT, env=environ, start_new_session=True)
    try:
        until(lambda: when() or process.poll() is not None, 60)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
    return process.returncode


def here(server: postgres.Server, program: str, database: str) -> list[str]:
    """What a program's connections to a database wait for."""
    with server.connect() as connection:
        rows = connection.execute(
            "SELECT coalesce(wait_event_type, '') FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = %s",
            (program, database),
        )
        return [row[0] for row in rows]


def waits(server: postgres.Server, program: str, database: str) -> bool:
    return "Lock" in here(server, program, database)
