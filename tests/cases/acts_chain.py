"""The counter-proposition chain, a division asked for at each step."""

import re
from typing import Any

from council.law.procedure import Step
from council.law.tally import Choice
from council.services import items
from council.store.models import ItemKind
from tests.cases import chairing
from tests.cases.agenda import competing, matter
from tests.cases.chairing import to_first_question
from tests.cases.form import UnknownForm
from tests.cases.hall import Hall
from tests.cases.reading import YesAndNo, as_read
from tests.cases.scene import Holds, Scene, act
from tests.cases.votes import (
    SIDES,
    closed,
    council_of,
    press_by_party,
    shares,
)

BUDGET = " med skattesats, anslag och flerårsplan"
"""What a whole budget holds, and is decided with it in one §."""


@act("run_chain")
def run_chain(scene: Scene) -> None:
    """The counter-proposition chain, a division asked for at each step."""
    given, when = scene.given, scene.when
    names: list[str] = given["order"]
    given.told("source", *(name for name in names if name in given))
    tables = _votes(scene)
    council, present = council_of(scene, max(sum(votes.values()) for votes, _ in tables))
    hall = scene.hall = Hall(scene.app, council)
    kind = ItemKind.BUDGET if scene.case.kind == "budget" else ItemKind.DECISION
    agenda = matter(*competing(names, BUDGET if kind is ItemKind.BUDGET else ""), kind=kind)
    (item,) = hall.convene([agenda], present=present, shares=shares(scene))
    refs = hall.proposals(item)
    to_first_question(hall, item, refs)
    steps: list[dict[str, Any]] = []
    while hall.item(item).step is not Step.DECIDED:
        division = chairing.open_division(hall, item, refs[0])
        steps.append(_step(scene, hall, division, len(steps), *tables[len(steps)]))
        hall.does(hall.chair, items.gavel, item)
    when.told("division_votes")
    assert len(steps) == len(tables)
    held = hall.divisions(item)
    texts = [YesAndNo(as_read(one)) for one in held]
    scene.gives(
        steps=steps,
        decision=steps[-1]["winner"],
        divisions=len(held),
        texts=texts,
        texts_used=texts,
        abstain=[one.votes_abstain for one in held],
    )
    scene.gives(also_decided_in_same_paragraph=Holds(hall.item(item).decision or ""))


def _votes(scene: Scene) -> list[tuple[dict[Choice, int], str | None]]:
    """What is pressed in each division, and the casting vote if the case tells one."""
    told = scene.when["division_votes"]
    abstain = scene.when.get("abstain")
    tables = []
    for place, (yes, no, *casting) in enumerate(told):
        silent = 0
        if abstain is not None:
            silent = abstain[place]
        elif "present" in scene.given:
            silent = scene.given["present"] - yes - no
        vote = re.fullmatch(r"casting: (yes|no)", casting[0]) if casting else None
        if casting and vote is None:
            raise UnknownForm(f"no casting vote: {casting[0]!r}")
        votes = {Choice.YES: yes, Choice.NO: no, Choice.ABSTAIN: silent}
        tables.append((votes, vote[1] if vote else None))
    return tables


def _step(
    scene: Scene,
    hall: Hall,
    division: int,
    place: int,
    votes: dict[Choice, int],
    casting: str | None,
) -> dict[str, Any]:
    """One division of the chain, as the case tells it."""
    given = scene.given
    own = given.get(f"chair_vote_step_{place + 1}")
    sure = {} if own is None else {hall.chair: SIDES[own]}
    if "by_party" in given:
        press_by_party(hall, division, votes, given["by_party"][place], sure)
    else:
        hall.vote(division, votes, sure)
    found = closed(scene, hall, division)
    if casting is not None:
        path = f"/voteringar/{division}/utslagsrost"
        assert hall.posts(hall.chair, path, choice=casting).allowed
        found = hall.division(division)
    told = {
        "step": place + 1,
        "kind": found.kind.value,
        "yes_means": found.yes_phrase,
        "no_means": found.no_phrase,
        "yes": found.votes_yes,
        "no": found.votes_no,
        "winner": found.yes_phrase if found.outcome is Choice.YES else found.no_phrase,
    }
    return told | ({"casting_vote": found.casting_vote.value} if found.casting_vote else {})
