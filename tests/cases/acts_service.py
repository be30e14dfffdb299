"""Coming and going: who enters service and when, who may resume it, who is lost at a distance."""

from sqlalchemy import select

from council.law.proposals import Kind
from council.services import (
    adjournments,
    attendance,
    divisions,
    items,
    recusals,
    remote,
    rules_of_order,
)
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import Meeting, Presence
from tests.cases import texts
from tests.cases.acts_quorum import decide
from tests.cases.acts_substitutes import call_to, serving
from tests.cases.agenda import matter, proposal
from tests.cases.door import DONE
from tests.cases.hall import Council, Hall
from tests.cases.scene import OneOf, Scene, act
from tests.cases.settings import set_rules


@act("enter_service")
def enter_service(scene: Scene) -> None:
    """Somebody arrives and wants the seat on which a substitute serves."""
    substitute, member = texts.serving_for(scene.given["serving"])
    arrives = texts.named(scene.given["arrives"])
    who = scene.when["who"]
    assert arrives.name == who
    assert scene.when.get("for", member) == member
    order = [who, substitute] if arrives.higher else [substitute]
    if who != member and not arrives.higher:
        order = [substitute, who]
    council = Council(members={member: "V"}, substitutes=dict.fromkeys(order, "V"))
    hall = scene.hall = Hall(scene.app, council)
    set_rules(scene, hall)
    told = scene.given.get("item_open")
    number = None if told is None else texts.paragraph(told)
    numbers = hall.convene(
        [matter(proposal(Kind.BOARD))] * 2,
        absent=[member],
        also=[substitute],
        first_paragraph=number,
    )
    assert call_to(hall, member, None).allowed
    assert serving(hall, member) == substitute
    if number is not None:
        hall.does(hall.chair, items.open_item, numbers[0])
    arrived = hall.posts(who, f"/sammantraden/{hall.meeting}/incheckning")
    if who != member:
        assert arrived.allowed
        arrived = call_to(hall, member, who)
    scene.hears(arrived)
    scene.gives(serves=serving(hall, member), until_then_serves=serving(hall, member))
    if number is not None:
        _decided_from_debate(hall, numbers[0])
        assert hall.paragraph(numbers[0]) == number
        if scene.result["serves"] == who:
            scene.gives(effective=OneOf(["at once", "immediately"]))
        elif serving(hall, member) == who:
            scene.gives(effective=f"when § {number} is finished")
    elif serving(hall, member) == who:
        scene.gives(effective=OneOf(["at once", "immediately"]))


def _decided_from_debate(hall: Hall, item: int) -> None:
    decide(hall, item, opened=True)


@act("resume_service")
def resume_service(scene: Scene) -> None:
    """Somebody who stepped out wants to serve again."""
    given, when = scene.given, scene.when
    member = given["member"]
    assert when["who"] == member
    left, back = texts.paragraph(given["left_at"]), when.get("at")
    substitute = given.get("serving")
    council = Council(
        members={member: "V"}, substitutes={} if substitute is None else {substitute: "V"}
    )
    hall = scene.hall = Hall(scene.app, council, day=texts.day(given["day"]))
    many = 1 if back is None else texts.paragraph(back) - left
    numbers = hall.convene(
        [matter(proposal(Kind.BOARD))] * (many + 1),
        also=[] if substitute is None else [substitute],
        first_paragraph=left,
    )
    hall.does(hall.chair, items.open_item, numbers[0])
    recused = given["reason"] == "jäv"
    if recused:
        _step_aside(hall, numbers[0], member, substitute)
    _decided_from_debate(hall, numbers[0])
    assert hall.paragraph(numbers[0]) == left
    if not recused:
        hall.posts(member, f"/sammantraden/{hall.meeting}/utcheckning")
        if substitute is not None:
            assert call_to(hall, member, substitute).allowed
    for item in numbers[1:-1]:
        decide(hall, item)
    _next_day(scene, hall)
    if recused:
        scene.hears(DONE)
    else:
        scene.hears(hall.posts(member, f"/sammantraden/{hall.meeting}/incheckning"))
    serves = _serving_in(hall, numbers[-1], member)
    scene.gives(serves=serves)
    if substitute is not None:
        scene.gives(**{f"{substitute.lower()}_steps_back": serves == member})


def _step_aside(hall: Hall, item: int, member: str, substitute: str | None) -> None:
    hall.does(member, recusals.recuse, item, "")
    if substitute is not None:
        hall.does(hall.chair, recusals.stand_in, item, hall.person(member), hall.person(substitute))


def _next_day(scene: Scene, hall: Hall) -> None:
    """The meeting goes on: on the day on which somebody wants to serve again."""
    day = texts.day(scene.when["day"])
    continues = scene.given.get("meeting_continues")
    if continues is None:
        assert day == texts.day(scene.given["day"])
        return
    assert texts.day(continues) == day
    until = texts.moment(f"{day} 09:00")
    hall.does(hall.chair, adjournments.adjourn, hall.meeting, until)
    hall.at(until)
    hall.let_in_again(scene.given["member"])
    hall.does(hall.chair, adjournments.resume, hall.meeting)


def _serving_in(hall: Hall, item: int, member: str) -> str | None:
    """Who is on the roll of a division for a member's seat."""
    hall.does(hall.chair, items.open_item, item)
    division = hall.does(hall.chair, divisions.open_division, item)
    seat = hall.seat(member)
    return next(
        (hall.name_of(one.person_id) for one in hall.roll(division) if one.seat_id == seat), None
    )


@act("presence")
def presence(scene: Scene) -> None:
    """Somebody at a distance loses the picture."""
    rule = {"after the bill": "bill"}.get(scene.given["remote_rule"], scene.given["remote_rule"])
    who = "Fjärran"
    hall = scene.hall = Hall(scene.app, Council(members={who: None}))
    rules_of_order.change("remote", rule, SYSTEM, now=hall.tick())
    hall.convene([matter(proposal(Kind.BOARD))], absent=[who])
    hall.does(who, attendance.check_in, hall.meeting, remote=True)
    before = _counted(hall)
    if scene.given["remote_person_lost_picture"]:
        hall.does(hall.chair, remote.lose_link, hall.meeting, hall.person(who))
    lost_at, scene.state["counted"] = hall.now, _counted(hall)
    scene.gives(counts_as_present=_counted(hall) == before)
    if _counted(hall) == before:
        return
    hall.does(hall.chair, remote.regain_link, hall.meeting, hall.person(who))
    with reading() as session:
        first, second = session.scalars(
            select(Presence).where(Presence.person_id == hall.person(who)).order_by(Presence.id)
        )
    assert _counted(hall) == before
    assert (first.left_at, second.arrived_at) == (lost_at, hall.now)
    scene.gives(recorded=["tid då bilden föll bort", "tid då den kom åter"])


def _counted(hall: Hall) -> int:
    with reading() as session:
        return attendance.quorum(session, session.get_one(Meeting, hall.meeting)).counted
