"""The service is killed while everybody presses: exactly once, none late, none lost.

This tries that processes die, not that the power fails: the system still writes what a killed
process has handed over to it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import hasty, killing
from tests.faults.killing import KilledHall
from tests.support import effort
from tests.support import hall as halls

pytestmark = pytest.mark.faults

DIVISIONS = 2
KILLS = 7
"""In each division, besides the one at the gavel: with two databases 32 in all."""
SOAK_KILLS = effort.in_soak("KILLS", 1000)
"""In ``make soak``, on both databases together; of workers a tenth as many."""


@pytest.fixture(params=halls.BOTH)
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KilledHall]:
    """A council that presses, on each database."""
    with killing.hall(tmp_path, halls.database(request, tmp_path)) as council:
        yield council


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.postgres)])
def two_workers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KilledHall]:
    """The same with two processes that answer."""
    url = halls.database(request, tmp_path)
    with killing.hall(tmp_path, url, "--workers", "2") as council:
        yield council


def test_no_press_is_lost_when_the_service_is_killed(hall: KilledHall) -> None:
    for number in range(DIVISIONS):
        faults = [*[hall.kill] * (KILLS - 1), hall.kill_in_its_start]
        assert hall.division(faults, hall.kill) == [], f"division {number}"
    assert hall.lost_since() == []

    assert hall.figures.kills + hall.figures.at_the_gavel == DIVISIONS * (KILLS + 1)
    assert hall.figures.by_resending > 0


def test_neither_a_killed_worker_nor_a_killed_parent_takes_a_press_along(
    two_workers: KilledHall,
) -> None:
    """The other worker goes on; without their parent both leave, and the next gets the port."""
    assert two_workers.division([two_workers.kill_worker] * 2, two_workers.kill_parent) == []
    assert two_workers.figures.by_resending > 0


def test_a_service_that_answers_before_it_has_written_is_caught(
    sqlite_url: str, tmp_path: Path
) -> None:
    with killing.hall(tmp_path, sqlite_url, spoil=hasty.answer_first) as hall:
        found = hall.division([hall.kill], hall.kill)

    assert any("an acknowledged press is gone" in fault for fault in found)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_no_press_is_lost_in_a_thousand_kills(
    hall: KilledHall, request: pytest.FixtureRequest
) -> None:
    """Among them starts from the very beginning, and kills in the middle of a start."""
    strikes = [*[hall.kill] * 6, hall.kill_in_its_start, hall.kill_and_start_anew]
    kills = SOAK_KILLS // len(halls.BOTH)
    killing.soak(hall, f"killed on {request.node.callspec.id}", kills, strikes, [hall.kill])


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_neither_killed_workers_nor_killed_parents_take_a_press_along(
    two_workers: KilledHall,
) -> None:
    one, parent, every = two_workers.kill_worker, two_workers.kill_parent, two_workers.kill
    killing.soak(two_workers, "two workers", SOAK_KILLS // 10, [one, one, every], [one, parent])
