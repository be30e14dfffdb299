"""The council that all tests stand on is what its description says."""

from council.law.tally import Choice
from council.store.engine import reading
from council.store.models import Division
from tests import factories


def test_a_council_has_its_seats_and_its_cast(council):
    with council.app_context():
        holders = factories.holders()

    assert len(holders) == 21
    assert {"agneta", "cia", "ordforande", "vice1", "vice2"} < set(holders)


def test_a_division_takes_presses(council):
    with council.app_context():
        opened = factories.an_open_division()
        receipt = factories.press(opened.division, "agneta", Choice.YES)

    assert receipt.choice is Choice.YES


def test_everybody_can_sign_in(council, sign_in):
    for username in ("agneta", "bo", "dag", "ordforande", "sekreterare", "admin"):
        assert sign_in(username).get("/start").status_code == 303


def test_yes_stands_for_the_first_proposal(council):
    with council.app_context():
        opened = factories.an_open_division()
        with reading() as session:
            assert (
                session.get_one(Division, opened.division).yes_phrase == "regionstyrelsens förslag"
            )
