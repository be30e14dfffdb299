"""Each rule that is quoted on screen stands in the section that it names."""

import re

import pytest

from council.law.rules import RULES
from council.law.tally import CastingVoteNeeded, Count, LotNeeded, Matter, simple_majority

SECTIONS = {
    "abstention": "KL 4 kap. 25 §",
    "announced_items_only": "KL 5 kap. 52 §",
    "appeal": "KL 13 kap. 5 §",
    "attestation": "KL 5 kap. 69 §",
    "casting_vote": "KL 5 kap. 56 §",
    "chair_must_vote": "KL 4 kap. 25 §",
    "council_size": "KL 5 kap. 5 §",
    "division_on_request": "KL 5 kap. 53 §",
    "late_proposals": "Arbetsordningen",
    "proposal_order": "Arbetsordningen",
    "lot": "KL 5 kap. 56 § andra stycket",
    "minority_referral": "KL 5 kap. 50 §",
    "no_rotation": "KL 5 kap. 20 §",
    "notice": "KL 8 kap. 12 §",
    "open_vote": "KL 5 kap. 54 §",
    "protocol_content": "KL 5 kap. 67 §",
    "quorum": "KL 5 kap. 45 §",
    "recusal": "KL 5 kap. 47 §",
    "reservation": "KL 4 kap. 27 §",
    "right_to_speak": "KL 5 kap. 39–40 §§",
    "simple_majority": "KL 5 kap. 55 §",
    "yes_no_question": "KL 5 kap. 53 §",
    "ballot_group": "KL 5 kap. 58 § och lagen (2022:629)",
    "list_order": "19 § lagen (2022:629)",
    "majority_election": "KL 5 kap. 54–56 §§",
    "proportional_demand": "2 § lagen (2022:629)",
    "proportional_kinds": "KL 5 kap. 58 §",
    "proportional_substitutes": "3 § lagen (2022:629)",
    "returning_officer": "4 § lagen (2022:629)",
    "slip_names": "Arbetsordningen",
    "announcing": "KL 5 kap. 13 §",
    "budget": "KL 11 kap. 10 §",
    "discharge": "KL 5 kap. 25 §",
    "appeal_stops_nothing": "KL 13 kap. 14 §",
    "immediate_attestation": "KL 5 kap. 69 § och arbetsordningen",
    "note": "Arbetsordningen",
    "reservation_reasons": "Arbetsordningen",
    "tax_rate": "KL 11 kap. 11 §",
    "time_counted": "1–2 §§ lagen (1930:173)",
    "wrong_press": "Arbetsordningen",
    "accountable": "KL 5 kap. 48–49 §§",
    "begun_keeps_place": "KL 5 kap. 18 §",
    "call_order": "KL 5 kap. 18 §",
    "member_takes_seat": "KL 5 kap. 19 §",
    "party_substitutes": "KL 5 kap. 21 §",
    "quorum_recusal": "KL 5 kap. 45–46 §§",
    "remote": "KL 5 kap. 16 §",
    "substitutes": "KL 5 kap. 17 §",
    "chair_leads": "KL 5 kap. 43 §",
    "one_at_a_time": "Arbetsordningen",
    "entry": "Arbetsordningen",
    "minority_once": "KL 5 kap. 50 §",
    "minority_reasons": "KL 5 kap. 50 § tredje stycket",
    "new_item": "KL 5 kap. 57 §",
    "unlawful_proposal": "KL 5 kap. 57 § andra stycket",
    "extra_election": "KL 5 kap. 10 §",
    "extra_election_tabled": "KL 5 kap. 50 § andra stycket",
    "peoples_initiative": "KL 5 kap. 37 §",
    "committee_part": "KL 5 kap. 58 § andra stycket",
    "block": "KL 5 kap. 67 §",
    "unprepared": "KL 5 kap. 33 §",
    "interpellation": "KL 5 kap. 59–62 §§",
    "question_speakers": "KL 5 kap. 64 §",
    "answers": "KL 5 kap. 45 § andra stycket",
    "motion_year": "KL 5 kap. 35 §",
}

QUOTED_ON_SCREEN = [
    "quorum",
    "yes_no_question",
    "division_on_request",
    "open_vote",
    "casting_vote",
    "lot",
    "minority_referral",
    "recusal",
    "no_rotation",
    "reservation",
    "protocol_content",
    "attestation",
    "notice",
    "appeal",
]


@pytest.mark.parametrize("key", QUOTED_ON_SCREEN)
def test_every_rule_that_a_screen_quotes_is_there(key):
    assert key in RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.key)
def test_a_rule_stands_in_its_section(rule):
    assert rule.section == SECTIONS[rule.key]


def test_every_section_that_is_checked_belongs_to_a_rule():
    assert set(RULES) == set(SECTIONS)


@pytest.mark.parametrize(("key", "rule"), RULES.items(), ids=list(RULES))
def test_a_rule_is_found_by_its_own_key(key, rule):
    assert rule.key == key


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.key)
def test_a_rule_is_whole_sentences_of_plain_swedish(rule):
    assert re.fullmatch(r"[A-ZÅÄÖ].*\.", rule.text)
    assert "  " not in rule.text
    assert not re.search(r"['\"§]", rule.text)


@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize("count", [Count(1, 0), Count(0, 1), Count(1, 1), Count(0, 0)])
def test_every_outcome_can_quote_its_rule(count, matter):
    assert simple_majority(count, matter).rule in RULES


@pytest.mark.parametrize(
    ("outcome", "key"), [(CastingVoteNeeded(), "casting_vote"), (LotNeeded(), "lot")]
)
def test_a_tie_quotes_what_breaks_it(outcome, key):
    assert outcome.rule == key
