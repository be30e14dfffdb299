"""Acts that need enough people: opening an item, founding a council."""

from council.law.proposals import Kind
from council.law.roll import Quorum, require_quorum
from council.law.tally import Choice
from council.services import (
    adjournments,
    attendance,
    divisions,
    items,
    meetings,
    proposals,
    questions,
    recusals,
)
from council.services.importing import members
from council.services.proposals import NewProposal
from council.store.engine import reading, writing
from council.store.models import Body, Item, ItemKind, ItemState, Meeting, MeetingState
from tests.cases import texts
from tests.cases.acts_days import refused_by
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import find_side, to_first_question
from tests.cases.door import DONE
from tests.cases.form import UnknownForm
from tests.cases.hall import Council, Hall, odd
from tests.cases.scene import Scene, act
from tests.cases.settings import set_rules
from tests.factories import MORNING

KINDS = {"matter": ItemKind.DECISION, "election": ItemKind.ELECTION}


@act("create_council")
def create_council(scene: Scene) -> None:
    """A council with so many seats is read in, into an empty database."""
    seats = scene.given["import_seats"]
    rows = [
        f"ledamot{n},Ledamot {n},S,{'ordforande' if n == 1 else 'ledamot'},"
        for n in range(1, seats + 1)
    ]
    file = "\n".join(["username,name,party,role,order", *rows]).encode()
    refused_by(scene, members.load, file, now=MORNING)
    with reading() as session:
        body = session.get(Body, 1)
    assert (body is not None) is scene.answers[-1].allowed
    assert body is None or body.seats == seats


@act("open_item")
def open_item(scene: Scene) -> None:
    """An item is to be treated with so many there."""
    if "announced" in scene.given:
        _unannounced(scene)
        return
    if "body" in scene.given:
        _elsewhere(scene)
        return
    given = scene.given
    recused = given.get("jav", 0)
    given.get("substitutes_available")
    decided = given.get("items_decided_before", [])
    there = _there(scene, recused)
    hall = scene.hall = Hall(scene.app, Council(seats=given["seats"]))
    set_rules(scene, hall)
    if scene.when.get("item_kind") == "interpellation_answer":
        numbers = hall.convene([], present=there, returning=_interpellation_with_leave(hall))
    else:
        numbers = _agenda(scene, hall, decided, there + given.get("leaves", 0))
    for name in hall.members[1 : 1 + given.get("leaves", 0)]:
        hall.does(name, attendance.leave, hall.meeting)
    item = numbers[-1]
    present = hall.members[1 + given.get("leaves", 0) :]
    for name in present[:recused]:
        hall.does(name, recusals.recuse, item, "")
    _open(scene, hall, item)
    if decided:
        _what_is_left(scene, hall, dict(zip(decided, numbers, strict=False)))


def _there(scene: Scene, recused: int) -> int:
    """How many are in the hall, those who step aside among them."""
    given = scene.given
    if given.get("substitutes_available", 0):
        raise UnknownForm("how substitutes serve for the recused is told by names")
    if "present" in given:
        return int(given["present"])
    if "serving" in given:
        return int(given["serving"]) + recused
    return int(given["serving_before"]) - int(given["leaves"])


def _agenda(scene: Scene, hall: Hall, decided: list[str], present: int) -> list[int]:
    """The items that are decided before, and the one that is to be opened."""
    first = texts.paragraph(decided[0]) if decided else None
    kind = KINDS[scene.when.get("item_kind", "matter")]
    last = matter(proposal(Kind.BOARD), proposal(Kind.REJECTION), kind=kind)
    if "item" in scene.when:
        assert first is not None
        assert texts.paragraph(scene.when["item"]) == first + len(decided)
    agenda = [*[matter(proposal(Kind.BOARD))] * len(decided), last]
    numbers = hall.convene(agenda, present=present, first_paragraph=first)
    for number in numbers[:-1]:
        decide(hall, number)
    return numbers


