"""Acts of dividing: opened, voted in by every seat, closed, with what the law makes of it."""

import re

from council.law.procedure import Step
from council.law.proposals import Kind
from tests.cases import acts_elections, chairing
from tests.cases.acts_thirds import FORMAL, formal
from tests.cases.acts_two_thirds import extra_election, peoples_initiative
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import to_first_question
from tests.cases.door import Answer
from tests.cases.form import UnknownForm
from tests.cases.hall import Hall
from tests.cases.scene import Scene, act
from tests.cases.votes import closed, council_of, press, shares, tell_outcome, votes_of


@act("close_division")
def close_division(scene: Scene) -> None:
    """A division is held with the given votes, and closed."""
    question = scene.when.get("question")
    if question == "folkomröstning":
        peoples_initiative(scene)
    elif "months_since_first_meeting" in scene.given:
        extra_election(scene)
    elif question in FORMAL or "referral_side" in scene.given:
        formal(scene, FORMAL[question or "återremiss"])
    elif question is None:
        _plain(scene)
    else:
        raise UnknownForm(f"no rule here puts the question {question!r}")


def _plain(scene: Scene) -> None:
    votes = votes_of(scene)
    council, present = council_of(scene, sum(votes.values()))
    scene.given.told("source", "method")
    hall = scene.hall = Hall(scene.app, council)
    sides = [_side(scene, "yes_means"), _side(scene, "no_means")]
    (item,) = hall.convene(
        [
            matter(
                proposal(Kind.BOARD, *sides[0]),
                proposal(Kind.COUNTER, *sides[1]),
            )
        ],
        present=present,
        shares=shares(scene),
    )
    to_first_question(hall, item)
    division = chairing.open_division(hall, item, hall.proposals(item)[0])
    press(scene, hall, division, votes)
    closed(scene, hall, division)
    scene.state |= {"item": item, "division": division}
    if "casting_vote" not in scene.when and hall.item(item).step is Step.TIE:
        _own_casting_vote(scene, hall, division)


def _side(scene: Scene, key: str) -> tuple[str, str]:
    """ "motionen avslås (kommunstyrelsens förslag)": phrase and effect of a side."""
    told = scene.given.get(key)
    if told is None:
        return "", ""
    whole = re.fullmatch(r"([^(]+?) \((.+)\)", told)
    return (told, told) if whole is None else (whole[2], whole[1])


def _own_casting_vote(scene: Scene, hall: Hall, division: int) -> None:
    """A tie, and the chair gives the casting vote that goes with the chair's own."""
    own = scene.given.get("chair_vote")
    if own in ("yes", "no") and "refuse_casting_vote" not in scene.case.acts:
        _cast(scene, hall, division, own)


def _cast(scene: Scene, hall: Hall, division: int, side: str) -> Answer:
    answer = hall.posts(hall.chair, f"/voteringar/{division}/utslagsrost", choice=side)
    if answer.allowed:
        tell_outcome(scene, hall, division)
    return answer


@act("cast_casting_vote")
def cast_casting_vote(scene: Scene) -> None:
    """The chair breaks a tie, or would."""
    if "candidates" in scene.given:
        acts_elections.casting_vote(scene)
        return
    assert scene.hall is not None
    answer = _cast(scene, scene.hall, scene.state["division"], scene.when["casting_vote"])
    scene.hears(answer)


@act("refuse_casting_vote")
def refuse_casting_vote(scene: Scene) -> None:
    """The chair abstained, the votes are equal, and the chair will not vote."""
    assert scene.hall is not None
    answer = _cast(scene, scene.hall, scene.state["division"], "abstain")
    scene.hears(answer)
    scene.gives(refuse_allowed=answer.allowed)
