"""Kinds of matters: a block, a budget, a motion, and what the § of any of them holds."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from council.law import deadlines
from council.law.budget import undecided
from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import NotReported
from council.law.tally import Choice
from council.services import (
    budgets,
    divisions,
    items,
    motions,
    proposals,
    reservations,
)
from council.services.proposals import NewProposal
from council.store.engine import reading, writing
from council.store.models import Item, ItemKind, ItemState, Meeting, Motion
from tests.cases import chairing, texts
from tests.cases.acts_quorum import decide
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import to_first_question
from tests.cases.door import Answer
from tests.cases.form import UnknownForm
from tests.cases.gist import MONTHS
from tests.cases.hall import SECRETARY, Council, Hall
from tests.cases.scene import Agrees, Day, Scene, act


@act("decide_block")
def decide_block(scene: Scene) -> None:
    """Items in one blow; those in which more is proposed, or to which somebody objects, not."""
    given = scene.given
    told: list[str] = given["block"]
    more: dict[str, int] = given["counter_proposals"]
    objected = {_which(one) for one in given["objections"]}
    if (set(more) | objected) - set(told):
        raise UnknownForm("what is lifted out is part of the block")
    hall = scene.hall = Hall(scene.app, Council())
    agenda = [
        matter(proposal(Kind.BOARD), *[proposal(Kind.COUNTER)] * more.get(name, 0)) for name in told
    ]
    numbers = dict(
        zip(told, hall.convene(agenda, first_paragraph=texts.paragraph(told[0])), strict=True)
    )
    put = [numbers[name] for name in told if name not in objected]
    path = f"/sammantraden/{hall.meeting}/i-ett-sammanhang"
    scene.hears(hall.posts(hall.chair, path, items=put))
    scene.gives(
        decided=[
            name for name, item in numbers.items() if hall.item(item).state is ItemState.DECIDED
        ],
        lifted_out=[name for name, item in numbers.items() if hall.item(item).step is Step.WAITING],
    )
    paragraphs = [
        hall.paragraph(item)
        for item in numbers.values()
        if hall.item(item).state is ItemState.DECIDED
    ]
    if None not in paragraphs and len(set(paragraphs)) == len(paragraphs):
        scene.gives(protocol="one paragraph per item")


def _which(objection: Any) -> str:
    """The item that somebody objects to, as "§ 91", as "Eva (§ 91)" or told in parts."""
    found = re.search(r"§ ?\d+", str(objection))
    if found is None:
        raise UnknownForm(f"an objection to no item: {objection!r}")
    return found[0]


# The budget's days


@act("close_meeting")
def close_meeting(scene: Scene) -> None:
    """A meeting ends without its budget: a warning, and no refusal."""
    given = scene.given
    year, today = given["budget_year"], texts.day(given["today"])
    hall = scene.hall = Hall(scene.app, Council(), day=today)
    agenda = [matter(proposal(Kind.BOARD), kind=ItemKind.BUDGET)]
    if given["tax_rate_set"]:
        agenda.append(matter(proposal(Kind.BOARD)))
    numbers = hall.convene(agenda)
    with writing() as session:
        for number in numbers:
            session.get_one(Item, number).budget_year = year
    for number in numbers[1:]:
        decide(hall, number)
    with reading() as session:
        warned = budgets.budget_warning(session, session.get_one(Meeting, hall.meeting), today)
    if not given["special_reasons"]:  # then the budget has the same day as the tax rate
        set_already = given["tax_rate_set"]
        warned = undecided(year, today, tax_rate_set=set_already, special_reasons=False)
    scene.gives(warning=warned is not None)
    if warned is not None:
        scene.gives(
            must_decide_by={
                "tax_rate": Day(warned.days.tax_rate),
                "budget": Day(warned.days.budget),
            },
            tax_rate_may_be_changed_with_budget=warned.tax_rate_may_be_changed,
        )
    path = f"/sammantraden/{hall.meeting}/avsluta"
    scene.answers.append(Answer(True, page=hall.asked(hall.chair, path)))
    scene.hears(hall.posts(hall.chair, path))


# A motion's year


@act("motion_status")
def motion_status(scene: Scene) -> None:
    """Where a motion stands in its year, as the register tells it."""
    given = scene.given
    submitted, today = texts.day(given["submitted"]), texts.day(given["today"])
    hall = scene.hall = Hall(scene.app, Council(), day=submitted)
    new = motions.NewMotion("En motion", "Dnr 1", ["Ledamot 4"], submitted)
    motion = motions.receive(new, hall.actor(SECRETARY), now=hall.tick())
    hall.at(texts.moment(f"{today} 10:00"))
    if given["decided"]:
        with writing() as session:
            session.get_one(Motion, motion).decided_on = today
    if given["reported"]:
        motions.report(motion, "Utredningen pågår.", hall.actor(SECRETARY), now=hall.tick())
    due = deadlines.motion_due(submitted)
    register = hall.reads("/motioner")
    assert told_in_swedish(due) in register or str(due) in register, register
    scene.gives(due=Day(due), must=_what_must_be_done(hall, motion, today))


def told_in_swedish(day: date) -> str:
    """A day as pages write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _what_must_be_done(hall: Hall, motion: int, today: date) -> str | None:
    """What the register lets be done with it, tried."""
    by, now = hall.actor(SECRETARY), hall.tick()
    with reading() as session:
        status = motions.status(session.get_one(Motion, motion), today)
    if status is deadlines.MotionDue.DECIDED:
        return None
    if status is deadlines.MotionDue.REPORTED:
        motions.write_off(motion, by, now=now)
        return "the council may write it off"
    with pytest.raises(NotReported):
        motions.write_off(motion, by, now=now)
    motions.report(motion, "Utredningen pågår.", by, now=now)
    motions.write_off(motion, by, now=now)
    return "decide, or report to the council what has come up; the council may then write it off"


