"""KL 5 kap. 9 §: when a term of office begins."""

from datetime import date

import pytest

from council.law.terms import is_election_year, term_begins


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 10, 14), date(2022, 10, 15)),
        (date(2026, 10, 15), date(2026, 10, 15)),
        (date(2026, 12, 31), date(2026, 10, 15)),
        (date(2027, 1, 1), date(2026, 10, 15)),
        (date(2030, 10, 14), date(2026, 10, 15)),
        (date(2025, 3, 5), date(2022, 10, 15)),
    ],
)
def test_a_term_begins_on_the_fifteenth_of_october_of_the_election_year(day, begins):
    assert term_begins(day) == begins


@pytest.mark.parametrize(("year", "is_one"), [(2022, True), (2024, False), (2026, True)])
def test_elections_are_held_every_fourth_year(year, is_one):
    assert is_election_year(year) is is_one
