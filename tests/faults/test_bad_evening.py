"""A hall whose network and clock fail it in turn: every division ends as the tablets were told."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic

import pytest

from council.store.base import db
from tests import factories
from tests.factories import Opened
from tests.support import bad_network, effort, ledger, soaked
from tests.support import hall as halls
from tests.support.bad_network import Fault, Network
from tests.support.hall import BOTH, Hall
from tests.support.history import Closing, History, Told, Tried
from tests.support.moved_clock import Server
from tests.support.soaked import Figures
from tests.support.tablet import Tablet

pytestmark = pytest.mark.faults

DIVISIONS = effort.in_soak("DIVISIONS", 200)
"""In ``make soak``, on each database."""
AFTERNOON = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
PRESSES = 3
"""Of each tablet in a division: who has pressed changes twice."""
LOUD = [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_IN_REPLY, Fault.SLOW, Fault.TWICE]
"""Faults that end soon; what never ends is tried by itself."""
CHOICES = ("yes", "no", "abstain")


@pytest.fixture(scope="module", params=BOTH)
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("evening")
    url = halls.database(request, folder)
    yield from halls.served_by(Server(folder, url), url, folder)


@pytest.fixture
def network(hall: Hall) -> Iterator[Network]:
    with bad_network.between(hall.server.address) as network:
        yield network


@pytest.fixture
def tablets(hall: Hall, network: Network) -> list[Tablet]:
    clock(hall).set_clock(AFTERNOON)
    return [Tablet(network.address, name) for name in hall.holders()]


def test_a_division_on_a_bad_evening(hall: Hall, network: Network, tablets: list[Tablet]) -> None:
    divide(hall, network, tablets, 1, Figures())


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_division_after_division_on_a_bad_evening(
    hall: Hall, network: Network, tablets: list[Tablet], request: pytest.FixtureRequest
) -> None:
    figures = Figures()
    try:
        for seed in range(DIVISIONS):
            divide(hall, network, tablets, seed, figures)
    finally:
        soaked.tell(f"bad evening on {request.node.callspec.id}", figures)


def divide(
    hall: Hall, network: Network, tablets: list[Tablet], seed: int, figures: Figures
) -> None:
    """Everybody presses, with a fault for every other press, while the clock is moved."""
    chance = random.Random(seed)
    opened = hall.opens(hall.meeting())
    network.hit(*chance.choices(LOUD, k=len(tablets) * PRESSES // 2))
    over, history = threading.Event(), History()
    with ThreadPoolExecutor(len(tablets) + 1) as pool:
        mover = pool.submit(move_clock, hall, chance, over)
        try:
            for tries in pool.map(lambda one: press_and_change(hall, one, opened, seed), tablets):
                history.tries += tries
        finally:
            over.set()
        mover.result()

    published = close(hall, opened, history)
    found = [*ledger.faults(url(hall), opened.division, history), *published]
    figures.acknowledged += len(history.tries)
    figures.found += found
    assert found == []
    assert len(hall.receipts(opened)) == len(history.tries) == len(tablets) * PRESSES


def press_and_change(hall: Hall, tablet: Tablet, opened: Opened, seed: int) -> list[Tried]:
    """Press until each press is recorded; how each of them went."""
    chance, tries = random.Random(f"{seed} {tablet.username}"), []
    with hall.app.app_context():
        seat = factories.seat(tablet.username)
    for number in range(PRESSES):
        choice, key, asked_at = chance.choice(CHOICES), f"{tablet.username}-{number}", monotonic()
        told, before = tablet.press_until_answered(opened.division, choice, key)
        assert (told.status, told.json["choice"]) == (200, choice)
        receipt, sent = told.json["receipt"], len(before) + 1
        tries.append(
            Tried(seat, key, choice, Told.ACCEPTED, receipt, asked_at, monotonic(), sent=sent)
        )
    return tries


def close(hall: Hall, opened: Opened, history: History) -> list[str]:
    """The chair closes; what is published otherwise than it is sealed."""
    chair, asked_at = Tablet(hall.server.address, "ordforande"), monotonic()
    closed = chair.post(f"/voteringar/{opened.division}/stang")
    assert closed.status == 200, closed.text
    history.closings.append(Closing(asked_at, monotonic()))
    return ledger.published_faults(url(hall), closed.json)


def move_clock(hall: Hall, chance: random.Random, over: threading.Event) -> None:
    """Back and forth, up to two hours from the afternoon, and there again at the end."""
    moved = timedelta()
    for _ in count():
        by = timedelta(seconds=chance.randint(-7200, 7200)) - moved
        clock(hall).move_clock(by)
        moved += by
        if over.wait(0.05):
            break
    clock(hall).move_clock(-moved)


def url(hall: Hall) -> str:
    """The address of the hall's database."""
    with hall.app.app_context():
        return db.engine.url.render_as_string(hide_password=False)


def clock(hall: Hall) -> Server:
    assert isinstance(hall.server, Server)
    return hall.server
