"""As many kills as ``make soak`` asks for (COUNCIL_SOAK_KILLS, both databases together)."""

import os
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import killing
from tests.faults.killing import Figures, KilledHall
from tests.support import hall as halls

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]

KILLS = int(os.environ.get("COUNCIL_SOAK_KILLS", "1000"))
IN_A_DIVISION = 10
"""Kills in one division, that at the gavel among them."""
RESTART = 5.0
"""Seconds in which a killed service has to answer again."""


@pytest.fixture(params=halls.BOTH)
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KilledHall]:
    """A council that presses, on each database."""
    with killing.hall(tmp_path, halls.database(request, tmp_path)) as council:
        yield council


def test_no_press_is_lost_in_as_many_kills(hall: KilledHall) -> None:
    while hall.figures.kills < KILLS / len(halls.BOTH):
        # The first start of each division is an operator's, from the very beginning.
        faults = [hall.kill_and_start_anew, *[hall.kill] * (IN_A_DIVISION - 2)]
        assert hall.division(faults, hall.kill) == [], f"after {hall.figures.kills} kills"

    tell(hall.figures)
    assert hall.figures.by_resending > 0
    assert statistics.median(hall.figures.restarts) < RESTART


def tell(figures: Figures) -> None:
    """The figures of the run, for whoever started it."""
    told = (
        f"{figures.kills} kills, {figures.presses} acknowledged presses, 0 lost, 0 doubled,"
        f" {figures.by_resending} acknowledged only when sent again; restart"
        f" p50 {statistics.median(figures.restarts):.2f} s, max {max(figures.restarts):.2f} s"
    )
    print(f"\n{told}")  # noqa: T201 - it is what the run is for
