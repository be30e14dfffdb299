"""The budget's own calendar: KL 11 kap. 8, 10–11 §§.

The limits name months and do not move. The tax rate has its own: it is set before the end of
November even where the budget has to wait.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from council.law.terms import NEW_COUNCIL, is_election_year


@dataclass(frozen=True, slots=True)
class BudgetDays:
    """The last days for the tax rate and for the budget."""

    tax_rate: date
    budget: date


def board_proposes_by(budget_year: int, *, special_reasons: bool = False) -> BudgetDays:
    """When the board's proposal must be there (KL 11 kap. 8 §).

    With special reasons the budget may wait through November, but not the tax rate.
    """
    october = date(budget_year - 1, 10, 31)
    return BudgetDays(october, date(budget_year - 1, 11, 30) if special_reasons else october)


def council_decides_by(budget_year: int, *, special_reasons: bool = False) -> BudgetDays:
    """When the council must have decided (KL 11 kap. 10–11 §§).

    Where the budget cannot be set in November, the tax rate is set all the same, and may be
    changed with the budget in December.
    """
    november = date(budget_year - 1, 11, 30)
    return BudgetDays(november, date(budget_year - 1, 12, 31) if special_reasons else november)


def newly_elected_from(budget_year: int) -> date | None:
    """From when the budget may be set in an election year: by the newly elected (11 kap. 10 §)."""
    year = budget_year - 1
    return date(year, *NEW_COUNCIL) if is_election_year(year) else None


class Lateness(StrEnum):
    """What there is to warn of."""

    TAX_RATE_DUE = "tax_rate_due"  # before the end of November, whatever becomes of the budget
    BUDGET_DUE = "budget_due"  # the tax rate is set, the budget is not
    TOO_EARLY = "too_early"  # set by the outgoing council


@dataclass(frozen=True, slots=True)
class BudgetWarning:
    """A budget that is not decided, or not yet to be; ``days``: what must be decided by when."""

    lateness: Lateness
    days: BudgetDays
    tax_rate_may_be_changed: bool = False
    newly_elected_from: date | None = None


def undecided(
    budget_year: int,
    today: date,
    *,
    tax_rate_set: bool = False,
    special_reasons: bool = True,
    next_meeting: date | None = None,
) -> BudgetWarning | None:
    """What to warn of when a meeting ends without its budget.

    Nothing while a later meeting is announced in time, or, where none is announced, before the
    month of the limit has begun.
    """
    days = council_decides_by(budget_year, special_reasons=special_reasons)
    due = days.budget if tax_rate_set else days.tax_rate
    if next_meeting is not None and next_meeting <= due:
        return None
    if next_meeting is None and today < due.replace(day=1):
        return None
    lateness = Lateness.BUDGET_DUE if tax_rate_set else Lateness.TAX_RATE_DUE
    return BudgetWarning(lateness, days, tax_rate_may_be_changed=special_reasons)


def decided_too_early(budget_year: int, decided: date) -> BudgetWarning | None:
    """What to warn of when the outgoing council has set the budget in an election year."""
    begins = newly_elected_from(budget_year)
    if begins is None or decided >= begins:
        return None
    days = council_decides_by(budget_year)
    return BudgetWarning(Lateness.TOO_EARLY, days, newly_elected_from=begins)
