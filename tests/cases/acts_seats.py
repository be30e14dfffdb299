"""Acts of counting a proportional election: seats by comparison numbers, names by the list."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from council.law import elections
from council.law.elections import Allocation, Group
from tests.cases.form import UnknownForm
from tests.cases.paper_election import seats_in_the_hall, told_row
from tests.cases.scene import Scene, act


@act("allocate_seats")
def allocate_seats(scene: Scene) -> None:
    """Papers become seats; the lots fall as the case tells."""
    seats = scene.given["seats"]
    labelled = "ballots" in scene.given
    papers = _groups(scene) if labelled else dict(scene.given["valid_ballots"])
    short = {name: re.sub(r" \(.*\+.*\)$", "", name) for name in papers}
    lots = _lots(scene)
    whole = elections.allocate({short[name]: n for name, n in papers.items()}, seats, lots)
    if not isinstance(whole, Allocation):
        raise UnknownForm(f"a lot is due between {whole.between} and the case tells none")
    assert len(lots) == sum(bool(row.lot_between) for row in whole.rows), "lots left over"
    _as_in_the_hall(scene, papers, short, lots, [told_row(row) for row in whole.rows])
    scene.gives(
        result={name: whole.seats[short[name]] for name in papers},
        rows=[told_row(row) for row in whole.rows],
        groups=len(papers),
    )


def _as_in_the_hall(
    scene: Scene,
    papers: Mapping[str, int],
    short: Mapping[str, str],
    lots: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """The same election with lists, a demand, papers and lots in the hall gives the same rows."""
    names = list(short.values())
    groups = [
        (name.partition(" (lista ")[0], name, count)
        for name, count in zip(names, papers.values(), strict=True)
    ]
    fell = [names.index(name) for name in lots]
    held = seats_in_the_hall(scene, groups, scene.given["seats"], fell)
    for row in held:
        row["group"] = names[int(row["group"])]
        if "lot_between" in row:
            row["lot_between"] = sorted(names[int(one)] for one in row["lot_between"])
    assert held == [dict(row) for row in rows]


def _lots(scene: Scene) -> list[str]:
    if "lots_in_order_drawn" in scene.given:
        return list(scene.given["lots_in_order_drawn"])
    return [name for text in scene.given.get("lots", []) for name in _fell(text)]


def _fell(text: str) -> list[str]:
    """ "B before C at 5": the lot fell on B, and C was left."""
    whole = re.fullmatch(r"(\S+(?: before \S+)*)(?: at [\d.,/]+)?", text)
    if whole is None:
        raise UnknownForm(f"no lot: {text!r}")
    names = whole[1].split(" before ")
    return names[:-1] or names


def _groups(scene: Scene) -> dict[str, int]:
    """The groups that papers with labels and lists make, named as the case names them."""
    papers: Sequence[Mapping[str, Any]] = scene.given["ballots"]
    for paper in papers:
        if set(paper) != {"label", "list", "n"}:
            raise UnknownForm(f"no paper: {paper}")
    found = elections.groups(
        Group(paper["label"], (paper["list"],)) for paper in papers for _ in range(paper["n"])
    )
    labels = [group.label for group in found]
    named = {
        group.label
        if labels.count(group.label) == 1
        else f"{group.label} (lista {group.names[0]})": count
        for group, count in found.items()
    }
    merged: dict[str, int] = {}
    for group, count in found.items():
        merged[group.label] = merged.get(group.label, 0) + count
    wrong = elections.allocate(merged, scene.given["seats"])
    if isinstance(wrong, Allocation):
        scene.gives(**{"not": {"as_one_group": wrong.seats}})
    return named


@act("fill_seats")
def fill_seats(scene: Scene) -> None:
    """A group's seats go down its list."""
    scene.given.told("group")
    scene.gives(elected=list(elections.fill(scene.given["list"], scene.given["seats_won"])))
