"""``flask serve`` and ``flask rehearse``: with what they start, and what they refuse."""

import pytest

from council.commands import serve
from council.config import Settings
from council.demo import rehearsal
from council.store.base import db
from council.store.models import MeetingKind
from council.web import serving
from tests import factories
from tests.support.commands import MEMBERS, run


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
        run(app, "import-members", str(MEMBERS))
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

    @pytest.mark.postgres
    def test_a_standby_alone_is_refused(self, postgres_app, started):
        with postgres_app.app_context():
            factories.a_council()
        only_lends_itself_for_reading(postgres_app)
        refused = run(postgres_app, "serve")
        assert refused.exit_code == 1
        assert "tar bara emot läsning" in refused.output
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


def only_lends_itself_for_reading(app):
    """Make the database answer as a standby does."""
    with app.app_context():
        name = db.engine.url.database
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(
                f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
            )
        db.engine.dispose()
