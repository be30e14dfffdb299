"""The database is restarted in the middle of a division: some seconds of "try again", no fault,
and not one vote lost or counted twice."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from tests.support import hall as halls
from tests.support import postgres
from tests.support.hall import Hall
from tests.support.tablet import LOST, Tablet
from tests.support.until import until

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

PATIENCE = 20.0
LONGEST_GAP = 5.0
"""Seconds in which presses may be told to try again, from when the database answers again."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.Server]:
    with halls.cluster() as server:
        yield server


@pytest.fixture(scope="module")
def hall(cluster: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    yield from halls.on(cluster.create_database("hall"), tmp_path_factory.mktemp("restart"))


@dataclass
class Presser:
    """Presses without pause, each press with its own key until it is answered."""

    tablet: Tablet
    division: int
    receipts: dict[str, str] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)
    last_refused: float = 0.0

    def run(self, over: threading.Event) -> None:
        """Press until told to end; the press under way is still brought home, for a while."""
        while not over.is_set():
            self._bring_home(f"{self.tablet.username}-{len(self.receipts)}")

    def _bring_home(self, key: str) -> None:
        choice = ("yes", "no")[len(self.receipts) % 2]
        deadline = time.monotonic() + PATIENCE
        while key not in self.receipts and time.monotonic() < deadline:
            with suppress(*LOST):
                told = self.tablet.press(self.division, choice, key)
                self.statuses.add(told.status)
                if told.status == 200:
                    self.receipts[key] = told.json["receipt"]
                else:
                    self.last_refused = time.monotonic()
                    time.sleep(0.05)


@pytest.mark.parametrize(
    "end", [postgres.Server.abort, postgres.Server.kill], ids=["immediate", "crash"]
)
def test_no_press_is_lost_or_counted_twice_while_the_database_restarts(
    cluster: postgres.Server, hall: Hall, end: Callable[[postgres.Server], None]
) -> None:
    opened = hall.opens(hall.meeting())
    pressers = [
        Presser(Tablet(hall.server.address, name), opened.division) for name in hall.holders()[:8]
    ]
    with pressing(pressers):
        everybody_presses(pressers)

        end(cluster)
        until(lambda: all(503 in presser.statuses for presser in pressers))
        cluster.launch()
        answers = time.monotonic()

        everybody_presses(pressers)

    assert set().union(*(presser.statuses for presser in pressers)) == {200, 503}
    assert max(presser.last_refused for presser in pressers) - answers < LONGEST_GAP
    acknowledged = {key: one for presser in pressers for key, one in presser.receipts.items()}
    assert hall.receipts(opened) == acknowledged
    assert hall.server.ask("GET", "/health/ready")[0] == 200


@contextmanager
def pressing(pressers: list[Presser]) -> Iterator[None]:
    """All press, for a ``with`` block; the presses under way are brought home after it."""
    over = threading.Event()
    with ThreadPoolExecutor(len(pressers)) as pool:
        runs = [pool.submit(presser.run, over) for presser in pressers]
        try:
            yield
        finally:
            over.set()
        for run in runs:
            run.result(PATIENCE)


def everybody_presses(pressers: list[Presser]) -> None:
    """Wait until each has had three presses more acknowledged."""
    before = [len(presser.receipts) for presser in pressers]
    until(
        lambda: all(
            len(presser.receipts) >= had + 3 for presser, had in zip(pressers, before, strict=True)
        )
    )


def test_the_first_press_after_a_restart_that_nobody_noticed_goes_in(
    cluster: postgres.Server, hall: Hall
) -> None:
    """The pool holds connections that are dead, and finds out before it lends them."""
    opened = hall.opens(hall.meeting())
    tablets = [Tablet(hall.server.address, name) for name in hall.holders()[:8]]
    with ThreadPoolExecutor(len(tablets)) as pool:
        list(pool.map(lambda tablet: tablet.press(opened.division, "yes", "k1"), tablets))

    cluster.abort()
    cluster.launch()

    told = [tablet.press(opened.division, "no", "k2").status for tablet in tablets]
    assert told == [200] * len(tablets)
