"""Every refusal has a code, and a rule that can be quoted where it has one."""

import re

import pytest

from council.law import refusals
from council.law.refusals import NotQuorate, Refused
from council.law.rules import RULES

REASONS = [
    kind
    for kind in vars(refusals).values()
    if isinstance(kind, type) and issubclass(kind, Refused) and kind is not Refused
]


@pytest.mark.parametrize("kind", REASONS, ids=lambda kind: kind.__name__)
def test_a_refusal_says_its_code_and_carries_its_facts(kind):
    refused = kind(seats=71)

    assert str(refused) == kind.code
    assert refused.facts == {"seats": 71}


@pytest.mark.parametrize("kind", REASONS, ids=lambda kind: kind.__name__)
def test_a_code_is_fit_for_machines_and_the_class_says_when(kind):
    assert re.fullmatch(r"[a-z][a-z_]*[a-z]", kind.code)
    assert kind.__doc__


@pytest.mark.parametrize("kind", REASONS, ids=lambda kind: kind.__name__)
def test_a_rule_that_is_named_can_be_quoted(kind):
    assert kind.rule == "" or kind.rule in RULES


def test_no_two_reasons_share_a_code():
    assert len({kind.code for kind in REASONS}) == len(REASONS)


def test_a_refusal_without_facts_has_none():
    assert NotQuorate().facts == {}


def test_a_refusal_of_no_kind_is_still_a_refusal():
    assert str(Refused()) == "refused"


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("not_quorate", "quorum"),
        ("bad_council_size", "council_size"),
        ("no_rotation", "no_rotation"),
        ("division_requested", "division_on_request"),
        ("request_too_late", "division_on_request"),
        ("secret_vote_required", "open_vote"),
        ("no_casting_vote", "casting_vote"),
        ("casting_vote_due", "chair_must_vote"),
        ("not_open", "open_vote"),
    ],
)
def test_what_the_law_refuses_names_its_rule(code, rule):
    assert {kind.code: kind.rule for kind in REASONS}[code] == rule
