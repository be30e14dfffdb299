"""Every published election comes out to the last comparison number; a hypothetical one too."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from council.law import elections
from council.law.elections import Allocation, LotDue
from tests.cases.form import UnknownForm
from tests.cases.form import elections as published

FOUR_PLACES = Decimal("0.0001")
KNOWN = {
    *("id", "kind", "source", "notes", "places", "lists", "votes", "present"),
    *("expected_places", "expected_places_before_lot", "request_quota", "lot"),
    *("last_quotient", "first_quotient_outside"),
}

ELECTIONS = published()


@pytest.mark.parametrize("election", ELECTIONS, ids=lambda one: one["id"])
def test_the_seats_come_out_to_the_last_comparison_number(election: dict[str, Any]) -> None:
    if unknown := set(election) - KNOWN:
        raise UnknownForm(f"no rule here reads {sorted(unknown)}")
    papers = dict(zip(election["lists"], election["votes"], strict=True))

    found, fell_short = counted(papers, election["places"])

    assert sorted(fell_short) == sorted(election["lot"])
    if fell_short:  # the lot decides who gets the last place
        before = election["expected_places_before_lot"]
        rows = [row.group for row in found.rows if not set(row.lot_between) & set(fell_short)]
        assert before in (None, [rows.count(name) for name in papers])
    else:
        assert [found.seats[name] for name in papers] == election["expected_places"]
    assert len(found.rows) == election["places"]
    assert _rounded(found.rows[-1].comparison_number) == election["last_quotient"]
    outside = max(Fraction(n, found.seats[name] + 1) for name, n in papers.items())
    assert _rounded(outside) == election["first_quotient_outside"]


def counted(papers: dict[str, int], places: int) -> tuple[Allocation, list[str]]:
    """The seats, where each lot falls on the first it is drawn between; and those between whom
    the last place was drawn, if not all of them got one."""
    lots: list[str] = []
    while isinstance(found := elections.allocate(papers, places, lots), LotDue):
        lots.append(found.between[0])
    last = found.rows[-1].comparison_number
    short = [name for name, n in papers.items() if Fraction(n, found.seats[name] + 1) == last]
    return found, sorted({*short, *found.rows[-1].lot_between}) if short else []


@pytest.mark.parametrize(
    "election", [one for one in ELECTIONS if "request_quota" in one], ids=lambda one: one["id"]
)
def test_so_many_must_ask_for_it(election: dict[str, Any]) -> None:
    assert (
        elections.demand_quota(election["present"], election["places"])
        == (election["request_quota"])
    )


def _rounded(number: Fraction) -> float:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return float(exact.quantize(FOUR_PLACES, ROUND_HALF_UP))
