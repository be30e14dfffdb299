"""A hall whose network and clock fail it in turn: every division ends as the tablets were told."""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tests.factories import Opened
from tests.support import bad_network
from tests.support import hall as halls
from tests.support.bad_network import Fault, Network
from tests.support.hall import BOTH, Hall
from tests.support.moved_clock import Server
from tests.support.tablet import Tablet

pytestmark = pytest.mark.faults

DIVISIONS = int(os.environ.get("COUNCIL_SOAK_DIVISIONS", "200"))
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
    divide(hall, network, tablets, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_division_after_division_on_a_bad_evening(
    hall: Hall, network: Network, tablets: list[Tablet]
) -> None:
    for seed in range(DIVISIONS):
        divide(hall, network, tablets, seed)


def divide(hall: Hall, network: Network, tablets: list[Tablet], seed: int) -> None:
    """Everybody presses, with a fault for every other press, while the clock is moved."""
    chance = random.Random(seed)
    opened = hall.opens(hall.meeting())
    network.hit(*chance.choices(LOUD, k=len(tablets) * PRESSES // 2))
    over = threading.Event()
    with ThreadPoolExecutor(len(tablets) + 1) as pool:
        mover = pool.submit(move_clock, hall, chance, over)
        votes = dict(pool.map(lambda one: press_and_change(one, opened, seed), tablets))
        over.set()
        mover.result()

    closed = Tablet(hall.server.address, "ordforande").post(f"/voteringar/{opened.division}/stang")
    counts = Counter(votes.values())
    assert closed.json["counts"] == {choice: counts[choice] for choice in CHOICES} | {"absent": 0}
    assert len(hall.receipts(opened)) == len(tablets) * PRESSES
    assert hall.chain_holds(opened.meeting)


def press_and_change(tablet: Tablet, opened: Opened, seed: int) -> tuple[str, str]:
    """Press until each press is recorded; whose the last one is, and what it was."""
    chance, choice = random.Random(f"{seed} {tablet.username}"), ""
    for number in range(PRESSES):
        choice = chance.choice(CHOICES)
        told, _ = tablet.press_until_answered(
            opened.division, choice, f"{tablet.username}-{number}"
        )
        assert (told.status, told.json["choice"]) == (200, choice)
    return tablet.username, choice


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


def clock(hall: Hall) -> Server:
    assert isinstance(hall.server, Server)
    return hall.server
