"""Who is there and how they vote: the council to measure, the presses, the closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from council.law.procedure import Step
from council.law.tally import Choice
from council.store.models import Division
from tests.cases.form import UnknownForm
from tests.cases.hall import CHAIR, Council, Hall, odd
from tests.cases.scene import Scene

SIDES = {"yes": Choice.YES, "no": Choice.NO, "abstain": Choice.ABSTAIN}


def council_of(scene: Scene, votes: int) -> tuple[Council, int | None]:
    """A council in which so many are there, with the parties that a case names."""
    given = scene.given
    present = given.get("present")
    if present is None and "seats" not in given:
        present = max(votes, 11)
    chair = given.get("chair", CHAIR)
    council = Council(seats=given.get("seats") or odd(present or votes), chair=chair)
    if "by_party" in given:
        _with_parties(council, given["by_party"])
    if "chair_party" in given:
        council.chair_party = given["chair_party"]
    elif council.parties:
        council.chair_party = next(iter(council.parties))
    return council, votes if present is None else present


def _with_parties(council: Council, told: Any) -> None:
    """As many seats as each party pressed; those who are absent are of the largest."""
    tables = told if told and isinstance(told[0], list) else [told]
    for table in tables:
        for row in table:
            if set(row) != {"party", "yes", "no", "abstain"}:
                raise UnknownForm(f"no party's votes: {row}")
            pressed = row["yes"] + row["no"] + row["abstain"]
            council.parties[row["party"]] = max(council.parties.get(row["party"], 0), pressed)
    largest = max(council.parties, key=lambda party: council.parties[party])
    council.parties[largest] += council.seats - sum(council.parties.values())


def votes_of(scene: Scene) -> dict[Choice, int]:
    """What is pressed, by the sides of the question."""
    when = scene.when
    if "for" in when:
        asked, against = when["for"], when["against"]
        return {Choice.YES: against, Choice.NO: asked, Choice.ABSTAIN: when["abstain"]}
    return {
        Choice.YES: when["yes"],
        Choice.NO: when["no"],
        Choice.ABSTAIN: when.get("abstain", 0),
    }


def press(scene: Scene, hall: Hall, division: int, votes: Mapping[Choice, int]) -> None:
    """Everybody presses: party by party where that is told."""
    given = scene.given
    own = given.get("chair_vote")
    sure = {} if own is None else {hall.chair: SIDES[own]}
    if "by_party" in given:
        press_by_party(hall, division, votes, given["by_party"], sure)
    else:
        hall.vote(division, votes, sure)


def press_by_party(
    hall: Hall,
    division: int,
    votes: Mapping[Choice, int],
    rows: Sequence[Mapping[str, Any]],
    sure: Mapping[str, Choice],
) -> None:
    """Everybody presses as each party did; the parties must add up to the whole."""
    table = {row["party"]: {side: row[name] for name, side in SIDES.items()} for row in rows}
    added = {side: sum(row[side] for row in table.values()) for side in Choice}
    assert added == dict(votes), f"the parties add up to {added}"
    hall.vote_by_party(division, table, sure)


def closed(scene: Scene, hall: Hall, division: int) -> Division:
    """The chair closes, through the doors; what the public data then tells is kept."""
    answer = hall.posts(hall.chair, f"/voteringar/{division}/stang")
    assert answer.allowed, answer.message
    counts = answer.facts["counts"]
    scene.gives(counts=counts, absent=counts["absent"])
    found = hall.division(division)
    _told_parties(scene, hall, answer.facts)
    if hall.item(found.item_id).step is Step.TIE:
        scene.gives(after_close="tie_needs_casting_vote")
    tell_outcome(scene, hall, division)
    return found


def _told_parties(scene: Scene, hall: Hall, facts: Mapping[str, Any]) -> None:
    split = [row for row in facts["by_party"] if row["yes"] and row["no"]]
    partly = [row for row in facts["by_party"] if row["abstain"] and (row["yes"] or row["no"])]
    order = [row["party"] for row in scene.given.get("by_party", []) if isinstance(row, dict)]

    def named(rows: list[Mapping[str, Any]]) -> list[str]:
        letters = [hall.given_letters(row["party"]) for row in rows]
        return sorted(letters, key=lambda one: order.index(one) if one in order else 99)

    scene.gives(split_parties=named(split), partly_abstaining=named(partly))


def tell_outcome(scene: Scene, hall: Hall, division: int) -> None:
    found = hall.division(division)
    if found.outcome is not None:
        effect = found.yes_effect if found.outcome is Choice.YES else found.no_effect
        scene.gives(outcome=found.outcome.value, decision=effect)
    if found.casting_vote is not None:
        scene.gives(casting_vote=found.casting_vote.value)


def shares(scene: Scene) -> dict[str, int] | None:
    """How many of each party are there, where the case tells how the parties voted."""
    told = scene.given.get("by_party")
    if told is None:
        return None
    table = told[0] if isinstance(told[0], list) else told
    return {row["party"]: row["yes"] + row["no"] + row["abstain"] for row in table}
