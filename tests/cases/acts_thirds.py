"""To table or to refer back: the third of those present, before and now."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from council.law.majorities import Basis, third_needed
from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.questions import Kind as Question
from council.law.tally import Choice
from council.services import ballots, divisions, items, meetings, proposals, questions
from council.services.drafts import NewItem
from council.services.proposals import NewProposal
from council.store.models import Division, ItemKind, ItemState, Method
from tests.cases import acts_elections, texts
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import ask_for_division, find_side, to_first_question
from tests.cases.door import Answer
from tests.cases.form import Facts, UnknownForm
from tests.cases.hall import DAY, Council, Hall
from tests.cases.scene import OneOf, Scene
from tests.cases.votes import SIDES, closed, council_of, press, shares, votes_of

FORMAL = {
    "återremiss": Kind.REFERRAL,
    "bordläggning": Kind.TABLING,
    "avvisning": Kind.DISMISSAL,
}
DONE_TO_IT = {
    Kind.REFERRAL: ("referred_back", "not_referred", ItemState.REFERRED),
    Kind.TABLING: ("tabled", "not_tabled", ItemState.TABLED),
    Kind.DISMISSAL: ("dismissed", "not_dismissed", ItemState.DECIDED),
}


def formal(scene: Scene, kind: Kind) -> None:
    votes = votes_of(scene)
    given = scene.given
    side = SIDES[given.get("referral_side", "no")]
    council, present = council_of(scene, sum(votes.values()))
    given.told("source", "method", "yes_means", "no_means")
    hall, item = _formal_item(scene, council, present)
    put_formal(hall, item, kind)
    question = to_first_question(hall, item)
    assert question.kind is Question.FORMAL
    if side is Choice.YES:
        hall.does(hall.chair, questions.swap_sides, item)
    find_side(hall, item, Choice.YES)
    ask_for_division(hall, item)
    if hall.item(item).kind is ItemKind.ELECTION:
        found = _in_secret(scene, hall, item, votes)
    else:
        division = hall.does(hall.chair, divisions.open_division, item)
        press(scene, hall, division, votes)
        found = closed(scene, hall, division)
    _tell_formal(scene, hall, kind, found, votes, side)


def put_formal(hall: Hall, item: int, kind: Kind) -> None:
    """Somebody in the hall proposes to table the item, or to refer it back."""
    hall.does(hall.chair, items.open_item, item)
    new = NewProposal(kind, motive="Underlaget räcker inte.")
    hall.does(hall.members[1], proposals.put_proposal, item, new)


def _in_secret(scene: Scene, hall: Hall, item: int, votes: Mapping[Choice, int]) -> Division:
    """What is decided in an election is decided by secret papers, also whether to table it."""
    division = hall.does(hall.chair, ballots.open_ballot, item, method=Method.PAPER)
    figures = {"Ja": votes[Choice.YES], "Nej": votes[Choice.NO]}
    hall.does(
        hall.chair,
        ballots.enter_paper,
        division,
        sum(votes.values()),
        figures,
        blank=votes[Choice.ABSTAIN],
    )
    hall.does(hall.chair, ballots.close_ballot, division)
    return hall.division(division)


def _formal_item(scene: Scene, council: Council, present: int | None) -> tuple[Hall, int]:
    """The council with the item in it; the item may have been put off before."""
    given = scene.given
    agenda = matter(proposal(Kind.BOARD), kind=_item_kind(given))
    before = [_read_before(told) for told in _before(given)]
    assert all(first < then for (_, _, first), (_, _, then) in pairwise(before))
    start = before[0][2] if before else DAY
    hall = scene.hall = Hall(scene.app, council, day=start)
    item, coming = 0, shares(scene)
    for kind, basis, day in before:
        item = convene(hall, agenda, item, day, present, coming)
        put_off(hall, item, kind, basis, present or 0)
    item = convene(hall, agenda, item, max(DAY, start + timedelta(7)), present, coming)
    if hall.item(item).kind is ItemKind.ELECTION:
        acts_elections.write_election(hall, item, 1, ["Ida", "Jon"])
    return hall, item


def convene(
    hall: Hall,
    agenda: NewItem,
    before: int,
    day: date,
    present: int | None,
    coming: Mapping[str, int] | None,
) -> int:
    """A meeting on a day, with the item for the first time or once more."""
    hall.at(datetime.combine(day, time(9), texts.HALL))
    if before:
        (item,) = hall.convene([], present=present, shares=coming, returning=before)
    else:
        (item,) = hall.convene([agenda], present=present, shares=coming)
    return item


def put_off(hall: Hall, item: int, kind: Kind, basis: Basis, present: int) -> None:
    """The item is tabled or referred back, by a minority or a majority, and the meeting ends."""
    put_formal(hall, item, kind)
    to_first_question(hall, item)
    find_side(hall, item, Choice.YES)
    ask_for_division(hall, item)
    division = hall.does(hall.chair, divisions.open_division, item)
    asking = third_needed(present) if basis is Basis.MINORITY else present // 2 + 1
    hall.vote(division, {Choice.NO: asking, Choice.YES: present - asking})
    hall.does(hall.chair, divisions.close_division, division)
    assert hall.division(division).basis is basis
    hall.does(hall.chair, items.gavel, item)
    hall.does(hall.chair, meetings.close_meeting, hall.meeting)


def _read_before(told: str) -> tuple[Kind, Basis, date]:
    """ "tabled at the request of a minority 2026-09-23"."""
    whole = re.fullmatch(
        r"(tabled|referred back) (?:at the request of|by) (?:a |the )?(minority|majority)"
        r"(?: (?:on )?(\d{4}-\d\d-\d\d))?",
        told,
    )
    if whole is None:
        raise UnknownForm(f"no rule here reads what was before: {told!r}")
    kind = {"tabled": Kind.TABLING, "referred back": Kind.REFERRAL}[whole[1]]
    day = date.fromisoformat(whole[3]) if whole[3] else DAY - timedelta(days=56)
    return kind, Basis(whole[2]), day


def _item_kind(given: Facts) -> ItemKind:
    kinds = {"matter": ItemKind.DECISION} | {one.value: one for one in ItemKind}
    told = given.get("item_kind", "matter")
    if told not in kinds:
        raise UnknownForm(f"no item of the kind {told!r}")
    return kinds[told]


def _before(given: Facts) -> list[str]:
    """What has happened to the item at earlier meetings, as told."""
    told = [*given.get("history", [])]
    if "how_before" in given:
        told.append(given["how_before"])
    used = given.get("used_before", False)
    if used and not told:
        told = ["referred back at the request of a minority"]
    return told


def _tell_formal(
    scene: Scene,
    hall: Hall,
    kind: Kind,
    division: Division,
    votes: Mapping[Choice, int],
    side: Choice,
) -> None:
    done, not_done, state = DONE_TO_IT[kind]
    other = Choice.NO if side is Choice.YES else Choice.YES
    by = {
        Basis.MINORITY: OneOf([f"{done}_by_minority"]),
        Basis.MAJORITY: OneOf([done, f"{done}_by_majority"]),
        None: OneOf([not_done]),
    }
    carried = division.outcome is side
    basis = (division.basis or Basis.MAJORITY) if carried else None
    scene.gives(
        third_needed=division.needed or third_needed(division.present or 0),
        asked=votes[side] if division.had is None else division.had,
        outcome=by[basis],
        majority_met=votes[side] > votes[other],
        majority_side=max(Choice.YES, Choice.NO, key=lambda one: votes[one]).value,
        third_right_applies=division.needed is not None,
    )
    if hall.item(division.item_id).step is Step.TIE:
        return
    scene.answers += [
        Answer(True, page=hall.reads(f"/ordforande/{hall.meeting}", hall.chair)),
        Answer(True, page=hall.reads(f"/voteringar/{division.id}")),
    ]
    hall.does(hall.chair, items.gavel, division.item_id)
    item = hall.item(division.item_id)
    scene.gives(right_used_up=item.minority_used)
    if item.step is Step.QUESTION:
        scene.gives(next="treat the item today")
    else:
        assert carried is (item.state is state)
