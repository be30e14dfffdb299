"""KL 5 kap. 16 §: who may take part at a distance, and when they count as present."""

import pytest

from council.law.refusals import NotAtADistance
from council.law.remote import Lost, counts_as_present, require_remote
from council.law.rules_of_order import Remote, RulesOfOrder


@pytest.mark.parametrize("presidium", [True, False])
def test_nobody_takes_part_at_a_distance_unless_the_council_has_decided_it(presidium):
    with pytest.raises(NotAtADistance) as refused:
        require_remote(RulesOfOrder(), presidium=presidium)

    assert refused.value.facts == {"why": "none"}


@pytest.mark.parametrize("rules", [Remote.SINCE_2018, Remote.BILL])
def test_a_member_does_where_it_has(rules):
    require_remote(RulesOfOrder(remote=rules), presidium=False)


def test_the_presidium_does_not_where_it_is_barred():
    with pytest.raises(NotAtADistance) as refused:
        require_remote(RulesOfOrder(remote=Remote.BILL), presidium=True)

    assert refused.value.facts == {"why": "presidium"}


def test_the_presidium_does_where_it_is_not():
    require_remote(
        RulesOfOrder(remote=Remote.SINCE_2018, presidium_remote_barred=False), presidium=True
    )


@pytest.mark.parametrize(
    ("rules", "lost", "present"),
    [
        (Remote.SINCE_2018, None, True),
        (Remote.SINCE_2018, Lost.PICTURE, False),
        (Remote.SINCE_2018, Lost.SOUND, False),
        (Remote.SINCE_2018, Lost.BOTH, False),
        (Remote.BILL, None, True),
        (Remote.BILL, Lost.PICTURE, True),
        (Remote.BILL, Lost.SOUND, False),
        (Remote.BILL, Lost.BOTH, False),
        (Remote.NONE, Lost.PICTURE, False),
    ],
)
def test_who_has_lost_what_the_rules_ask_for_is_not_present(rules, lost, present):
    assert counts_as_present(rules, lost) is present
