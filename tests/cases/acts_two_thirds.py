"""Two thirds of those present: a people's initiative, an extra election."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from council.law.majorities import Basis, Special
from council.law.proposals import Kind
from council.law.refusals import Refused
from council.law.tally import Choice
from council.services.drafts import NewItem
from council.store.engine import writing
from council.store.models import Division, Item
from tests.cases import chairing, door, texts
from tests.cases.acts_thirds import convene, put_off
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import to_first_question
from tests.cases.form import UnknownForm
from tests.cases.hall import Hall
from tests.cases.scene import OneOf, Scene
from tests.cases.votes import closed, council_of, press, votes_of

FIRST_MEETING = date(2026, 10, 21)
"""Of the council that began on 15 October 2026."""


def peoples_initiative(scene: Scene) -> None:
    when, given = scene.when, scene.given
    if not given["lawful_subject"]:
        raise UnknownForm("what the council cannot decide is no matter for a referendum")
    votes = {
        Choice.YES: when["for"],
        Choice.NO: when["against"],
        Choice.ABSTAIN: when["abstain"],
    }
    council, present = council_of(scene, sum(votes.values()))
    hall = scene.hall = Hall(scene.app, council)
    (item,) = hall.convene([_special("genomföra folkomröstning")], present=present)
    _make_special(item, Special.PEOPLES_INITIATIVE)
    found = _divided(scene, hall, item, votes)
    scene.gives(
        needed_against=found.needed,
        outcome=OneOf(["referendum_shall_be_held"])
        if found.outcome is Choice.YES
        else OneOf(["no_referendum", "referendum_not_held"]),
    )


def extra_election(scene: Scene) -> None:
    given = scene.given
    votes = votes_of(scene)
    council, present = council_of(scene, sum(votes.values()))
    day = _months_after(FIRST_MEETING, given["months_since_first_meeting"])
    tabled = given["tabled_before"]
    hall = scene.hall = Hall(scene.app, council, day=day - timedelta(days=28 * tabled))
    hall.held_before(datetime.combine(FIRST_MEETING, time(9), texts.HALL))
    agenda = _special("hålla extra val")
    item = 0
    if tabled:
        (item,) = hall.convene([agenda], present=present)
        put_off(hall, item, Kind.TABLING, Basis.MAJORITY, present or 0)
    item = convene(hall, agenda, item, day, present, None)
    _make_special(item, Special.EXTRA_ELECTION)
    if not scene.hears(hall.posts(hall.chair, f"/arenden/{item}/oppna")).allowed:
        return  # too soon
    try:
        found = _divided(scene, hall, item, votes)
    except Refused as refusal:  # it must be tabled first
        scene.hears(door.of_refusal(hall.app, refusal))
        return
    scene.gives(needed=found.needed)
    scene.hears(hall.posts(hall.chair, f"/arenden/{item}/klubba"))


def _special(decision: str) -> NewItem:
    yes = proposal(Kind.BOARD, decision, decision)
    no = proposal(Kind.REJECTION, f"att inte {decision}", f"inte {decision}")
    return matter(yes, no, title=decision.capitalize())


def _make_special(item: int, special: Special) -> None:
    with writing() as session:
        session.get_one(Item, item).special = special


def _divided(scene: Scene, hall: Hall, item: int, votes: Mapping[Choice, int]) -> Division:
    to_first_question(hall, item)
    division = chairing.open_division(hall, item, hall.proposals(item)[0])
    press(scene, hall, division, votes)
    return closed(scene, hall, division)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, day.day)
