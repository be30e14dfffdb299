"""A proportional election held in the hall: lists, a demand, papers counted, lots drawn."""

from collections.abc import Sequence
from typing import Any
from unittest import mock

from council.law.elections import Allocation, Row
from council.law.procedure import Step
from council.services import ballots, elections, items, lots, slip_counting
from council.store.engine import reading
from council.store.models import (
    Division,
    Method,
)
from tests.cases.acts_elections import election_item, result_of
from tests.cases.hall import Council, Hall, odd
from tests.cases.scene import Scene


def seats_in_the_hall(
    scene: Scene, groups: Sequence[tuple[str, str, int]], seats: int, fell: Sequence[int]
) -> list[dict[str, Any]]:
    """The same election held in the hall: label, list and papers of each group.

    ``fell``: the place in ``groups`` of whom each lot falls on. Gives the rows as told, their
    groups by place.
    """
    papers = sum(count for *_, count in groups)
    hall = scene.hall = Hall(scene.app, Council(seats=odd(papers)))
    item = election_item(hall, seats, present=max(papers, 11))
    hall.does(hall.chair, items.open_item, item)
    chair = hall.person(hall.chair)
    everyone = [hall.person(name) for name in hall.members[: max(papers, 11)]]
    hall.does(hall.chair, elections.demand_proportional, item, members=everyone)
    for label, listed, _ in groups:
        names = [f"{listed} {number}" for number in range(1, seats + 1)]
        hall.does(hall.chair, elections.register_list, item, label, names, mover_id=chair)
    division = hall.does(hall.chair, ballots.open_ballot, item, method=Method.PAPER)
    shown = list(_result_papers(division).groups.values())
    figures = {name: count for name, (*_, count) in zip(shown, groups, strict=True)}
    hall.does(hall.chair, ballots.enter_paper, division, papers, figures)
    hall.does(hall.chair, ballots.close_ballot, division)
    if fell:
        order = iter([shown[place] for place in fell])
        with mock.patch("council.services.lots.law.draw", side_effect=order):
            hall.does(hall.chair, lots.draw_lot, division, "sju")
    outcome = result_of(division).outcome
    assert isinstance(outcome, Allocation)
    assert hall.item(item).step is Step.RESULT
    hall.does(hall.chair, items.gavel, item)
    place = {name: str(number) for number, name in enumerate(shown)}
    told = [told_row(row) for row in outcome.rows]
    for row in told:
        row["group"] = place[row["group"]]
        if "lot_between" in row:
            row["lot_between"] = [place[name] for name in row["lot_between"]]
    return told


def told_row(row: Row) -> dict[str, Any]:
    """A row as the cases tell it; between whom the lot fell only where it did."""
    told: dict[str, Any] = {
        "seat": row.seat,
        "group": row.group,
        "comparison_number": f"{row.papers}/{row.divisor}",
        "decimal": f"{float(row.comparison_number):.4f}",
    }
    return told | ({"lot_between": list(row.lot_between)} if row.lot_between else {})


def _result_papers(division: int) -> Any:
    with reading() as session:
        return slip_counting.papers_of(session, session.get_one(Division, division))
