"""Two web hosts behind one proxy over one PostgreSQL: each does for the other, and may die."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from council.application import create_app
from council.config import Settings
from council.store import journal
from council.store.base import db
from council.store.engine import reading
from tests import factories
from tests.support import postgres, proxy
from tests.support.left_out import leave_out
from tests.support.proxy import Proxy
from tests.support.served import KEY
from tests.support.streams import SOON, Reader, Server
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

BEHIND_PROXY = {"COUNCIL_TRUSTED_PROXIES": "1", "COUNCIL_TRUSTED_HOSTS": proxy.NAME}


@dataclass
class Hosts:
    """Two web hosts, the proxy before them, and the test's own door to their database."""

    app: Flask
    a: Server
    b: Server
    proxy: Proxy
    database: psycopg.Connection[Any]

    def opened(self) -> factories.Opened:
        """A division in an open meeting with everybody there."""
        with self.app.app_context():
            return factories.an_open_division()

    def tablet(self, username: str, *hosts: Server) -> Tablet:
        """Somebody who has signed in, through the proxy or at these hosts themselves."""
        addresses = [by_name(host) for host in hosts] or [self.proxy.address]
        tablet = Tablet(addresses, username, self.proxy.trust)
        tablet.sign_in()
        return tablet

    def everybody(self) -> list[Tablet]:
        """All who hold a seat, through the proxy."""
        with self.app.app_context():
            holders = factories.holders()
        return [self.tablet(username) for username in holders]


@pytest.fixture(scope="module")
def hosts(
    postgres_server: postgres.Server,
    postgres_templates: dict[bool, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hosts]:
    """A council on two hosts, each with a data folder of its own and the same key."""
    url = postgres_server.create_database("two_hosts", postgres_templates[False])
    folders = [tmp_path_factory.mktemp(name) for name in ("a", "b", "proxy", "test")]
    settings = Settings(data_dir=folders[3], secret_key=KEY, database_url=url, log_level="error")
    app = create_app(settings)
    with ExitStack() as stack:
        with app.app_context():
            factories.a_council()
        a, b = (Server(folder, url, **BEHIND_PROXY) for folder in folders[:2])
        for host in (a, b):
            stack.callback(host.end)
            host.start()
        front = stack.enter_context(proxied(folders[2], a, b))
        database = stack.enter_context(postgres_server.connect("two_hosts"))
        yield Hosts(app, a, b, front, database)
    with app.app_context():
        db.engine.dispose()


def proxied(folder: Path, *hosts: Server) -> Any:
    """Caddy before some hosts, or the reason why the test is left out."""
    try:
        proxy.program()
    except proxy.Absent as absent:
        leave_out(str(absent))
    return proxy.proxied(folder, *(host.address for host in hosts))


def test_who_signs_in_on_one_host_is_known_on_the_other(hosts: Hosts) -> None:
    agneta = hosts.tablet("agneta", hosts.a)

    status, page = agneta.get("/rosta", by_name(hosts.b))

    assert (status, "Logga ut" in page) == (200, True)


def test_what_is_done_on_one_host_is_seen_at_once_on_the_other(hosts: Hosts) -> None:
    opened = hosts.opened()
    chair = hosts.tablet("ordforande", hosts.a)
    with watching(hosts.b, opened.meeting) as elsewhere:
        elsewhere.parts()

        asked = time.monotonic()
        chair.post(f"/voteringar/{opened.division}/stang")
        seen = elsewhere.event("division.closed")

    assert seen.at - asked < SOON


def test_two_gavels_on_two_hosts_close_once(hosts: Hosts) -> None:
    opened = hosts.opened()
    hosts.tablet("agneta").press(opened.division, "yes", "en")
    chairs = [hosts.tablet("ordforande", hosts.a), hosts.tablet("ordforande", hosts.b)]
    together = threading.Barrier(2)
    answers: list[Any] = []

    def close(chair: Tablet) -> None:
        together.wait()
        answers.append(chair.post(f"/voteringar/{opened.division}/stang"))

    threads = [threading.Thread(target=close, args=(chair,)) for chair in chairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers[0] == answers[1]
    assert answers[0]["counts"]["yes"] == 1
    assert kinds(hosts, opened.meeting).count("division.closed") == 1


def test_a_host_may_die_in_the_middle_of_a_vote(hosts: Hosts) -> None:
    opened = hosts.opened()
    tablets, chair = hosts.everybody(), hosts.tablet("ordforande")
    with ExitStack() as stack:
        watchers = [stack.enter_context(hosts.proxy.watch(opened.meeting)) for _ in range(4)]
        last_seen = {watcher: watcher.parts().id for watcher in watchers}

        with pressing(tablets, opened.division) as so_far:
            until(lambda: so_far() >= 4 * len(tablets))
            hosts.a.stop(signal.SIGKILL)
            before = so_far()
            until(lambda: so_far() >= before + 4 * len(tablets))
        until(lambda: sum(watcher.ended.is_set() for watcher in watchers) == 2)
        closed = chair.post(f"/voteringar/{opened.division}/stang")

        for watcher in watchers:
            again = watcher
            if watcher.ended.is_set():
                came_back = hosts.proxy.watch(opened.meeting, Last_Event_ID=last_seen[watcher])
                again = stack.enter_context(came_back)
            again.event("division.closed")
    assert recorded(hosts.database, opened.division) == acknowledged(tablets)
    assert sealed(hosts.database, opened.division) == last_votes(tablets)
    assert last_choices(tablets).items() <= closed["counts"].items()
    assert kinds(hosts, opened.meeting).count("division.closed") == 1
    hosts.a.start()


def test_where_no_host_answers_the_proxy_says_so_in_words(tmp_path: Path) -> None:
    nobody = Server(tmp_path, "")
    nobody.address = f"http://127.0.0.1:{nobody.environ['PORT']}"

    with proxied(tmp_path, nobody) as front:
        status, text, headers = front.ask("/")

    assert (status, headers["Retry-After"]) == (503, "1")
    assert "Det som är mottaget finns kvar" in text


def by_name(host: Server) -> str:
    """A host's own address, under the name that it answers to."""
    return host.address.replace("127.0.0.1", proxy.NAME)


def watching(host: Server, meeting: int) -> Reader:
    """A public stream of one host, not through the proxy."""
    return Reader(by_name(host), f"/live/{meeting}?vy=public")


def kinds(hosts: Hosts, meeting: int) -> list[str]:
    """What has been recorded of a meeting, whose chain must hold."""
    with hosts.app.app_context(), reading() as session:
        entries = journal.after(session, f"m{meeting}", -1, 10_000)
        journal.verify(entries)
        return [entry.kind for entry in entries]
