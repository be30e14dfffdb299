"""Stepping aside: who is on the roll of a division, who may stay and who may speak."""

import re

from sqlalchemy import select

from council.law.proposals import Kind
from council.law.taking_part import Ground
from council.law.tally import Choice
from council.services import divisions, items, recusals
from council.store.engine import reading
from council.store.models import Presence
from tests.cases import chairing, texts
from tests.cases.acts_elections import election_item
from tests.cases.agenda import matter, proposal
from tests.cases.door import DONE, Answer
from tests.cases.form import UnknownForm
from tests.cases.hall import Council, Hall
from tests.cases.scene import Says, Scene, act


@act("ask_for_floor")
def ask_for_floor(scene: Scene) -> None:
    """Somebody accountable asks for the floor in the item of discharge."""
    given = scene.given
    member, title = given["member"], given["item"]
    if not re.search(r"ansvarsfrihet", title) or "ledamot i fullmäktige" not in given["role"]:
        raise UnknownForm(f"no rule here reads the item {title!r}")
    assert scene.when["who"] == member
    hall = scene.hall = Hall(scene.app, Council(members={member: None}))
    (item,) = hall.convene([matter(proposal(Kind.BOARD), proposal(Kind.REJECTION), title=title)])
    hall.does(hall.chair, items.open_item, item)
    hall.does(
        hall.chair,
        recusals.note_recusal,
        item,
        hall.person(member),
        Ground.ACCOUNTABLE,
        "",
    )
    asked = hall.posts(member, f"/arenden/{item}/ordet", kind="speech")
    scene.gives(ask_for_floor=asked.allowed)
    scene.state["item"] = item


@act("open_division")
def open_division(scene: Scene) -> None:
    """A division is opened; who is on its roll, and who is not."""
    if "item" in scene.state:
        hall, item = scene.hall, scene.state["item"]
        assert hall is not None
        division = hall.does(hall.chair, divisions.open_division, item)
        member = scene.given["member"]
        roll = {hall.name_of(one.person_id) for one in hall.roll(division)}
        scene.gives(in_roll=member in roll)
        scene.hears(_press(hall, member, division))
    elif scene.given.get("item_kind") == "election":
        _openly_on_an_election(scene)
    else:
        _with_recusal(scene)


def _press(hall: Hall, who: str, division: int) -> Answer:
    return hall.posts(who, f"/voteringar/{division}/rost", choice="yes", key="en-nyckel")


def _openly_on_an_election(scene: Scene) -> None:
    """An election for which a vote is asked, and the chair opens an open division."""
    if scene.when["secret"]:
        raise UnknownForm("a secret ballot is opened as a ballot")
    hall = scene.hall = Hall(scene.app, Council())
    item = election_item(hall, 1, candidates=["Ida", "Jon"])
    chairing.to_first_question(hall, item)
    chairing.find(hall, item, hall.proposals(item)[0])
    if scene.given["division_requested"]:
        chairing.ask_for_division(hall, item)
    scene.hears(hall.posts(hall.chair, f"/arenden/{item}/votering", secret=False))


def _with_recusal(scene: Scene) -> None:
    given = scene.given
    recused = given["jav"]
    assert scene.when["item_jav"] == recused
    assert given["member"] in recused
    substitute = texts.named(given["substitute"])
    council = Council(
        seats=given["seats"],
        members=dict.fromkeys(recused, "V"),
        substitutes={substitute.name: substitute.party or "V"},
    )
    hall = scene.hall = Hall(scene.app, council)
    (item,) = hall.convene(
        [matter(proposal(Kind.BOARD), proposal(Kind.REJECTION))],
        present=given["serving"],
        also=[substitute.name] if substitute.present else [],
    )
    hall.does(hall.chair, items.open_item, item)
    for name in recused:
        hall.does(name, recusals.recuse, item, "")
    hall.tries(hall.chair, recusals.stand_in, item, hall.person(given["member"]), None)
    for name in recused:
        with reading() as session:
            there = session.scalar(
                select(Presence.id).where(
                    Presence.person_id == hall.person(name), Presence.left_at.is_(None)
                )
            )
        speaks = hall.posts(name, f"/arenden/{item}/ordet", kind="speech")
        scene.gives(
            **{
                f"{name.lower()}_may_stay_in_hall": there is not None,
                f"{name.lower()}_may_speak": speaks.allowed,
            }
        )
    division = hall.does(hall.chair, divisions.open_division, item)
    roll = [hall.name_of(one.person_id) for one in hall.roll(division)]
    scene.hears(DONE)
    scene.gives(
        roll_contains=[name for name in council.substitutes if name in roll],
        roll_lacks=[name for name in recused if name not in roll],
    )
    for name in recused:
        assert not _press(hall, name, division).allowed
    if scene.asks("protocol_says"):
        _to_the_gavel(hall, item, division)
        scene.gives(protocol_says=Says(hall.reads(f"/sammantraden/{hall.meeting}/protokoll")))


def _to_the_gavel(hall: Hall, item: int, division: int) -> None:
    hall.vote(division, {Choice.YES: 2})
    hall.does(hall.chair, divisions.close_division, division)
    hall.does(hall.chair, items.gavel, item)
