"""The clock is moved while the hall decides: the order is the record's, and nothing is lost.

Before every act the clock is moved, there and back in turn, so that each act meets with it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest

from tests import factories
from tests.support import hall as halls
from tests.support.hall import BOTH, Hall
from tests.support.moved_clock import Server
from tests.support.tablet import Tablet, Told

pytestmark = pytest.mark.faults

AFTERNOON = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUMMER_ENDS = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
"""2.50 in the hall; twenty minutes later it is 2.10."""
SUMMER_BEGINS = datetime(2027, 3, 28, 0, 50, tzinfo=UTC)
"""1.50 in the hall; twenty minutes later it is 3.10."""
LEAP_NIGHT = datetime(2028, 2, 28, 22, 50, tzinfo=UTC)
"""23.50 in the hall; twenty minutes later it is the 29th of February."""
TWENTY = timedelta(minutes=20)


@pytest.fixture(scope="module", params=BOTH)
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("clock")
    url = halls.database(request, folder)
    yield from halls.served_by(Server(folder, url), url, folder)


def clock(hall: Hall) -> Server:
    assert isinstance(hall.server, Server)
    return hall.server


class Moved:
    """Somebody's device, on which the clock has been moved whenever something is done."""

    swing: Iterator[timedelta]

    def __init__(self, hall: Hall, username: str) -> None:
        self.hall, self.tablet = hall, Tablet(hall.server.address, username)

    def does(self, path: str, **given: Any) -> Told:
        clock(self.hall).move_clock(next(Moved.swing))
        told = self.tablet.post(path, **given)
        assert told.status == 200, (path, told.text)
        return told

    def presses(self, division: int, choice: str) -> None:
        told = self.does(f"/voteringar/{division}/rost", choice=choice, key=f"k-{choice}")
        assert told.json["choice"] == choice


@pytest.mark.parametrize(
    ("starts", "by"),
    [
        pytest.param(AFTERNOON, -HOUR, id="an_hour_back"),
        pytest.param(AFTERNOON, HOUR, id="an_hour_forth"),
        pytest.param(AFTERNOON, -DAY, id="a_day_back"),
        pytest.param(SUMMER_ENDS, TWENTY, id="summer_time_ends"),
        pytest.param(SUMMER_BEGINS, TWENTY, id="summer_time_begins"),
        pytest.param(LEAP_NIGHT, TWENTY, id="leap_day"),
    ],
)
def test_a_meeting_is_held_though_the_clock_goes_back_and_forth(
    hall: Hall, starts: datetime, by: timedelta
) -> None:
    clock(hall).set_clock(starts)
    Moved.swing = cycle([by, -by])
    meeting, item = a_meeting_with_an_item(hall, starts)
    chair = Moved(hall, "ordforande")
    agneta, cia, vice = (Moved(hall, name) for name in ("agneta", "cia", "vice1"))

    with hall.server.watch(meeting) as screen:
        screen.parts()
        chair.does(f"/sammantraden/{meeting}/oppna")
        chair.does(f"/sammantraden/{meeting}/narvaro", usernames="all")
        chair.does(f"/arenden/{item}/oppna")
        division = chair.does(f"/arenden/{item}/votering").json["division"]
        agneta.presses(division, "yes")
        cia.presses(division, "no")
        vice.presses(division, "no")
        agneta.presses(division, "no")
        cia.presses(division, "abstain")
        closed = chair.does(f"/voteringar/{division}/stang").json
        chair.does(f"/arenden/{item}/klubba")
        chair.does(f"/sammantraden/{meeting}/avsluta")
        screen.event("meeting.closed")

    assert closed["counts"] == {"yes": 0, "no": 2, "abstain": 1, "absent": 18}
    assert closed["outcome"] == "no"
    assert hall.chain_holds(meeting)
    moments = [entry["at"] for entry in hall.entries(meeting)]
    assert moments == sorted(moments)
    behind = [entry["payload"].get("clock_back_s", 0) for entry in hall.entries(meeting)]
    assert max(behind) == pytest.approx(abs(by).total_seconds(), abs=20)


def a_meeting_with_an_item(hall: Hall, starts: datetime) -> tuple[int, int]:
    morning = starts - timedelta(days=2)
    with hall.app.app_context():
        meeting = factories.a_meeting(day=starts.date(), now=morning)
        return meeting, factories.an_item(meeting)


def test_a_clock_that_goes_back_signs_nobody_out(hall: Hall) -> None:
    clock(hall).set_clock(AFTERNOON)
    agneta = Tablet(hall.server.address, "agneta")

    clock(hall).move_clock(-HOUR)

    assert agneta.get("/rosta").status == 200


def test_a_sign_in_ends_by_the_clock_and_lives_on_where_that_was_wrong(hall: Hall) -> None:
    opened = hall.opens(hall.meeting())
    clock(hall).set_clock(AFTERNOON)
    agneta = Tablet(hall.server.address, "agneta")

    clock(hall).move_clock(DAY)
    ended = agneta.press(opened.division, "yes", "k1")
    clock(hall).move_clock(-DAY)

    assert (ended.status, ended.json["message"]) == (401, "Logga in för att rösta.")
    assert agneta.press(opened.division, "yes", "k1").status == 200
    assert hall.presses(opened) == [("agneta", "yes")]


def test_readiness_tells_of_a_clock_that_is_behind_the_record(hall: Hall) -> None:
    clock(hall).set_clock(AFTERNOON + 1000 * DAY)
    chair = Tablet(hall.server.address, "ordforande")
    meeting, _ = a_meeting_with_an_item(hall, AFTERNOON + 1000 * DAY)
    assert chair.post(f"/sammantraden/{meeting}/oppna").status == 200
    assert hall.server.ask("GET", "/health/ready")[0] == 200

    clock(hall).move_clock(-HOUR)

    status, told, _ = hall.server.ask("GET", "/health/ready")
    assert status == 503
    assert "behind the entry of" in told
