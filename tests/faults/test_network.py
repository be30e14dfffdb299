"""The network fails a tablet in every way it can: a press counts once, or is known not to."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories import Opened
from tests.support import bad_network
from tests.support import hall as halls
from tests.support.bad_network import Fault, Network
from tests.support.hall import BOTH, Hall
from tests.support.tablet import LOST, Tablet

pytestmark = pytest.mark.faults

LOSING = [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_IN_REPLY]
"""After these the tablet knows at once that no answer comes."""
SILENT = [Fault.NO_WAY_BACK, Fault.NO_WAY_THERE]
"""After these nothing ever comes, and the tablet gives up waiting."""
RECORDED = {Fault.CUT_AFTER, Fault.CUT_IN_REPLY, Fault.NO_WAY_BACK}
"""Those in which the server had recorded the press before the answer was lost."""


@pytest.fixture(scope="module", params=BOTH)
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    yield from halls.opened(request, tmp_path_factory.mktemp("network"))


@pytest.fixture
def opened(hall: Hall) -> Opened:
    return hall.opens(hall.meeting())


@pytest.fixture
def network(hall: Hall) -> Iterator[Network]:
    with bad_network.between(hall.server.address) as network:
        yield network


@pytest.mark.parametrize("fault", LOSING + SILENT, ids=lambda fault: fault.name.lower())
def test_a_press_that_was_not_answered_is_sent_again_and_counts_once(
    hall: Hall, opened: Opened, network: Network, fault: Fault
) -> None:
    agneta = Tablet(network.address, "agneta", patience=2.0 if fault in SILENT else 20.0)
    network.hit(fault)
    with pytest.raises(LOST):
        agneta.press(opened.division, "yes", "k1")

    told = agneta.press(opened.division, "yes", "k1")

    assert told.status == 200
    assert told.json.get("again", False) is (fault in RECORDED)
    assert hall.presses(opened) == [("agneta", "yes")]


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.TWICE], ids=["slow", "twice"])
def test_a_press_that_comes_late_or_twice_counts_once(
    hall: Hall, opened: Opened, network: Network, fault: Fault
) -> None:
    agneta = Tablet(network.address, "agneta")
    network.hit(fault)

    told = agneta.press(opened.division, "yes", "k1")

    assert told.status == 200
    assert hall.presses(opened) == [("agneta", "yes")]


def test_a_press_that_was_overtaken_is_not_lost(
    hall: Hall, opened: Opened, network: Network
) -> None:
    """The order is the server's: what comes last is the vote, and the tablet is told which."""
    agneta = Tablet(network.address, "agneta")
    network.hit(Fault.OVERTAKEN)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(agneta.press, opened.division, "yes", "k1")
        network.wait_for_faults()
        second = agneta.press(opened.division, "no", "k2")

    assert (first.result().status, second.status) == (200, 200)
    assert hall.presses(opened) == [("agneta", "no"), ("agneta", "yes")]


def test_an_older_press_that_is_sent_again_overturns_nothing(
    hall: Hall, opened: Opened, network: Network
) -> None:
    agneta = Tablet(network.address, "agneta")
    network.hit(Fault.CUT_AFTER)
    with pytest.raises(LOST):
        agneta.press(opened.division, "yes", "k1")
    agneta.press(opened.division, "no", "k2")

    again = agneta.press(opened.division, "yes", "k1")

    assert again.json["again"]
    assert hall.presses(opened)[-1] == ("agneta", "no")


def test_a_hall_on_a_bad_network_is_counted_once_each(
    hall: Hall, opened: Opened, network: Network
) -> None:
    names = hall.holders()
    tablets = [Tablet(network.address, name) for name in names]
    network.hit(*(LOSING * len(names))[: 2 * len(names)])
    start = threading.Barrier(len(tablets))

    def press(tablet: Tablet) -> int:
        start.wait()
        told, _ = tablet.press_until_answered(opened.division, "yes", f"{tablet.username}-1")
        return told.status

    with ThreadPoolExecutor(len(tablets)) as pool:
        assert set(pool.map(press, tablets)) == {200}

    assert sorted(hall.presses(opened)) == sorted((name, "yes") for name in names)


def test_a_press_that_comes_after_the_gavel_is_refused_and_kept_for_nobody(
    hall: Hall, opened: Opened, network: Network
) -> None:
    agneta = Tablet(network.address, "agneta")
    network.go_down()
    with pytest.raises(LOST):
        agneta.press(opened.division, "yes", "k1")
    hall.closes(opened)
    network.come_up()

    told = agneta.press(opened.division, "yes", "k1")

    assert told.status == 409
    assert told.json == {
        "error": "not_open",
        "message": "Omröstningen är inte öppen. Din röst har inte räknats.",
    }
    assert hall.presses(opened) == []


def test_a_receipt_that_was_lost_is_given_even_after_the_gavel(
    hall: Hall, opened: Opened, network: Network
) -> None:
    agneta = Tablet(network.address, "agneta")
    network.hit(Fault.CUT_AFTER)
    with pytest.raises(LOST):
        agneta.press(opened.division, "yes", "k1")
    hall.closes(opened)

    told = agneta.press(opened.division, "yes", "k1")

    assert (told.status, told.json["choice"], told.json["again"]) == (200, "yes", True)
