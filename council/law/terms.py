"""Terms of office: four years from the 15th of October of the election year (KL 5 kap. 9 §)."""

from datetime import date

AN_ELECTION_YEAR, PERIOD = 2022, 4
"""One year of elections, and how many years lie between two."""
NEW_COUNCIL = (10, 15)
"""The month and day on which a newly elected council begins."""


def is_election_year(year: int) -> bool:
    """Whether a council is elected in a year."""
    return (year - AN_ELECTION_YEAR) % PERIOD == 0


def term_begins(day: date) -> date:
    """The first day of the term of office that a day belongs to."""
    year = day.year - (day.year - AN_ELECTION_YEAR) % PERIOD
    begins = date(year, *NEW_COUNCIL)
    return begins if day >= begins else begins.replace(year=year - PERIOD)
