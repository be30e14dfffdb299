"""Acts of electing: asking for a proportional election, slips, counting, equal numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from council.law.elections import Chosen, LotDue
from council.law.procedure import Step
from council.law.proposals import Kind
from council.services import ballots, elections, items, lots, slip_counting, taking_part
from council.services.election_parts import demand_on
from council.services.slip_counting import Result
from council.store.engine import reading, writing
from council.store.models import (
    Candidate,
    Division,
    Electing,
    Election,
    ElectionWay,
    ItemKind,
    Meeting,
    Method,
)
from tests.cases.agenda import matter, proposal
from tests.cases.door import Answer
from tests.cases.form import UnknownForm
from tests.cases.hall import CHAIR, Council, Hall, odd
from tests.cases.scene import Agrees, Says, Scene, act

ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]


@dataclass(frozen=True)
class Exactly(Agrees):
    """ "51/12 = 4.25": present divided by one more than the places."""

    present: int
    divisor: int

    def agrees(self, told: Any) -> bool:
        left, _, right = str(told).partition(" = ")
        exact = Fraction(self.present, self.divisor)
        return left == f"{self.present}/{self.divisor}" and abs(float(right) - exact) < 0.01


def election_item(
    hall: Hall,
    seats: int,
    *,
    present: int | None = None,
    candidates: Sequence[str] = (),
    electing: Electing = Electing.MEMBERS,
    before: int | None = None,
) -> int:
    """An item that elects so many; ``before``: the item that elected the members."""
    (item,) = hall.convene(
        [matter(proposal(Kind.BOARD, "valberedningens förslag"), kind=ItemKind.ELECTION)],
        present=present,
    )
    write_election(hall, item, seats, candidates, electing, before)
    return item


def write_election(
    hall: Hall,
    item: int,
    seats: int,
    candidates: Sequence[str] = (),
    electing: Electing = Electing.MEMBERS,
    before: int | None = None,
) -> None:
    """What the agenda's file would tell of an election."""
    with writing() as session:
        session.add(
            Election(
                item_id=item,
                electing=electing,
                seats=seats,
                proportional_allowed=True,
                members_item_id=before,
            )
        )
        session.flush()
        session.add_all(
            Candidate(item_id=item, place=place, name=name)
            for place, name in enumerate(candidates, start=1)
        )


def result_of(division: int) -> Result:
    with reading() as session:
        return slip_counting.result(session, session.get_one(Division, division))


# Asking for a proportional election


@act("demand_proportional")
def demand_proportional(scene: Scene) -> None:
    """So many of those present ask for a proportional election."""
    present, seats = _either(scene, "present"), _either(scene, "to_elect")
    by = scene.when["by"]
    idle = scene.given.get("declares_not_taking_part", 0)
    hall = scene.hall = Hall(scene.app, Council(seats=odd(present)))
    if scene.when.get("for", "members") != "members":
        item = _of_substitutes(scene, hall, present, seats)
    else:
        item = election_item(hall, seats, present=present)
    hall.does(hall.chair, items.open_item, item)
    there = hall.members[:present]
    for name in there[present - idle :]:
        hall.does(name, taking_part.take_no_part, item)
    answers = [hall.posts(there[0], f"/arenden/{item}/proportionellt-val")]
    answers += [hall.tries(name, elections.demand_proportional, item) for name in there[1:by]]
    refused = [answer for answer in answers if not answer.allowed]
    answer = refused[0] if refused else _opened(hall, item, seats)
    scene.hears(answer)
    with reading() as session:
        election = session.get_one(Election, item)
        meeting = session.get_one(Meeting, hall.meeting)
        quota = demand_on(session, meeting, election, by).quota
        proportional = election.way is ElectionWay.PROPORTIONAL
    assert answer.allowed is proportional
    scene.gives(quota=quota, exact=Exactly(present, seats + 1))


def _either(scene: Scene, key: str) -> int:
    return int(scene.when[key] if key in scene.when else scene.given[key])


def _opened(hall: Hall, item: int, seats: int) -> Answer:
    """The chair opens a proportional ballot on what has been asked for."""
    names = [f"Namn {number}" for number in range(1, seats + 1)]
    hall.does(hall.chair, elections.register_list, item, "En grupp", names)
    return hall.posts(hall.chair, f"/arenden/{item}/sluten-votering", way="proportional")


