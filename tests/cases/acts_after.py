"""After a decision: reservations, and whose reasons a referral back has."""

import re
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import (
    divisions,
    items,
    meetings,
    proposals,
    recusals,
    taking_part,
)
from council.services.proposals import NewProposal
from council.store.engine import reading, writing
from council.store.models import Meeting, MeetingState, Mover
from tests.cases import chairing, texts
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import ask_for_division, find_side, to_first_question
from tests.cases.form import UnknownForm
from tests.cases.hall import Council, Hall, odd
from tests.cases.scene import Scene, act
from tests.cases.votes import SIDES, closed


@act("reserve")
def reserve(scene: Scene) -> None:
    """Somebody reserves against a decision, in time or not, having taken part or not."""
    given, who = scene.given, scene.when["who"]
    assert given.get("member", who) == who
    over = _moment(given.get("meeting_closed"))
    announced = _moment(scene.when["at"] if "at" in scene.when else given.get("announced"))
    day = (announced or over or _noon()).date()
    hall = scene.hall = Hall(scene.app, Council(members={who: None}), day=day)
    number = None
    if "decided" in given:
        number, clock = _paragraph_and_clock(given["decided"])
        hall.at(datetime.combine(day, clock, texts.HALL))
    item = _decided_with(scene, hall, who, number)
    if over is not None and announced is not None and over < announced:
        _close(hall, over)
    if announced is not None:
        hall.at(announced)
    if given.get("meeting", "open") != "open":
        raise UnknownForm(f"no meeting is {given['meeting']!r}")
    answer = scene.hears(hall.posts(who, f"/arenden/{item}/reservation", written="1"))
    if answer.allowed and "written_reasons" in given:
        if over is not None:
            _close(hall, over)
        _give_reasons(scene, hall, who, item)


def _noon() -> datetime:
    return texts.moment("2026-11-18 12:00")


def _moment(told: str | None) -> datetime | None:
    return None if told is None else texts.moment(told)


def _paragraph_and_clock(told: str) -> tuple[int, time]:
    """ "§ 92 18:04"."""
    whole = re.fullmatch(r"(§ ?\d+) (\d\d:\d\d)", told)
    if whole is None:
        raise UnknownForm(f"nothing decided: {told!r}")
    return texts.paragraph(whole[1]), time.fromisoformat(whole[2])


def _decided_with(scene: Scene, hall: Hall, who: str, number: int | None) -> int:
    """An item decided by a division in which somebody pressed as the case tells."""
    given = scene.given
    absent = given.get("in_division") == "absent"
    pressed = Choice.NO if absent else SIDES[given.get("in_division", "no")]
    won = SIDES[given.get("outcome", "yes")]
    (item,) = hall.convene(
        [matter(proposal(Kind.BOARD), proposal(Kind.REJECTION))],
        absent=[who] if absent else [],
        first_paragraph=number,
    )
    hall.does(hall.chair, items.open_item, item)
    stood_aside = "in_division" not in given and "declared" in given
    _declare(hall, item, who, given.get("declared"), done=not stood_aside)
    to_first_question(hall, item)
    division = chairing.open_division(hall, item)
    lost = Choice.NO if won is Choice.YES else Choice.YES
    hall.vote(
        division,
        {won: 10, lost: 5, Choice.ABSTAIN: 1},
        {} if absent or stood_aside else {who: pressed},
    )
    hall.does(hall.chair, divisions.close_division, division)
    hall.does(hall.chair, items.gavel, item)
    assert number in (None, hall.paragraph(item))
    return item


def _declare(hall: Hall, item: int, who: str, declared: str | None, *, done: bool) -> None:
    """Somebody stands aside; ``done``: by abstaining in the division, of which it is told."""
    acts = {
        "deltar inte i beslutet": lambda: hall.does(who, taking_part.take_no_part, item),
        "jäv": lambda: hall.does(who, recusals.recuse, item, ""),
    }
    if declared is not None and declared not in acts:
        raise UnknownForm(f"nothing is declared by {declared!r}")
    if declared is not None and not done:
        acts[declared]()


def _close(hall: Hall, over: datetime) -> None:
    hall.at(over)
    hall.does(hall.chair, meetings.close_meeting, hall.meeting)


def _give_reasons(scene: Scene, hall: Hall, who: str, item: int) -> None:
    """Reasons in writing, before or after the protocol is attested."""
    handed_in = texts.moment(scene.given["written_reasons"])
    attested = texts.moment(scene.given["attestation_at"])
    if attested <= handed_in:
        with writing() as session:
            session.get_one(Meeting, hall.meeting).state = MeetingState.ATTESTED
    hall.at(handed_in)
    answer = hall.posts(who, f"/arenden/{item}/reservation/motivering", text="Mina skäl.")
    scene.answers.append(answer)
    scene.gives(reasons_accepted=answer.allowed)


# Whose reasons a referral back has


@act("set_reasons")
def set_reasons(scene: Scene) -> None:
    """Several reasonings behind one referral back: those who asked for it set the reasons."""
    given = scene.given
    present, votes = given["present"], {Choice.YES: given["against"], Choice.NO: given["for"]}
    if given["outcome"] != "referred_back_by_minority":
        raise UnknownForm("a minority sets the reasons of what a minority brought about")
    reasons: dict[str, dict[str, Any]] = given["reasons"]
    for name, told in reasons.items():
        if set(told) - {"backed_by", "text", "moved_by"}:
            raise UnknownForm(f"no reasoning: {name} {told}")
    movers = {name: f"Skäl {name}" for name in reasons}
    council = Council(seats=odd(present), members=dict.fromkeys(movers.values()))
    hall = scene.hall = Hall(scene.app, council)
    (item,) = hall.convene([matter(proposal(Kind.BOARD))], present=present)
    hall.does(hall.chair, items.open_item, item)
    asking = [name for name, told in reasons.items() if told.get("moved_by") != "majority"]
    for name in sorted(reasons, key=lambda one: one not in asking):
        new = NewProposal(Kind.REFERRAL, motive=reasons[name]["text"])
        hall.does(movers[name], proposals.put_proposal, item, new)
    to_first_question(hall, item)
    find_side(hall, item, Choice.YES)
    ask_for_division(hall, item)
    division = hall.does(hall.chair, divisions.open_division, item)
    sure = {movers[name]: Choice.NO if name in asking else Choice.YES for name in reasons}
    hall.vote(division, {**votes, Choice.ABSTAIN: present - sum(votes.values())}, sure)
    closed(scene, hall, division)
    _try_each(scene, hall, item, movers, reasons)


def _try_each(
    scene: Scene,
    hall: Hall,
    item: int,
    movers: dict[str, str],
    reasons: dict[str, dict[str, Any]],
) -> None:
    set_by = []
    for name, mover in movers.items():
        with reading() as session:
            row = session.scalars(
                select(Mover.id).where(Mover.person_id == hall.person(mover))
            ).one()
        backed = reasons[name]["backed_by"]
        answer = hall.posts(hall.chair, f"/arenden/{item}/motivering", mover=row, backed=backed)
        scene.gives(**{f"{name.lower()}_refused": not answer.allowed})
        if answer.allowed:
            set_by.append(name)
        else:
            scene.answers.append(answer)
    hall.does(hall.chair, items.gavel, item)
    referral = hall.proposal(chairing.question_of(hall, item).winner_id)
    scene.gives(
        reasons=next((name for name in set_by if reasons[name]["text"] == referral.motive), None)
    )