def _interpellation_with_leave(hall: Hall) -> int:
    """An interpellation that the council, with everybody there, let be put, and tabled."""
    (item,) = hall.convene([matter(kind=ItemKind.INTERPELLATION)])
    hall.does(hall.chair, items.open_item, item)
    find_side(hall, item, Choice.YES)
    hall.does(hall.chair, items.gavel, item)
    hall.does(hall.members[1], proposals.put_proposal, item, NewProposal(Kind.TABLING))
    to_first_question(hall, item)
    find_side(hall, item, Choice.NO)
    hall.does(hall.chair, items.gavel, item)
    assert hall.item(item).state is ItemState.TABLED
    hall.does(hall.chair, meetings.close_meeting, hall.meeting)
    return item


def _open(scene: Scene, hall: Hall, item: int) -> None:
    with reading() as session:
        meeting = session.get_one(Meeting, hall.meeting)
        told = attendance.quorum(session, meeting, hall.item(item))
    scene.hears(hall.posts(hall.chair, f"/arenden/{item}/oppna"))
    scene.gives(quorum_needed=told.needed, counted=told.counted, counted_for_quorum=told.counted)
    if scene.answers[-1].allowed and scene.asks("entitled_to_vote"):
        division = hall.does(hall.chair, divisions.open_division, item)
        scene.gives(entitled_to_vote=len(hall.roll(division)))
    assert hall.item(item).state is (
        ItemState.OPEN if scene.answers[-1].allowed else ItemState.WAITING
    )


def decide(hall: Hall, item: int, *, opened: bool = False) -> None:
    """The shortest way to a decision: nobody asks for anything."""
    if not opened:
        hall.does(hall.chair, items.open_item, item)
    hall.does(hall.chair, questions.close_debate, item)
    hall.does(hall.chair, questions.review_proposals, item)
    hall.does(hall.chair, questions.approve_order, item, None)
    hall.does(hall.chair, questions.declare, item, hall.proposals(item)[0])
    hall.does(hall.chair, items.gavel, item)


def _what_is_left(scene: Scene, hall: Hall, decided: dict[str, int]) -> None:
    """What stands of the past, and what the meeting may still do."""
    scene.gives(
        stands=[
            told
            for told, number in decided.items()
            if hall.item(number).state is ItemState.DECIDED
            and hall.paragraph(number) == texts.paragraph(told)
        ]
    )
    allowed = []
    if hall.posts(hall.chair, f"/sammantraden/{hall.meeting}/ajournera", clock="13.00").allowed:
        allowed.append("adjourn")
        hall.does(hall.chair, adjournments.resume, hall.meeting)
    if hall.posts(hall.chair, f"/sammantraden/{hall.meeting}/avsluta").allowed:
        with reading() as session:
            over = session.get_one(Meeting, hall.meeting).state is MeetingState.CLOSED
        allowed += ["close_meeting"] if over else []
    scene.gives(still_allowed=allowed)


def _elsewhere(scene: Scene) -> None:
    """Another assembly than the council: the same rule, with any number of seats."""
    given = scene.given
    given.told("body")
    quorum = Quorum(given["seats"], given["serving"], given.get("jav", 0))
    refused_by(scene, require_quorum, quorum)
    scene.gives(quorum_needed=quorum.needed, counted=quorum.counted)


def _unannounced(scene: Scene) -> None:
    """An item that was not announced: all present must decide that it may be decided."""
    given = scene.given
    present, against = given["present"], given["against_taking_up"]
    objections = present - given["for_taking_up"]  # who abstains has not agreed
    assert objections >= against
    hall = scene.hall = Hall(scene.app, Council(seats=odd(present)))
    given.told("urgent")
    (item,) = hall.convene([matter(proposal(Kind.BOARD))], present=present)
    with writing() as session:
        session.get_one(Item, item).announced = given["announced"]
    answer = DONE
    if not given["announced"]:
        answer = hall.posts(hall.chair, f"/arenden/{item}/tas-upp", objections=objections)
    if answer.allowed:
        answer = hall.posts(hall.chair, f"/arenden/{item}/oppna")
    else:
        assert not hall.posts(hall.chair, f"/arenden/{item}/oppna").allowed
    scene.hears(answer)
    if answer.allowed or str(present) in answer.told:
        scene.gives(needed=present)
