"""Exactly once, none late, none lost: presses without pause against two chairs who close.

And the race is worth something: each of the ways in ``wrong_ways.py``, which people have
written in good faith, is caught by it.
"""

import pytest

from council.store.base import db
from tests import factories
from tests.services import wrong_ways
from tests.services.racing import PRESSERS, RIGHT, rounds
from tests.support import soaked
from tests.support.changes import require_sound_journal
from tests.support.effort import in_soak, times
from tests.support.history import Told
from tests.support.soaked import Figures

ROUNDS = times(20)
"""Within which what is wrong has to be caught."""
PRESSES = times(2_000)
"""That the right way has to take without a fault; `make soak` lets it take more."""
SOAK_PRESSES = in_soak("PRESSES", 10_000)


def race(app, presses, figures):
    """Rounds until so many presses were accepted and each of them is accounted for."""
    for number, (history, faults) in enumerate(rounds(app, RIGHT, presses)):
        figures.found += faults
        assert faults == [], f"round {number}"
        assert len(history.of(Told.CLOSED)) == PRESSERS  # everybody pressed on past the gavel
        figures.acknowledged += len(history.of(Told.ACCEPTED))
        if figures.acknowledged >= presses and number + 1 >= ROUNDS:
            break
    assert figures.acknowledged >= presses
    require_sound_journal()


def test_no_press_is_lost_or_late_at_the_gavel(council):
    race(council, PRESSES, Figures())


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_no_press_in_ten_thousand_is_lost_or_late_at_the_gavel(council):
    figures = Figures()
    try:
        race(council, SOAK_PRESSES, figures)
    finally:
        soaked.tell(f"race at the gavel, {db.engine.dialect.name}", figures)


def caught(app, wrong):
    """What the first round with faults found, within as many rounds as the right way stands."""
    for _, faults in rounds(app, wrong.way, ROUNDS):
        if faults:
            return faults
    return []


@pytest.mark.parametrize("wrong", wrong_ways.ON_POSTGRESQL, ids=lambda wrong: wrong.name)
def test_what_is_wrong_on_postgresql_is_caught(postgres_store, monkeypatch, wrong):
    with postgres_store.app_context():
        factories.a_council()
        wrong.spoil(monkeypatch)

        assert any("a vote is lost" in fault for fault in caught(postgres_store, wrong))


@pytest.mark.parametrize(
    ("wrong", "found"),
    list(
        zip(wrong_ways.ON_SQLITE, ["a vote is lost", "neither a receipt nor"], strict=True),
    ),
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_is_wrong_on_sqlite_is_caught(sqlite_store, monkeypatch, wrong, found):
    with sqlite_store.app_context():
        factories.a_council()
        wrong.spoil(monkeypatch)

        assert any(found in fault for fault in caught(sqlite_store, wrong))
