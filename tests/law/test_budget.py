"""KL 11 kap. 8, 10–11 §§: the budget's calendar."""

from datetime import date

import pytest

from council.law.budget import (
    BudgetDays,
    BudgetWarning,
    Lateness,
    board_proposes_by,
    council_decides_by,
    decided_too_early,
    newly_elected_from,
    undecided,
)

NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 31)
BOTH = BudgetDays(tax_rate=NOVEMBER, budget=DECEMBER)


@pytest.mark.parametrize(
    ("special", "days"),
    [
        (False, BudgetDays(date(2026, 10, 31), date(2026, 10, 31))),
        (True, BudgetDays(date(2026, 10, 31), NOVEMBER)),
    ],
)
def test_the_board_proposes_in_october(special, days):
    assert board_proposes_by(2027, special_reasons=special) == days


@pytest.mark.parametrize(("special", "budget"), [(False, NOVEMBER), (True, DECEMBER)])
def test_the_tax_rate_never_waits_for_the_budget(special, budget):
    assert council_decides_by(2027, special_reasons=special) == BudgetDays(NOVEMBER, budget)


@pytest.mark.parametrize(
    ("budget_year", "begins"),
    [
        (2023, date(2022, 10, 15)),
        (2024, None),
        (2026, None),
        (2027, date(2026, 10, 15)),
        (2031, date(2030, 10, 15)),
    ],
)
def test_in_an_election_year_the_new_council_sets_the_budget(budget_year, begins):
    assert newly_elected_from(budget_year) == begins


def test_a_meeting_that_ends_without_its_budget_on_the_last_day_is_warned_of():
    assert undecided(2027, NOVEMBER) == BudgetWarning(
        Lateness.TAX_RATE_DUE, BOTH, tax_rate_may_be_changed=True
    )


@pytest.mark.parametrize(
    ("today", "known", "lateness"),
    [
        (date(2026, 10, 31), {}, None),
        (date(2026, 11, 1), {}, Lateness.TAX_RATE_DUE),
        (date(2026, 11, 18), {"next_meeting": date(2026, 11, 25)}, None),
        (date(2026, 11, 18), {"next_meeting": NOVEMBER}, None),
        (date(2026, 11, 18), {"next_meeting": date(2026, 12, 1)}, Lateness.TAX_RATE_DUE),
        (date(2026, 10, 21), {"next_meeting": date(2026, 12, 1)}, Lateness.TAX_RATE_DUE),
        (date(2027, 1, 10), {}, Lateness.TAX_RATE_DUE),
        (NOVEMBER, {"tax_rate_set": True}, None),
        (date(2026, 12, 1), {"tax_rate_set": True}, Lateness.BUDGET_DUE),
        (NOVEMBER, {"tax_rate_set": True, "special_reasons": False}, Lateness.BUDGET_DUE),
        (
            date(2026, 12, 1),
            {"tax_rate_set": True, "next_meeting": date(2026, 12, 16)},
            None,
        ),
    ],
)
def test_when_a_meeting_without_its_budget_is_warned_of(today, known, lateness):
    warned = undecided(2027, today, **known)

    assert (None if warned is None else warned.lateness) is lateness


def test_without_special_reasons_the_tax_rate_is_not_changed_later():
    warned = undecided(2027, NOVEMBER, special_reasons=False)

    assert warned == BudgetWarning(Lateness.TAX_RATE_DUE, BudgetDays(NOVEMBER, NOVEMBER))


@pytest.mark.parametrize(
    ("budget_year", "decided", "begins"),
    [
        (2027, date(2026, 10, 14), date(2026, 10, 15)),
        (2027, date(2026, 10, 15), None),
        (2026, date(2025, 6, 11), None),
    ],
)
def test_a_budget_that_the_outgoing_council_set_is_warned_of(budget_year, decided, begins):
    warned = decided_too_early(budget_year, decided)

    assert (None if warned is None else warned.newly_elected_from) == begins
    assert warned is None or warned.lateness is Lateness.TOO_EARLY
