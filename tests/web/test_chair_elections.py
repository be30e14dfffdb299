"""C6: the desk of an election at every step, read as the chair reads it."""

import re

import pytest

from council.services import items, lots
from council.store.models import Method
from tests import factories
from tests.support.elections import (
    a_ballot,
    acclaimed,
    all_vote,
    an_election,
    close,
    demanded,
    group,
    groups,
    names,
    requested,
)


@pytest.fixture
def desk(council, sign_in):
    """The desk's text after some acts."""
    chair = sign_in("ordforande")

    def read(meeting):
        answer = chair.get(f"/ordforande/{meeting}")
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", answer.text.replace("\u00a0", " ").replace("&nbsp;", " "))

    return read


def test_the_debate_shows_who_is_nominated_and_what_a_demand_takes(council, desk):
    with council.app_context():
        meeting, _item = an_election(3)
    page = desk(meeting)
    assert "Vi går till val av 3 personer." in page
    assert "Proportionellt val begärt av 0 ledamöter. 6 krävs (21 närvarande, 3 platser)." in page
    assert "Avsluta överläggningen" in page


def test_enough_who_ask_turn_the_gavel_into_the_ballot(council, desk):
    with council.app_context():
        meeting, item = an_election(3)
        acclaimed(item)
    assert 'id="gor-klubba"' in desk(meeting)
    with council.app_context():
        demanded(item, 6)
    page = desk(meeting)
    assert "Proportionellt val begärt av 6 ledamöter. 6 krävs" in page
    assert 'id="gor-oppna-sluten"' in page
    assert 'id="gor-klubba"' not in page


def test_a_request_opens_a_secret_ballot_and_shows_only_how_many(council, desk):
    with council.app_context():
        meeting, item = an_election(2, names=("Ada", "Bix", "Cleo"))
        requested(item)
    assert "Vid val ska den vara sluten." in desk(meeting)
    with council.app_context():
        division = a_ballot(item)
        all_vote(division, [names("Ada", "Cleo")] * 5)
    page = desk(meeting)
    assert "Avlämnade sedlar <b>5</b> av 21" in page
    assert f"/voteringar/{division}/valsedel" in page
    assert "Cleo" not in page


def test_the_commitment_stands_on_screen_before_the_lot_and_the_seed_after(council, desk):
    with council.app_context():
        meeting, item = an_election(1, names=("Ida", "Jon"))
        division = a_ballot(item)
        all_vote(division, [names("Ida")] * 10 + [names("Jon")] * 10)
        close(division)
    before = desk(meeting)
    assert "Åtagande, visas före lottningen" in before
    assert "Lika röstetal mellan Ida, Jon" in before
    assert "Dra lott" in before
    assert "Frö" not in before
    with council.app_context():
        factories.does("ordforande", lots.draw_lot, division, "snö")
    after = desk(meeting)
    assert "Frö" in after
    assert "Klubba" in after


def test_the_result_shows_comparison_numbers_and_the_gavel_says_who(council, desk):
    with council.app_context():
        meeting, item = an_election(3)
        demanded(item, 6)
        groups(item, {"Samling": ["Ada", "Bix", "Cleo"], "Lokal": ["Dov"]})
        division = a_ballot(item)
        all_vote(division, [group("Samling")] * 15 + [group("Lokal")] * 6)
        close(division)
    page = desk(meeting)
    assert "15/2" in page
    assert "Fullmäktige har valt Ada, Bix, Dov." in page
    assert "Beslut: Ada, Bix, Dov väljs." in page
    with council.app_context():
        factories.does("ordforande", items.gavel, item)
    assert "Regionfullmäktige beslutar att välja Ada, Bix och Dov." in desk(meeting)


def test_papers_are_counted_on_the_desk(council, desk):
    with council.app_context():
        meeting, item = an_election(1, names=("Ida", "Jon"))
        a_ballot(item, method=Method.PAPER)
    page = desk(meeting)
    assert 'name="roster:Ida"' in page
    assert "Räkna sedlarna först." in page


def test_an_appointment_shows_yes_and_no(council, desk):
    with council.app_context():
        meeting, item = factories.an_open_item(
            kind=factories.ItemKind.ELECTION,
            proposals=(factories.Kind.BOARD, factories.Kind.COUNTER),
        )
        requested(item)
    page = desk(meeting)
    assert "regionstyrelsens förslag" in page
    assert 'id="gor-oppna-sluten"' in page