def _of_substitutes(scene: Scene, hall: Hall, present: int, seats: int) -> int:
    """An election of substitutes, where the members have been elected in some way."""
    if scene.when["for"] != "substitutes":
        raise UnknownForm(f"no rule here elects {scene.when['for']!r}")
    way = ElectionWay(scene.given["members_elected"])
    members, item = hall.convene(
        [matter(proposal(Kind.BOARD, "valberedningens förslag"), kind=ItemKind.ELECTION)] * 2,
        present=present,
    )
    write_election(hall, members, seats)
    write_election(hall, item, seats, electing=Electing.SUBSTITUTES, before=members)
    with writing() as session:
        session.get_one(Election, members).way = way
    return item


# Majority elections


def _paper_ballot(hall: Hall, item: int) -> int:
    hall.does(hall.chair, items.open_item, item)
    return int(hall.does(hall.chair, ballots.open_ballot, item, method=Method.PAPER))


@act("count")
def count(scene: Scene) -> None:
    """The papers of a majority election are counted."""
    given = scene.given
    seats, votes = given["seats"], given["votes"]
    valid, blank, invalid = given["ballots_valid"], given["blank"], given["invalid"]
    papers = valid + blank + invalid
    hall = scene.hall = Hall(scene.app, Council(seats=odd(papers)))
    item = election_item(hall, seats, present=max(papers, 11), candidates=list(votes))
    division = _paper_ballot(hall, item)
    hall.does(
        hall.chair,
        ballots.enter_paper,
        division,
        papers,
        votes,
        blank=blank,
        invalid=invalid,
        valid=valid,
    )
    hall.does(hall.chair, ballots.close_ballot, division)
    match result_of(division).outcome:
        case LotDue(number=number, between=between, elected=elected):
            assert hall.item(item).step is Step.TIE
            scene.gives(
                elected=list(elected),
                **{f"lot_for_{ORDINALS[number - 1]}_between": list(between)},
            )
        case Chosen(elected=elected):
            scene.gives(elected=list(elected))


@act("count_ballot")
def count_ballot(scene: Scene) -> None:
    """A slip is handed in, with names that would or would not count."""
    given = scene.given
    seats, written = given["seats"], given["ballot"]
    others = [f"En annan {number}" for number in range(1, seats + 2)]
    hall = scene.hall = Hall(scene.app, Council())
    item = election_item(hall, seats, candidates=[*dict.fromkeys(written), *others])
    hall.does(hall.chair, items.open_item, item)
    division = hall.does(hall.chair, ballots.open_ballot, item)
    answer = hall.posts(
        hall.members[1],
        f"/voteringar/{division}/valsedel",
        names=list(written),
        key="en-nyckel",
        code="ABCD-2345",
    )
    scene.gives(valid=answer.allowed, reason=Says(answer.told))


def casting_vote(scene: Scene) -> None:
    """Equal votes in an election, and the chair would give a casting vote."""
    given = scene.given
    if given["item_kind"] != "election":
        raise UnknownForm("candidates are elected in an election")
    votes: Mapping[str, int] = given["candidates"]
    seats, blank = given["seats_to_fill"], given["blank"]
    assert scene.when["casting_vote"] in votes
    papers = sum(votes.values()) // seats + blank
    council = Council(seats=odd(papers), chair=given.get("chair", CHAIR))
    hall = scene.hall = Hall(scene.app, council)
    item = election_item(hall, seats, present=max(papers, 11), candidates=list(votes))
    division = _paper_ballot(hall, item)
    hall.does(
        hall.chair,
        ballots.enter_paper,
        division,
        papers,
        votes,
        blank=blank,
        valid=papers - blank,
    )
    hall.does(hall.chair, ballots.close_ballot, division)
    scene.hears(hall.posts(hall.chair, f"/voteringar/{division}/utslagsrost", choice="yes"))
    due = result_of(division).due
    assert due is not None
    scene.gives(lot_between=list(due.between))
    drawn = hall.does(hall.chair, lots.draw_lot, division, "sju")
    if drawn and set(drawn) <= set(due.between):
        scene.gives(next="draw_lot")