# What a § holds


@act("protocol_data")
def protocol_data(scene: Scene) -> None:
    """Everything that the law wants of a §, from an item in which all of it happened."""
    number = texts.paragraph(scene.given["item"])
    names = dict.fromkeys(("Eva Ek", "Bo Berg", "Kim Kvist"))
    hall = scene.hall = Hall(scene.app, Council(members=names))
    agenda = matter(proposal(Kind.BOARD), proposal(Kind.REJECTION))
    (item,) = hall.convene([agenda], first_paragraph=number)
    hall.does(hall.chair, items.open_item, item)
    back = hall.does("Bo Berg", proposals.put_proposal, item, NewProposal(Kind.TABLING))
    hall.does("Bo Berg", proposals.withdraw, back)
    new = NewProposal(Kind.AMENDMENT, "summan ska vara två miljoner kronor")
    hall.does("Kim Kvist", proposals.put_proposal, item, new)
    to_first_question(hall, item)
    while hall.item(item).step is not Step.DECIDED:
        division = chairing.open_division(hall, item)
        sure = {"Eva Ek": Choice.NO, "Kim Kvist": Choice.YES, "Bo Berg": Choice.ABSTAIN}
        hall.vote(division, {Choice.YES: 12, Choice.NO: 6, Choice.ABSTAIN: 1}, sure)
        hall.does(hall.chair, divisions.close_division, division)
        hall.does(hall.chair, items.gavel, item)
    hall.does("Eva Ek", reservations.reserve, item, False)
    protocol = hall.reads(f"/sammantraden/{hall.meeting}/protokoll")
    scene.gives(required=Required(protocol, hall.item(item).decision or ""))


@dataclass(frozen=True)
class Required(Agrees):
    """A protocol that holds what the law wants, point by point."""

    protocol: str
    decision: str

    def agrees(self, told: Any) -> bool:
        text = self.protocol.lower()
        points = {
            "yrkanden": "två miljoner" in text and "bordläggning" not in text,
            "propositionsordning": "propositionsordning" in text,
            "omröstningar": bool(re.search(r"\b12\b.*\bja\b|\bja\b.*\b12\b", text)),
            "beslutet": self.decision.lower() in text,
            "vilka som deltagit": bool(re.search(r"eva ek.*nej|nej.*eva ek", text)),
            "reservation": bool(re.search(r"reserv[^.]*eva ek|eva ek[^.]*reserv", text)),
        }
        found = [[key for key in points if str(point).lower().startswith(key)] for point in told]
        if not all(len(keys) == 1 for keys in found):
            raise UnknownForm(f"no rule here looks for {told}")
        return all(points[key] for (key,) in found)
