"""Published decisions, held again: the law makes of their figures what was published, and so does
a council of that size that votes as they did."""

import re
from typing import Any

import pytest
from flask import Flask

from council.law.majorities import (
    Basis,
    Hall,
    Special,
    Verdict,
    formal_verdict,
    qualified_verdict,
)
from council.law.tally import (
    CastingVoteNeeded,
    Choice,
    Count,
    Decided,
    Matter,
    break_tie,
    simple_majority,
)
from tests.cases.form import UnknownForm, replays
from tests.cases.plays import play

LARGEST = 101
"""A larger assembly is recounted by the law alone."""
STEP_KEYS = {
    *("question", "yes_means", "no_means", "yes", "no", "abstain", "absent", "outcome", "kind"),
    *("method", "casting_vote", "casting_by", "minority_rule", "two_thirds_rule"),
}
REPLAY_KEYS = {
    *("id", "source", "council", "date", "seats", "present", "proposals", "steps"),
    *("decision", "notes", "minority"),
}

REPLAYS = replays()
STEPS = {
    f"{replay['id']}-{number}": (replay, step)
    for replay in REPLAYS
    for number, step in enumerate(replay["steps"], start=1)
}
COUNTED = [name for name, (_, step) in STEPS.items() if step["yes"] is not None]


def test_every_replayed_step_is_counted_or_was_by_acclamation():
    for replay, step in STEPS.values():
        if unknown := (set(step) - STEP_KEYS) | (set(replay) - REPLAY_KEYS):
            raise UnknownForm(f"no rule here reads {sorted(unknown)}")
    acclaimed = {name for name, (_, step) in STEPS.items() if step.get("method") == "acclamation"}
    assert acclaimed == set(STEPS) - set(COUNTED)


def side_of(step: dict[str, Any], wanted: str) -> Choice:
    """The side of a question whose words are for something, and not for rejecting it."""
    sides = [
        side
        for side, key in ((Choice.YES, "yes_means"), (Choice.NO, "no_means"))
        if re.search(wanted, step[key]) and not step[key].startswith("avslå")
    ]
    if len(sides) != 1:
        raise UnknownForm(f"no side is for {wanted!r}: {step['yes_means']}, {step['no_means']}")
    return sides[0]


def verdict(replay: dict[str, Any], step: dict[str, Any]) -> Verdict:
    """What the law makes of a step's figures."""
    count = Count(step["yes"], step["no"], step["abstain"])
    hall = Hall(present=replay["present"] or count.given)
    if step.get("minority_rule"):
        used = replay.get("minority", {}).get("earlier_minority_remittal", False)
        asking = side_of(step, "återremiss|bordlägg")
        return formal_verdict(count, asking, hall, Matter.ORDINARY, by_third=True, used=used)
    if step.get("two_thirds_rule"):
        demanding = side_of(step, "genomförs inte|inte genomföra")
        return qualified_verdict(count, demanding, hall, Special.PEOPLES_INITIATIVE)
    return Verdict(simple_majority(count, Matter.ORDINARY))


@pytest.mark.parametrize("name", COUNTED)
def test_a_published_decision_is_what_the_law_makes_of_its_figures(name):
    replay, step = STEPS[name]

    found = verdict(replay, step)

    outcome = found.outcome
    assert isinstance(outcome, CastingVoteNeeded) is ("casting_vote" in step)
    if step["outcome"] is None:  # the source does not say which way the casting vote went
        return
    if isinstance(outcome, CastingVoteNeeded):
        outcome = break_tie(outcome, Choice(step["casting_vote"]))
    assert isinstance(outcome, Decided)
    assert outcome.winner == step["outcome"]


@pytest.mark.parametrize("name", [one for one in COUNTED if "minority" in STEPS[one][0]])
def test_a_third_is_what_the_minutes_say_that_it_was(name):
    replay, step = STEPS[name]
    if not step.get("minority_rule"):
        return
    told = replay["minority"]

    found = verdict(replay, step)

    assert (found.present, found.needed, found.had) == (
        told["present"],
        told["needed"],
        told["for_remittal"],
    )
    assert (found.basis is Basis.MINORITY) is told["met"]


def as_case(name: str, replay: dict[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    """A step in the form of a law case: a council of that size that votes as it did."""
    present = replay["present"] or step["yes"] + step["no"] + step["abstain"]
    given: dict[str, Any] = {"present": present, "used_before": False}
    given |= {"seats": replay["seats"]} if replay["seats"] else {}
    when: dict[str, Any] = {"act": ["close_division"]}
    then: dict[str, Any] = {"counts": {key: step[key] for key in ("yes", "no", "abstain")}}
    figures = {key: step[key] for key in ("yes", "no", "abstain")}
    if step.get("two_thirds_rule"):
        against = side_of(step, "genomförs inte|inte genomföra")
        for_it = Choice.NO if against is Choice.YES else Choice.YES
        when |= {"question": "folkomröstning", "abstain": step["abstain"]}
        when |= {"for": step[for_it.value], "against": step[against.value]}
        held = step["outcome"] == for_it
        then = {"outcome": "referendum_shall_be_held" if held else "no_referendum"}
        given |= {"lawful_subject": True}
        del given["used_before"]
    elif step.get("minority_rule"):
        side = side_of(step, "återremiss")
        given |= {"referral_side": side.value, **_means(step)}
        when |= figures
        carried = step["outcome"] == side
        then |= {"outcome": "referred_back_by_minority" if carried else "not_referred"}
    else:
        given = {key: value for key, value in given.items() if key != "used_before"}
        given |= _means(step)
        when |= figures
        then |= {"outcome": step["outcome"]} if step["outcome"] else {}
        if "casting_vote" in step:
            then["after_close"] = "tie_needs_casting_vote"
        if step.get("casting_vote") in ("yes", "no"):
            when |= {"casting_vote": step["casting_vote"]}
            when["act"] = ["close_division", "cast_casting_vote"]
    return {"id": name, "kind": "replay", "title": "", "given": given, "when": when, "then": then}


def _means(step: dict[str, Any]) -> dict[str, str]:
    return {key: step[key] for key in ("yes_means", "no_means") if step[key]}


def _fits_a_council(name: str) -> bool:
    replay, step = STEPS[name]
    seats = replay["seats"] or step["yes"] + step["no"] + step["abstain"]
    return 21 <= seats <= LARGEST and (replay["seats"] is None or seats % 2 == 1)


@pytest.mark.parametrize("name", [one for one in COUNTED if _fits_a_council(one)])
def test_a_council_that_votes_so_decides_so(name: str, hall_app: Flask) -> None:
    replay, step = STEPS[name]

    play(as_case(name, replay, step), hall_app)
