"""The measurements measure: each part runs, small, and sees what is wrong. Nothing is timed."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bench import __main__ as bench
from bench import thirty, watchers, years
from bench.bare_stream import chunk
from bench.rows import Row, table
from bench.sample import SMALL
from bench.server import Place
from bench.watching import Heard, Watcher
from council.store import journal
from council.store.models import JournalHead

pytestmark = pytest.mark.timeout(600)  # whole servers are started, on a machine that is busy
CLOSED = b'id: 8\nevent: division.closed\ndata: {"seq":8,"kind":"division.closed"}\n\n'


class Wire:
    """The end of a connection that nobody holds."""

    def write(self, _data: bytes) -> None:
        """Send nothing."""


def hears(heard: Heard, *events: bytes, answer: bytes = b"HTTP/1.1 200 OK") -> None:
    """Let one more watcher get an answer that holds these events."""
    watcher = Watcher(b"GET", heard, lambda: None)
    watcher.connection_made(Wire())
    watcher.data_received(answer + b"\r\n\r\n" + b"".join(map(chunk, events)))


def entry(seq: int, kind: str = "division.closed", told: int | None = None) -> bytes:
    data = json.dumps({"seq": seq if told is None else told, "kind": kind})
    return f"id: {seq}\nevent: {kind}\ndata: {data}\n\n".encode()


def test_a_watcher_hears_what_is_right():
    heard = Heard()

    hears(heard, b"id: 7\ndata: <p>Before</p>\n\n", entry(8), b"id: 8\ndata: <p>After</p>\n\n")

    assert (heard.wrong, len(heard.arrived["division.closed"])) == ([], 1)


def test_a_watcher_notices_an_event_that_was_skipped():
    heard = Heard()

    hears(heard, entry(7, "division.opened"), entry(9))

    assert len(heard.wrong) == 1
    assert "division.closed" not in heard.arrived


def test_a_watcher_notices_content_that_is_not_of_the_id():
    heard = Heard()

    hears(heard, entry(8, told=9))

    assert len(heard.wrong) == 1


def test_a_watcher_notices_a_screen_of_another_time():
    heard = Heard()

    hears(heard, entry(8), b"id: 7\ndata: <p>Before</p>\n\n")

    assert len(heard.wrong) == 1


def test_watchers_notice_that_one_was_shown_something_else():
    heard = Heard()

    hears(heard, entry(8), b"id: 8\ndata: <p>Ja 40</p>\n\n")
    hears(heard, entry(8), b"id: 8\ndata: <p>Ja 41</p>\n\n")

    assert len(heard.wrong) == 1


def test_a_watcher_notices_an_answer_that_is_no_stream():
    heard = Heard()

    hears(heard, answer=b"HTTP/1.1 503 Service Unavailable")

    assert heard.wrong == ["HTTP/1.1 503 Service Unavailable"]


@pytest.mark.parametrize("amiss", [{"got": 1}, {"lost": 1}, {"wrong": ["8"]}, {"octets": ""}])
def test_no_figure_is_given_where_a_watcher_heard_amiss(amiss):
    heard = {"got": 2, "lost": 0, "wrong": [], "octets": CLOSED.decode(), **amiss}

    with pytest.raises(RuntimeError, match="watchers"):
        watchers.demand(heard, 2)


def test_no_figure_is_given_of_too_few_votes():
    counted = {"meeting": 3, "division": 6, "vote": 2 * 3 * 17 - 1, "press": 2 * 3 * 17}

    with pytest.raises(RuntimeError, match="vote"):
        years.demand(counted, 2, SMALL)


def test_a_figure_is_judged_by_its_baseline_and_its_limit():
    slow = Row(what="a burst", figure=31, baseline=10, most=3)
    quick = Row(what="a page", figure=60, unit="/s", limit=50)

    assert (slow.holds, quick.holds) == (False, True)
    assert "NOT HELD" in table("burst", [slow])


@pytest.mark.soak
def test_the_chains_of_an_old_council_hold(tmp_path: Path):
    with ThreadPoolExecutor(1) as pool:
        counted = pool.submit(thirty.fill, Place(tmp_path), 2, SMALL).result()

    years.demand(counted, 2, SMALL)
    with Session(create_engine(f"sqlite:///{tmp_path / thirty.DATABASE}")) as session:
        chains = [head.chain for head in session.scalars(select(JournalHead))]
        assert len(chains) == 4  # the body's, the demonstration meeting's, and two
        for chain in chains:
            journal.verify(journal.after(session, chain, -1, 10_000))


OFTEN = ("burst", "watchers")
"""Parts that are tried with everything else; the others take longer, and are tried by make soak."""


@pytest.mark.parametrize(
    "name",
    [
        *OFTEN,
        *(
            pytest.param(name, marks=pytest.mark.soak)
            for name in bench.MEASURES
            if name not in OFTEN
        ),
    ],
)
def test_each_part_runs(name, capsys, monkeypatch, tmp_path):
    results = tmp_path / "results.json"
    monkeypatch.setattr(bench, "RESULTS", results)

    # On a thread of its own: the browser's driver runs a loop on this one.
    with ThreadPoolExecutor(1) as pool:
        measured = pool.submit(bench.main, [name, "--quick", "--database", "sqlite"])

    assert measured.result() == 0
    assert name in capsys.readouterr().out
    assert not results.exists()


def test_a_part_that_is_measured_anew_leaves_the_others(monkeypatch, tmp_path):
    results = tmp_path / "results.json"
    monkeypatch.setattr(bench, "RESULTS", results)

    bench.keep("burst", [Row(what="a burst", figure=1)])
    bench.keep("years", [Row(what="a page", figure=2)])
    bench.keep("burst", [Row(what="a burst", figure=3)])

    kept = json.loads(results.read_text())
    assert [kept[name]["rows"][0]["figure"] for name in ("burst", "years")] == [3, 2]
