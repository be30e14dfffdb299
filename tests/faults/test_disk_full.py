"""The disk is full: who votes is told that the vote is not recorded, and once there is room the
same press goes in."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from council.store.base import db
from tests.support import hall as halls
from tests.support.hall import Hall
from tests.support.tablet import Tablet

pytestmark = pytest.mark.faults

NOT_RECORDED = "Din röst är INTE mottagen."


@pytest.fixture(params=["sqlite"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    yield from halls.opened(request, tmp_path)


def fill_disk(hall: Hall) -> None:
    """Let no file of the server's grow: what it writes ahead fails as on a full disk."""
    log = Path(f"{hall.database}-wal")
    limit_files(hall, log.stat().st_size)


def make_room(hall: Hall) -> None:
    limit_files(hall, resource.RLIM_INFINITY)


def limit_files(hall: Hall, size: int) -> None:
    _, hard = resource.prlimit(hall.server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(hall.server.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_disk_loses_nothing_and_says_so(hall: Hall) -> None:
    opened = hall.opens(hall.meeting())
    names = hall.holders()[:6]
    early, late = (
        [Tablet(hall.server.address, name) for name in part] for part in (names[:3], names[3:])
    )
    for tablet in early:
        assert tablet.press(opened.division, "yes", "k1").status == 200

    fill_disk(hall)

    for tablet in late:
        told = tablet.press(opened.division, "no", "k1")
        assert told.status == 503
        assert told.json["error"] == "unavailable"
        assert told.json["message"].startswith(NOT_RECORDED)
    assert hall.presses(opened) == [(name, "yes") for name in names[:3]]
    assert whole(hall)
    assert hall.server.ask("GET", "/health/ready")[0] == 503

    make_room(hall)

    for tablet in late:
        assert "again" not in tablet.press(opened.division, "no", "k1").json
    assert hall.server.ask("GET", "/health/ready")[0] == 200
    closed = chair(hall).post(f"/voteringar/{opened.division}/stang")
    assert closed.json["counts"] | {"absent": 0} == {"yes": 3, "no": 3, "abstain": 0, "absent": 0}
    assert hall.chain_holds(opened.meeting)


def test_a_close_on_a_full_disk_leaves_the_division_open(hall: Hall) -> None:
    opened = hall.opens(hall.meeting())
    tablet, gavel = Tablet(hall.server.address, "agneta"), chair(hall)
    tablet.press(opened.division, "yes", "k1")

    fill_disk(hall)
    refused = gavel.post(f"/voteringar/{opened.division}/stang")
    make_room(hall)

    assert refused.status == 503
    assert tablet.press(opened.division, "no", "k2").status == 200
    assert gavel.post(f"/voteringar/{opened.division}/stang").json["counts"]["no"] == 1
    assert hall.chain_holds(opened.meeting)


def chair(hall: Hall) -> Tablet:
    return Tablet(hall.server.address, "ordforande")


def whole(hall: Hall) -> bool:
    """Whether the database finds nothing wrong with itself."""
    with hall.app.app_context(), db.engine.connect() as connection:
        return connection.scalar(text("PRAGMA integrity_check")) == "ok"
