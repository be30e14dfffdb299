"""Two database hosts: a vote is acknowledged when it lies on both, so one may be lost."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from council.application import create_app
from council.config import Settings
from council.store import journal, schema
from council.store.base import db
from council.store.engine import reading
from tests import factories
from tests.support import postgres, standby, streams
from tests.support.left_out import leave_out
from tests.support.served import KEY
from tests.support.standby import Pair
from tests.support.streams import Server
from tests.support.tablets import (
    Tablet,
    acknowledged,
    last_choices,
    last_votes,
    pressing,
    recorded,
    sealed,
)
from tests.support.until import until

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

WAITS_FOR_STANDBY = "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@dataclass
class Hosts:
    """Two database hosts, as many web hosts as were started, and the test's own door."""

    pair: Pair
    app: Flask
    folder: Path

    def web(self, name: str) -> Server:
        """A web host that is not started yet."""
        (self.folder / name).mkdir()
        return Server(self.folder / name, "", **self.pair.settings)

    def opened(self) -> factories.Opened:
        """A division in an open meeting with everybody there."""
        with self.app.app_context():
            return factories.an_open_division()

    def tablets(self, *web: Server) -> list[Tablet]:
        """Everybody who holds a seat, signed in."""
        with self.app.app_context():
            holders = factories.holders()
        addresses = [host.address for host in web]
        tablets = [Tablet(addresses, username) for username in holders]
        for tablet in tablets:
            tablet.sign_in()
        return tablets


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A primary with its standby, made as the sample says."""
    try:
        postgres.binaries()
    except postgres.Absent as absent:
        leave_out(str(absent))
    with standby.pair() as pair:
        yield pair


@pytest.fixture
def hosts(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosts]:
    """A council on them."""
    for name, text in pair.settings.items():
        monkeypatch.setenv(name, text)
    url = pair.settings["COUNCIL_DATABASE_URL"]
    app = create_app(
        Settings(data_dir=tmp_path, secret_key=KEY, database_url=url, log_level="error")
    )
    with app.app_context():
        schema.migrate(db.engine)
        factories.a_council()
        yield Hosts(pair, app, tmp_path)
        db.engine.dispose()


def test_no_acknowledged_vote_is_lost_with_the_primary(hosts: Hosts) -> None:
    opened = hosts.opened()
    with ExitStack() as stack:
        web = [hosts.web("a"), hosts.web("b")]
        for host in web:
            stack.callback(host.end)
            host.start()
        tablets = hosts.tablets(*web)
        watchers = [stack.enter_context(host.watch(opened.meeting)) for host in web]
        for watcher in watchers:
            watcher.parts()
        chair = Tablet([web[1].address], "ordforande")
        chair.sign_in()

        with pressing(tablets, opened.division) as so_far:
            until(lambda: so_far() >= 4 * len(tablets))
            hosts.pair.primary.kill()
            promoted = hosts.pair.promote()
            before = so_far()
            until(lambda: so_far() >= before + 3 * len(tablets))
        closed = chair.post(f"/voteringar/{opened.division}/stang")

        for watcher in watchers:
            watcher.event("division.closed", streams.PATIENCE)
            assert not watcher.ended.is_set()
    assert promoted.returncode == 0, promoted.stderr
    with hosts.pair.standby.connect("klubbslag") as database:
        assert recorded(database, opened.division) == acknowledged(tablets)
        assert sealed(database, opened.division) == last_votes(tablets)
    assert last_choices(tablets).items() <= closed["counts"].items()
    verify_chain(hosts, opened.meeting)


def test_a_primary_that_comes_back_alone_acknowledges_nothing(pair: Pair) -> None:
    with pair.primary.connect() as connection:
        connection.execute("CREATE TABLE vote (choice text)")
    too_early = pair.promote()
    pair.primary.kill()
    assert pair.promote().returncode == 0
    pair.primary.launch()
    done = threading.Event()

    def record() -> None:
        with suppress(psycopg.OperationalError), pair.primary.connect() as connection:
            connection.execute("INSERT INTO vote VALUES ('yes')")
            done.set()

    alone = threading.Thread(target=record)
    alone.start()
    until(lambda: pair.primary.ask(WAITS_FOR_STANDBY))
    pair.primary.kill()
    alone.join()

    assert not done.is_set()
    assert too_early.returncode == 1
    assert "lever ännu" in too_early.stderr


def test_without_its_standby_the_primary_holds_votes_until_it_may_go_on_alone(
    hosts: Hosts,
) -> None:
    pair, opened, host = hosts.pair, hosts.opened(), hosts.web("a")
    with ExitStack() as stack:
        stack.callback(host.end)
        host.start()
        tablet = Tablet([host.address], "agneta")
        tablet.sign_in()
        pair.standby.kill()
        press = threading.Thread(target=tablet.press, args=(opened.division, "yes", "en"))
        press.start()
        until(lambda: pair.primary.ask(WAITS_FOR_STANDBY))
        while_it_waits = list(tablet.pressed)

        (pair.primary.folder / "data" / "conf.d" / "primary.conf").unlink()
        pair.primary.ask("SELECT pg_reload_conf()")
        press.join()

    assert while_it_waits == []
    with pair.primary.connect("klubbslag") as database:
        assert recorded(database, opened.division) == tablet.pressed
    assert tablet.tries == 1


def verify_chain(hosts: Hosts, meeting: int) -> None:
    db.engine.dispose()  # the test's own connections went with the primary
    with reading() as session:
        entries = journal.after(session, f"m{meeting}", -1, 10_000)
        journal.verify(entries)
        assert [entry.kind for entry in entries].count("division.closed") == 1
