"""The rules of order as data: every rule is told, has a lawful default and refuses nonsense."""

from dataclasses import fields

import pytest

from council.law.house_rules import SETTINGS, differing, from_texts, parse
from council.law.proposals import Kind, Proposal, proposed_order
from council.law.refusals import BadRuleOfOrder, NotAtADistance
from council.law.remote import require_secret_ballot
from council.law.rules_of_order import USUAL, CallUp, Remote, RulesOfOrder
from council.law.setting import as_text
from tests.support import house_rules_page


def test_every_rule_is_told_and_every_telling_is_a_rule():
    assert list(SETTINGS) == [one.name for one in fields(RulesOfOrder)]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda one: one.key)
def test_every_rule_has_words_and_takes_its_own_default(setting):
    assert setting.name
    assert setting.meaning.endswith(".")
    assert setting.section.startswith(("KL ", "Arbetsordning"))
    assert setting.parse(as_text(setting.default)) == setting.default
    assert setting.shown(setting.default)


def test_the_usual_holds_where_nothing_is_set():
    assert from_texts({}) == USUAL
    assert differing(USUAL) == {}


def test_what_is_set_holds_and_is_told_as_it_is_kept():
    kept = {"remote": "2018", "attesters": "3", "entry_mid_item": "yes", "call_up": "member"}
    rules = from_texts(kept)

    assert rules.remote is Remote.SINCE_2018
    assert rules.call_up is CallUp.MEMBER
    assert (rules.attesters, rules.entry_mid_item, rules.chair_votes_last) == (3, True, True)
    assert differing(rules) == kept


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("attesters", "0"),
        ("attesters", "7"),
        ("attesters", "two"),
        ("attesters", "²"),
        ("attesters", "0002"),
        ("speech_minutes", "-4"),
        ("speech_minutes", ""),
        ("remote", "2019"),
        ("entry_mid_item", "ja"),
        ("call_up", "yes"),
    ],
)
def test_a_value_that_a_rule_cannot_have_is_refused_with_what_it_can(key, text):
    with pytest.raises(BadRuleOfOrder) as caught:
        parse(key, text)

    assert caught.value.facts["key"] == key
    assert caught.value.facts["given"] == text
    assert caught.value.facts["expected"] == SETTINGS[key].expected


def test_a_rule_that_is_not_there_is_refused():
    with pytest.raises(BadRuleOfOrder) as caught:
        from_texts({"tea": "yes"})

    assert caught.value.facts["expected"] == ""


def test_space_around_a_value_is_no_fault():
    assert parse("attesters", " 3 ") == 3


def test_values_are_shown_in_swedish():
    assert SETTINGS["entry_mid_item"].shown(True) == "Ja"
    assert SETTINGS["remote"].shown(Remote.NONE) == "Inte på distans"
    assert SETTINGS["attesters"].shown(3) == "3"


def test_the_page_in_docs_tells_what_the_rules_tell():
    assert house_rules_page.PAGE.read_text() == house_rules_page.page()


def test_tabling_and_referral_change_places_and_nothing_else():
    kinds = [Kind.REFERRAL, Kind.BOARD, Kind.DISMISSAL, Kind.TABLING, Kind.ADJOURNMENT]
    known = [Proposal(ref, kind) for ref, kind in enumerate(kinds)]

    assert proposed_order(known) == [2, 4, 3, 0, 1]
    assert proposed_order(known, tabling_first=False) == [2, 4, 0, 3, 1]


def test_a_secret_ballot_at_a_distance_only_where_it_is_held_to_be_safe():
    require_secret_ballot(RulesOfOrder(), remote=False)
    require_secret_ballot(RulesOfOrder(remote_secret_ballots=True), remote=True)
    with pytest.raises(NotAtADistance) as caught:
        require_secret_ballot(RulesOfOrder(), remote=True)
    assert caught.value.facts == {"why": "secret"}
