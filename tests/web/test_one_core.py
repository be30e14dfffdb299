"""Threads that take turns share a core; those that work beside them have all."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest

from council.web import one_core
from council.web.lanes import Lanes

pytestmark = pytest.mark.skipif(
    len(one_core.EVERYWHERE) < 2, reason="one core only, or a system that does not tell"
)


def on_a_thread(work):
    """What the work gives on a thread of its own, whose cores nobody else shares."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def cores():
    return os.sched_getaffinity(0)


def test_who_stays_is_on_one_core_with_those_it_starts():
    def work():
        one_core.stay()
        found = []
        beside = Thread(target=lambda: found.append(cores()))
        beside.start()
        beside.join()
        return cores(), found[0]

    own, started = on_a_thread(work)

    assert len(own) == 1
    assert own == started


def test_who_roams_has_every_core_again():
    def work():
        one_core.stay()
        one_core.roam()
        return cores()

    assert on_a_thread(work) == one_core.EVERYWHERE


@pytest.mark.parametrize(("lane", "bound"), [("hall", True), ("public", False), ("sign_in", False)])
def test_hashing_and_the_public_have_every_core_and_the_hall_its_own(council, lane, bound):
    def work():
        one_core.stay()
        lanes = Lanes(council)
        try:
            return getattr(lanes, lane)._pool.submit(cores).result()
        finally:
            lanes.stop()

    assert (len(on_a_thread(work)) == 1) is bound
