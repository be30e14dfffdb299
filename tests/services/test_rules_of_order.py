"""Setting the rules of order: for the whole council, in its own chain, never in a division."""

import json

import pytest

from council.law.refusals import BadRuleOfOrder, DivisionOpen
from council.law.rules_of_order import USUAL, Remote
from council.services import divisions, rules_of_order
from council.store import journal
from council.store.engine import reading
from council.store.models import HouseRule
from council.store.queries.rules_of_order import rules_of_order as holding
from tests.factories import NOON, actor, an_open_division, does, later
from tests.support.changes import entries, nothing_changes, refused

pytestmark = pytest.mark.usefixtures("council")


def change(now=NOON, **values):
    return rules_of_order.change_all(values, actor("admin"), now=now)


def holds():
    with reading() as session:
        return holding(session)


def test_the_usual_holds_until_something_is_set():
    assert holds() == USUAL


def test_a_change_holds_and_is_told_in_the_councils_chain():
    with entries(journal.BODY) as told:
        assert change(remote="2018", attesters="3", chair_votes_last="yes") == [
            "remote",
            "attesters",
        ]

    assert holds().remote is Remote.SINCE_2018
    assert holds().attesters == 3
    assert [entry.kind for entry in told] == ["rules.changed"]
    assert json.loads(told[0].payload) == {
        "changes": [
            {"rule": "remote", "from": "none", "to": "2018"},
            {"rule": "attesters", "from": "2", "to": "3"},
        ]
    }


def test_only_what_differs_is_kept():
    change(attesters="3")
    change(attesters="4", now=later(1))
    change(attesters="2", now=later(2))

    with reading() as session:
        assert session.query(HouseRule).count() == 0


def test_setting_what_holds_already_changes_nothing():
    with nothing_changes():
        assert not rules_of_order.change("attesters", "2", actor("admin"), now=NOON)


def test_one_bad_value_stops_all():
    with refused(BadRuleOfOrder, key="attesters"):
        change(remote="2018", attesters="9")


def test_no_rule_changes_while_votes_are_given():
    opened = an_open_division()
    with refused(DivisionOpen):
        change(votes_may_change="no")

    does("ordforande", divisions.close_division, opened.division)
    assert rules_of_order.change("votes_may_change", "no", actor("admin"), now=later(1))
