"""The command line: what each command does, says, and refuses."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from council import cli
from council.application import create_app
from council.commands import serve
from council.config import Settings, secret_key_file
from council.demo import rehearsal
from council.services import editions
from council.services.sign_ins import HASHER
from council.store import schema
from council.store.base import db
from council.store.engine import reading
from council.store.models import Body, MeetingKind, Person
from council.web import serving
from tests import factories
from tests.support.changes import nothing_changes

DATA = Path(__file__).parent.parent / "data" / "import"
LONG = "ett långt lösenord"


def run(app: Flask, *words: str, **others: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words), env=others or None)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Flask]:
    """A service whose database and key have not been made."""
    app = create_app(Settings(data_dir=tmp_path, log_level="error"))
    yield app
    with app.app_context():
        db.engine.dispose()


class TestInit:
    """``flask init``."""

    def test_it_makes_the_key_and_the_database(self, bare, tmp_path):
        done = run(bare, "init")
        assert done.exit_code == 0
        assert done.output.splitlines()[1] == "Databasen är skapad."
        kept = secret_key_file(tmp_path)
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert len(kept.read_text().strip()) == 64
        assert bare.config["SECRET_KEY"] == kept.read_text().strip()
        with bare.app_context():
            assert schema.is_current(db.engine)

    def test_again_it_is_harmless(self, bare, tmp_path):
        run(bare, "init")
        before = secret_key_file(tmp_path).read_text()
        again = run(bare, "init")
        assert (again.exit_code, again.output) == (0, "Databasen är redan i ordning.\n")
        assert secret_key_file(tmp_path).read_text() == before

    def test_a_key_from_the_environment_is_not_written_anywhere(self, app, tmp_path):
        run(app, "init")
        assert not secret_key_file(tmp_path).exists()

    def test_it_waits_while_a_division_is_open(self, app, monkeypatch):
        with app.app_context():
            factories.a_council()
            factories.an_open_division()
        monkeypatch.setattr(schema, "newest", lambda: "9999")
        refused = run(app, "init")
        assert refused.exit_code == 1
        assert refused.output.startswith("Databasen behöver uppdateras, men en omröstning pågår.")

    def test_it_updates_an_older_database(self, app, monkeypatch):
        migrated: list[object] = []
        monkeypatch.setattr(schema, "newest", lambda: "9999")
        monkeypatch.setattr(schema, "migrate", migrated.append)
        assert run(app, "init").output == "Databasen är uppdaterad.\n"
        assert len(migrated) == 1

    def test_a_database_of_something_else_is_no_hindrance(self, bare, monkeypatch):
        monkeypatch.setattr(schema, "connection_revision", lambda engine: "0000")
        monkeypatch.setattr(schema, "migrate", lambda engine: None)
        assert run(bare, "init").exit_code == 0

    def test_a_database_that_does_not_answer_is_told_in_words(self, tmp_path):
        url = "postgresql+psycopg://prov:hemligt@127.0.0.1:1/prov"
        app = create_app(Settings(data_dir=tmp_path, log_level="error", database_url=url))
        refused = run(app, "init")
        assert refused.exit_code == 1
        assert "Databasen svarar inte" in refused.output
        assert "hemligt" not in refused.output


class TestDemo:
    """``flask demo``."""

    def test_it_loads_and_tells_the_sign_ins(self, app):
        done = run(app, "demo")
        assert done.exit_code == 0
        assert done.output.startswith("Demonstrationsfullmäktige är inläst, med 71 platser.\n")
        for name in ("ordforande", "vice1", "vice2", "sekreterare", "admin", "ledamot001"):
            assert f"  {name}" in done.output
        assert "klubbslag-demo" in done.output

    def test_again_without_a_wish_nothing_is_said_of_seats(self, app):
        run(app, "demo", "--seats", "21")
        assert "tom databas" not in run(app, "demo").output

    def test_again_it_keeps_what_is_there_and_tells_them_again(self, app):
        run(app, "demo", "--seats", "21")
        with app.app_context(), nothing_changes():
            again = run(app, "demo", "--seats", "71")
        assert again.exit_code == 0
        lines = again.output.splitlines()
        assert lines[0] == "Demonstrationsfullmäktige finns redan, med 21 platser."
        assert lines[1] == "Vill du ha 71 platser: ange en tom databas."
        assert lines[2] == "Logga in som:"

    @pytest.mark.parametrize("seats", ["20", "22", "19", "0", "-3"])
    def test_the_law_decides_how_many_seats_there_may_be(self, app, seats):
        refused = run(app, "demo", "--seats", seats)
        assert refused.exit_code == 1
        assert "Antalet ska vara udda och minst 21." in refused.output

    def test_it_leaves_another_council_alone(self, app):
        run(app, "import-members", str(DATA / "members.csv"))
        with app.app_context(), nothing_changes():
            refused = run(app, "demo")
        assert refused.exit_code == 1
        assert "Regionfullmäktige, Region Norrbotten" in refused.output

    def test_it_needs_a_database(self, bare):
        refused = run(bare, "demo")
        assert (refused.exit_code, refused.output) == (
            1,
            "Databasen är inte i ordning. Kör först: flask init\n",
        )


class TestImports:
    """``flask import-members`` and ``flask import-meeting``."""

    def test_members_are_read_in_and_what_to_do_next_is_told(self, app):
        done = run(
            app,
            "import-members",
            str(DATA / "members.csv"),
            *("--name", "Kommunfullmäktige", "--organisation", "Provkommun"),
            *("--board", "Kommunstyrelsen"),
        )
        assert done.exit_code == 0
        assert done.output.splitlines() == [
            "21 ledamöter, 3 ersättare, 25 nya, 0 ändringar, 0 borttagna.",
            "Kommunfullmäktige i Provkommun är inrättat.",
            "Nya personer har inget lösenord än: flask set-password ANVÄNDARNAMN",
            "Administratörens konto heter admin: flask set-password admin",
        ]
        with app.app_context(), reading() as session:
            assert session.get_one(Body, 1).board == "Kommunstyrelsen"

    def test_a_new_list_tells_what_it_changes(self, app, tmp_path):
        first = (DATA / "members.csv").read_text()
        file = tmp_path / "next.csv"
        run(app, "import-members", str(DATA / "members.csv"))
        assert run(app, "import-members", str(DATA / "members.csv")).output.splitlines() == [
            "21 ledamöter, 3 ersättare, 0 nya, 0 ändringar, 0 borttagna."
        ]
        file.write_text(first.replace("prov05,", "nykomling,").replace("Kansli,", "Nygift,"))
        assert run(app, "import-members", str(file)).output.splitlines() == [
            "21 ledamöter, 3 ersättare, 1 nya, 1 ändringar, 1 borttagna.",
            "Nya personer har inget lösenord än: flask set-password ANVÄNDARNAMN",
        ]

    def test_a_faulty_file_is_told_row_by_row(self, app):
        with app.app_context(), nothing_changes():
            refused = run(app, "import-members", str(DATA / "many-faults.csv"))
        assert refused.exit_code == 1
        lines = refused.output.splitlines()
        assert lines[0] == "Filen är inte inläst. 6 fel:"
        assert [word.strip() for word in lines[1].split("|")] == [
            "Rad",
            "Kolumn",
            "Står",
            "Väntat",
        ]
        assert [line.split("|")[0].strip() for line in lines[2:]] == [
            "4",
            "11",
            "13",
            "23",
            "24",
            "26",
        ]
        assert len({line.index("|") for line in lines[1:]}) == 1

    def test_an_even_council_is_refused(self, app, tmp_path):
        file = tmp_path / "even.csv"
        file.write_bytes((DATA / "members.csv").read_bytes() + b"x,X,S,ledamot,\n")
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert refused.output == (
            "Fullmäktige kan inte ha 22 ledamöter. Antalet ska vara udda och minst 21. "
            "Inget är inläst.\n"
        )

    def test_a_hundred_thousand_rows_are_refused(self, app, tmp_path):
        file = tmp_path / "large.csv"
        file.write_bytes(b"username,name,party,role,order\n" + b"u,N,S,ledamot,\n" * 100_000)
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert "högst 20 000 rader" in refused.output

    def test_a_file_of_any_size_is_read_no_further_than_needed(self, app, tmp_path):
        file = tmp_path / "huge.csv"
        with file.open("wb") as sparse:
            sparse.truncate(10 * 1024**3)
        refused = run(app, "import-members", str(file))
        assert refused.exit_code == 1
        assert "8 MB" in refused.output

    def test_a_meeting_is_read_in_and_published(self, council):
        done = run(council, "import-meeting", str(DATA / "meeting.json"))
        assert (done.exit_code, done.output) == (
            0,
            "Sammanträde 1 är inläst och kungjort: Regionfullmäktige 2026-11-25, 2 ärenden.\n",
        )

    def test_a_faulty_meeting_is_told_path_by_path(self, council, tmp_path):
        file = tmp_path / "faulty.json"
        file.write_text((DATA / "meeting.json").read_text().replace('"board"', '"styrelsen"'))
        with council.app_context(), nothing_changes():
            refused = run(council, "import-meeting", str(file))
        assert refused.exit_code == 1
        assert "items[0].proposals[1] | kind" in refused.output

    def test_a_meeting_needs_a_council(self, app):
        refused = run(app, "import-meeting", str(DATA / "meeting.json"))
        assert refused.exit_code == 1
        assert "Kör först: flask import-members" in refused.output


class TestSetPassword:
    """``flask set-password``."""

    def hashed(self, app: Flask, username: str) -> str:
        with app.app_context(), reading() as session:
            return session.get_one(Person, factories.person(username)).password_hash or ""

    def test_it_is_taken_from_the_environment(self, council):
        done = run(council, "set-password", "agneta", "--from-env", "PROV", PROV=LONG)
        assert (done.exit_code, done.output) == (0, "Lösenordet är bytt för agneta.\n")
        assert HASHER.verify(self.hashed(council, "agneta"), LONG)

    def test_it_is_typed_twice(self, council):
        done = council.test_cli_runner().invoke(
            args=["set-password", "agneta"], input=f"{LONG}\n{LONG}\n"
        )
        assert done.exit_code == 0
        assert LONG not in done.output
        assert HASHER.verify(self.hashed(council, "agneta"), LONG)

    def test_whoever_was_signed_in_is_signed_out(self, council, sign_in):
        agneta, cia = sign_in("agneta"), sign_in("cia")
        run(council, "set-password", "agneta", "--from-env", "PROV", PROV=LONG)
        assert agneta.get("/rosta").status_code == 401
        assert cia.get("/rosta").status_code == 200

    @pytest.mark.parametrize("password", ["", "fjorton tecken", "x" * 257])
    def test_a_weak_one_is_refused(self, council, password):
        before = self.hashed(council, "agneta")
        refused = run(council, "set-password", "agneta", "--from-env", "PROV", PROV=password)
        assert refused.exit_code == 1
        assert "minst 15 tecken" in refused.output
        assert self.hashed(council, "agneta") == before

    def test_nobody_has_the_name(self, council):
        refused = run(council, "set-password", "ingen", "--from-env", "PROV", PROV=LONG)
        assert refused.output == "Användarnamnet ”ingen” finns inte.\n"

    def test_no_such_variable(self, council):
        refused = run(council, "set-password", "agneta", "--from-env", "FINNS_INTE")
        assert refused.output == "Miljövariabeln FINNS_INTE finns inte.\n"


class TestRehearse:
    """``flask rehearse``."""

    def test_a_real_meeting_is_left_alone(self, council):
        with council.app_context():
            meeting = factories.a_meeting(kind=MeetingKind.ORDINARY)
        refused = run(council, "rehearse", str(meeting))
        assert (refused.exit_code, refused.output) == (
            1,
            "Övningsröster släpps bara in i ett sammanträde som är märkt som demonstration "
            "eller övning.\n",
        )

    def test_no_such_meeting(self, council):
        assert run(council, "rehearse", "9").output == "Sammanträde 9 finns inte.\n"

    @pytest.fixture
    def rehearsed(self, council, monkeypatch):
        """What the rehearsal is told to do; ``fails``: how it ends."""
        seen: dict[str, object] = {"fails": None}

        def keep(plan, cast, say):
            seen["plan"], seen["cast"] = plan, [one.username for one in cast]
            return type("Run", (), {"run": staticmethod(end)})

        def end():
            if seen["fails"] is not None:
                raise seen["fails"]

        monkeypatch.setattr("council.commands.rehearse.Rehearsal", keep)
        with council.app_context():
            factories.a_meeting()
        return seen

    def test_all_who_hold_a_seat_are_played_but_the_human(self, council, rehearsed):
        done = run(
            council, "rehearse", "1", "--keep", "agneta, cia", "--seed", "3", "--url", "http://x/"
        )
        assert done.exit_code == 0, done.output
        plan = rehearsed["plan"]
        assert isinstance(plan, rehearsal.Plan)
        assert (plan.url, plan.seed, plan.meeting_id) == ("http://x", 3, 1)
        assert len(rehearsed["cast"]) == 21 - 3
        assert not {"ordforande", "agneta", "cia"} & set(rehearsed["cast"])
        assert {"vice1", "vice2"} <= set(rehearsed["cast"])

    @pytest.mark.parametrize(
        ("fails", "status", "says"),
        [
            (KeyboardInterrupt(), 0, "Övningen är avbruten. Avgivna röster står kvar."),
            (rehearsal.NobodySignedIn(), 1, "Ingen kunde logga in."),
            (rehearsal.Unreachable(), 1, "Ingen tjänst svarar på http://127.0.0.1:5000."),
        ],
    )
    def test_how_it_ends_is_told(self, council, rehearsed, fails, status, says):
        rehearsed["fails"] = fails
        done = run(council, "rehearse", "1")
        assert done.exit_code == status
        assert done.output.startswith(says)

    def test_what_is_no_address_is_refused(self, council):
        with council.app_context():
            factories.a_meeting()
        refused = run(council, "rehearse", "1", "--url", "hej")
        assert (refused.exit_code, refused.output[:23]) == (1, "hej är ingen adress. An")


class TestServe:
    """``flask serve``, up to the server itself."""

    @pytest.fixture(autouse=True)
    def started(self, monkeypatch):
        """How the server was started."""
        calls: list[tuple[str, int, int]] = []
        monkeypatch.setattr(
            serving, "run", lambda app, host, port, workers: calls.append((host, port, workers))
        )
        return calls

    def test_a_demonstration_greets_with_address_and_sign_ins(self, app, started):
        run(app, "demo")
        done = run(app, "serve", PORT="5999")
        assert done.exit_code == 0
        assert started == [("127.0.0.1", 5999, 1)]
        assert done.output.startswith("Klubbslag visas på http://localhost:5999\nLogga in som:")
        assert "ordforande" in done.output

    def test_a_real_council_tells_no_passwords(self, app, started):
        run(app, "import-members", str(DATA / "members.csv"))
        assert run(app, "serve").output == ""
        assert started == [("127.0.0.1", 5000, 1)]

    def test_one_command_makes_and_serves_the_demonstration(self, bare, started):
        done = run(bare, "serve", "--demo")
        assert done.exit_code == 0
        assert "Databasen är skapad." in done.output
        assert "Demonstrationsfullmäktige är inläst" in done.output
        assert done.output.count("ordforande") == 1
        assert len(started) == 1

    def test_a_database_of_another_age_is_refused(self, bare, started):
        refused = run(bare, "serve")
        assert refused.exit_code == 1
        assert "Kör först: flask init" in refused.output
        assert not started

    def test_without_a_key_nothing_is_signed(self, bare, started, tmp_path):
        run(bare, "init")
        bare.config["SECRET_KEY"] = None
        refused = run(bare, "serve")
        assert "Den hemliga nyckeln saknas. Kör först: flask init" in refused.output
        assert not started

    @pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "٥"])
    def test_what_is_no_port_is_refused(self, app, port):
        refused = run(app, "serve", PORT=port)
        assert refused.exit_code == 1
        assert f"PORT={port} är ingen port." in refused.output

    @pytest.mark.parametrize(
        ("workers", "says"), [("2", "SQLite har en enda skrivare"), ("0", "Minst en process")]
    )
    def test_sqlite_has_one_process(self, app, started, workers, says):
        refused = run(app, "serve", "--workers", workers)
        assert refused.exit_code == 1
        assert refused.output.startswith(says)
        assert not started

    @pytest.mark.postgres
    def test_postgresql_may_have_several(self, postgres_app, started):
        assert run(postgres_app, "serve", "--workers", "3").exit_code == 0
        assert started == [("127.0.0.1", 5000, 3)]

    def test_the_demonstration_is_for_this_computer_only(self, app, started):
        run(app, "demo")
        refused = run(app, "serve", HOST="192.0.2.1")
        assert refused.exit_code == 1
        assert refused.output.startswith("Demonstrationsdata har ett känt lösenord")
        assert not started

    @pytest.mark.parametrize(
        ("settings", "served"),
        [({}, False), ({"allow_http": True}, True), ({"trusted_proxies": 1}, True)],
    )
    def test_plain_http_for_others_is_a_decision(self, app, started, settings, served):
        app.config["SETTINGS"] = Settings(**settings)
        done = run(app, "serve", HOST="192.0.2.1")
        assert bool(started) is served
        assert done.exit_code == (0 if served else 1)

    @pytest.mark.parametrize(
        ("host", "is_own"),
        [
            ("127.0.0.1", True),
            ("127.8.8.8", True),
            ("::1", True),
            ("localhost", True),
            ("0.0.0.0", False),  # noqa: S104 - judged, not bound
            ("::", False),
            ("192.0.2.1", False),
            ("rost.example", False),
        ],
    )
    def test_what_reaches_this_computer_only(self, host, is_own):
        assert serve.is_loopback(host) is is_own


def test_every_command_says_in_swedish_what_it_does(app):
    for command in cli.COMMANDS:
        shown = run(app, command.name, "--help").output
        assert command.help
        assert command.help.split(".")[0][:30] in shown


def test_the_edition_is_that_of_the_project():
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    assert f'version = "{editions.SOFTWARE}"' in project


def test_the_rules_hash_follows_their_text(monkeypatch):
    before = editions.rules_hash()
    first = next(iter(editions.RULES))
    monkeypatch.delitem(editions.RULES, first)
    assert editions.rules_hash() != before
