"""The command line: what makes a council ready, and what every command has."""

import stat
from pathlib import Path

import pytest
from flask import Flask

from council import cli
from council.application import create_app
from council.config import Settings, secret_key_file
from council.services import editions
from council.services.sign_ins import HASHER
from council.store import schema
from council.store.base import db
from council.store.engine import reading
from council.store.models import Person
from tests import factories
from tests.support.changes import nothing_changes
from tests.support.commands import MEMBERS, run

LONG = "ett långt lösenord"


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
        run(app, "import-members", str(MEMBERS))
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
