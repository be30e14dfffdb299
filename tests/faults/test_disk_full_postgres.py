"""PostgreSQL has no room: for a row, which it refuses, or for its log, at which it gives up."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.support import hall as halls
from tests.support import postgres
from tests.support.hall import Hall
from tests.support.tablet import Tablet
from tests.support.until import until

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

NOT_RECORDED = "Din röst är INTE mottagen."
UNSURE = "Det är osäkert om din röst kom fram"
NO_ROOM = """
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON press EXECUTE FUNCTION no_room();
    CREATE TRIGGER no_room BEFORE INSERT ON journal_entry EXECUTE FUNCTION no_room();
"""
"""Answers as PostgreSQL does where a table cannot grow (53100); filling a disk needs its owner."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.Server]:
    with halls.cluster() as server:
        yield server


@pytest.fixture(scope="module")
def hall(cluster: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    yield from halls.on(cluster.create_database("hall"), tmp_path_factory.mktemp("full"))


def test_a_vote_and_a_gavel_without_room_are_refused_and_done_again(
    cluster: postgres.Server, hall: Hall
) -> None:
    opened = hall.opens(hall.meeting())
    agneta, cia, chair = (
        Tablet(hall.server.address, name) for name in ("agneta", "cia", "ordforande")
    )
    before = agneta.press(opened.division, "yes", "k1")

    with cluster.connect("hall") as operator:
        operator.execute(NO_ROOM)
    vote = cia.press(opened.division, "no", "k1")
    gavel = chair.post(f"/voteringar/{opened.division}/stang")
    again = agneta.press(opened.division, "yes", "k1")
    with cluster.connect("hall") as operator:
        operator.execute("DROP FUNCTION no_room CASCADE")

    assert (vote.status, gavel.status) == (503, 503)
    assert vote.json["message"].startswith(NOT_RECORDED)
    assert again.json == before.json | {"again": True}
    assert "again" not in cia.press(opened.division, "no", "k1").json
    closed = chair.post(f"/voteringar/{opened.division}/stang").json
    assert (closed["counts"]["yes"], closed["counts"]["no"]) == (1, 1)
    assert hall.chain_holds(opened.meeting)


def test_what_was_acknowledged_outlives_a_log_that_has_no_room(
    cluster: postgres.Server, hall: Hall
) -> None:
    opened = hall.opens(hall.meeting())
    tablets = [Tablet(hall.server.address, name) for name in hall.holders()[:6]]
    early, late = tablets[:3], tablets[3:]
    receipts = {press(tablet, opened.division) for tablet in early}

    cluster.fill_disk()
    for tablet in late:
        told = tablet.press(opened.division, "yes", tablet.username)
        assert told.status == 503
        assert told.json["message"].startswith((NOT_RECORDED, UNSURE))
    until(lambda: has_given_up(cluster))
    assert hall.server.ask("GET", "/health/ready")[0] == 503
    cluster.launch()  # there is room again

    receipts |= {press(tablet, opened.division) for tablet in late}
    assert set(hall.receipts(opened).items()) == receipts
    assert hall.server.ask("GET", "/health/ready")[0] == 200
    hall.closes(opened)
    assert hall.chain_holds(opened.meeting)


def press(tablet: Tablet, division: int) -> tuple[str, str]:
    """The key and the receipt of a press that goes in at once."""
    told = tablet.press(division, "yes", tablet.username)
    assert told.status == 200, told.text
    return tablet.username, told.json["receipt"]


def has_given_up(cluster: postgres.Server) -> bool:
    assert cluster.process
    if cluster.process.poll() is None:
        return False
    with pytest.raises(psycopg.OperationalError), cluster.connect():
        pass
    return True
