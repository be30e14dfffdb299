"""Whoever comes, goes, stands in, steps aside, presses or closes, in any order: nobody votes who
may not, no division counts more than may vote, and what is sealed stays as it was.

The acts are tried as they come, allowed or not. What must hold is told by a small model of who is
in the hall and who stepped aside, kept here and not read from the service.
"""

from collections import Counter
from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from council.law.procedure import Step
from council.law.refusals import MayNotVote, Refused
from council.law.taking_part import Ground
from council.law.tally import Choice
from council.services import (
    attendance,
    divisions,
    items,
    recusals,
    substitutes,
    taking_part,
)
from council.store import journal
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    ItemState,
    MeetingState,
    Party,
    Person,
    Presence,
    Press,
    Seat,
    Vote,
)
from tests.factories import (
    MORNING,
    a_meeting,
    actor,
    an_item,
    does,
    holders,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import whole
from tests.support.effort import times

CHAIR = "ordforande"
MEMBERS = ["agneta", "cia", "vice1", "vice2"]
SUBSTITUTES = ["bo", "ersattare_s2", "ersattare_v1", "ersattare_m1"]
STRANGERS = ["dag", "sekreterare"]
EVERYBODY = [*MEMBERS, *SUBSTITUTES, *STRANGERS, CHAIR]
CHOICES = st.sampled_from(list(Choice))


class Roll(RuleBasedStateMachine):
    """One meeting, item after item, division after division."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = a_meeting(state=MeetingState.OPEN)
        others = [one for one in holders() if one not in MEMBERS]
        attendance.record_present(self.meeting, others, SYSTEM, now=MORNING)
        self.seconds = count(1)
        self.inside = {CHAIR}
        self.away_today: set[str] = set()
        self.aside: set[tuple[int, str]] = set()
        self.sealed: dict[int, object] = {}
        self.division = 0
        self.voting = False
        self.item = an_item(self.meeting)

    @initialize(there=st.sets(st.sampled_from([*MEMBERS, *SUBSTITUTES]), min_size=3))
    def some_are_there_from_the_start(self, there: set[str]) -> None:
        for who in sorted(there):
            self.arrives(who)
        assert self._tries(CHAIR, items.open_item, self.item)

    def _next_item(self) -> None:
        self.item = an_item(self.meeting)
        self._tries(CHAIR, items.open_item, self.item)

    def _does(self, who: str, act: Any, target: int, *rest: Any) -> Any:
        return does(who, act, target, *rest, now=later(next(self.seconds) / 60))

    def _tries(self, who: str, act: Any, target: int, *rest: Any) -> bool:
        """Do it, or be refused: whichever it is, the invariants hold afterwards."""
        try:
            self._does(who, act, target, *rest)
        except Refused:
            return False
        return True

    @property
    def step(self) -> Step:
        with reading() as session:
            return session.get_one(Item, self.item).step

    # coming, going, standing in, stepping aside

    @rule(who=st.sampled_from([*MEMBERS, *SUBSTITUTES, *STRANGERS]))
    def arrives(self, who: str) -> None:
        if self._tries(who, attendance.check_in, self.meeting):
            assert who not in self.inside
            assert who not in STRANGERS
            self.inside.add(who)

    @rule(who=st.sampled_from([*MEMBERS, *SUBSTITUTES]))
    def leaves(self, who: str) -> None:
        served = _served(self.meeting, who)
        if self._tries(who, attendance.leave, self.meeting):
            self.inside.remove(who)
            if served:
                self.away_today.add(who)

    @rule(whose=st.sampled_from(MEMBERS), who=st.one_of(st.none(), st.sampled_from(SUBSTITUTES)))
    def is_called(self, whose: str, who: str | None) -> None:
        one = None if who is None else person(who)
        self._tries(CHAIR, substitutes.call_substitute, self.meeting, seat(whose), one, "")

    @precondition(lambda self: not self.voting)
    @rule(who=st.sampled_from([*MEMBERS, *SUBSTITUTES]))
    def steps_aside(self, who: str) -> None:
        if who in self.inside and self._tries(who, recusals.recuse, self.item, ""):
            self.aside.add((self.item, who))

    @precondition(lambda self: len(self.aside) < 3)
    @rule(who=st.sampled_from(MEMBERS), ground=st.sampled_from(list(Ground)))
    def is_noted_as_recused(self, who: str, ground: Ground) -> None:
        rest = (person(who), ground, "")
        if self._tries(CHAIR, recusals.note_recusal, self.item, *rest):
            self.aside.add((self.item, who))

    @precondition(lambda self: self.aside)
    @rule(
        who=st.sampled_from(MEMBERS),
        substitute=st.one_of(st.none(), st.sampled_from(SUBSTITUTES)),
    )
    def is_stood_in_for(self, who: str, substitute: str | None) -> None:
        one = None if substitute is None else person(substitute)
        self._tries(CHAIR, recusals.stand_in, self.item, person(who), one)

    @precondition(lambda self: self.aside)
    @rule(who=st.sampled_from([*MEMBERS, *SUBSTITUTES]))
    def has_no_ground_after_all(self, who: str) -> None:
        if self._tries(CHAIR, recusals.lift_recusal, self.item, person(who), "Inget jäv"):
            self.aside.remove((self.item, who))

    @rule(who=st.sampled_from(EVERYBODY))
    def takes_no_part(self, who: str) -> None:
        if self._tries(who, taking_part.take_no_part, self.item):
            self.aside.add((self.item, who))

    # dividing

    @precondition(lambda self: not self.voting)
    @rule()
    def opens_a_division(self) -> None:
        if self.step is Step.TIE:
            self._does(CHAIR, divisions.give_casting_vote, self.division, Choice.YES)
        if self.step is Step.RESULT:
            self._does(CHAIR, items.gavel, self.item)
        if self.step is Step.DECIDED:
            self.item = an_item(self.meeting)
            self._does(CHAIR, items.open_item, self.item)
        self.division = self._does(CHAIR, divisions.open_division, self.item)
        self.voting = True

    @precondition(lambda self: self.voting)
    @rule(who=st.sampled_from(MEMBERS), choice=CHOICES)
    def one_of_the_members_presses(self, who: str, choice: Choice) -> None:
        self.presses(who, choice, again=False)

    @precondition(lambda self: self.division)
    @rule(who=st.sampled_from(EVERYBODY), choice=CHOICES, again=st.booleans())
    def presses(self, who: str, choice: Choice, again: bool) -> None:
        key = "samma" if again else f"nyckel-{next(self.seconds)}"
        try:
            press(self.division, who, choice, key, now=later(next(self.seconds) / 60))
        except Refused:
            return
        if self.voting:
            assert who in self.inside
            assert who not in STRANGERS
            assert (self.item, who) not in self.aside

    @precondition(lambda self: self.voting)
    @rule(choice=CHOICES)
    def one_who_sits_there_may_vote(self, choice: Choice) -> None:
        act = (self.division, CHAIR, choice, f"ordforande-{next(self.seconds)}")
        if (self.item, CHAIR) in self.aside:
            with pytest.raises(MayNotVote):
                press(*act)
        else:
            press(*act)

    @precondition(lambda self: self.division)
    @rule()
    def closes(self) -> None:
        self._does(CHAIR, divisions.close_division, self.division)
        self.sealed.setdefault(self.division, _seal(self.division))
        self.voting = False

    @precondition(lambda self: self.division)
    @rule()
    def declares_it_void(self) -> None:
        if self._tries(CHAIR, divisions.annul_division, self.division, "Görs om"):
            self.sealed.pop(self.division, None)
            self.division, self.voting = 0, False

    @precondition(lambda self: self.division)
    @rule()
    def lets_the_gavel_fall(self) -> None:
        if self._tries(CHAIR, items.gavel, self.item):
            assert not self.voting
            self.division = 0

    # what must hold

    @invariant()
    def each_seat_has_one_who_serves_and_each_who_serves_one_seat(self) -> None:
        with reading() as session:
            there = session.execute(
                select(Presence.person_id, Presence.seat_id, Seat.party_id, Person.party_id)
                .join(Seat, Seat.id == Presence.seat_id)
                .join(Person, Person.id == Presence.person_id)
                .where(Presence.meeting_id == self.meeting, Presence.left_at.is_(None))
            ).all()
        assert max(Counter(row[0] for row in there).values()) == 1
        assert max(Counter(row[1] for row in there).values()) == 1
        assert all(row[2] == row[3] for row in there), "a seat served by another party"
        serving = {row[0] for row in there}
        assert not serving & {person(who) for who in self.away_today}, "växeltjänstgöring"
        assert serving & {person(who) for who in EVERYBODY} <= {person(who) for who in self.inside}

    @invariant()
    def no_more_are_counted_than_may_vote(self) -> None:
        with reading() as session:
            for one in session.scalars(select(Division).where(Division.meeting_id == self.meeting)):
                _no_more_than_may(session, one)

    @invariant()
    def what_is_sealed_stays(self) -> None:
        for division, before in self.sealed.items():
            assert _seal(division) == before

    @invariant()
    def one_item_is_treated_at_most(self) -> None:
        with reading() as session:
            open_now = session.scalars(
                select(Item.id).where(Item.meeting_id == self.meeting, Item.state == ItemState.OPEN)
            ).all()
        assert len(open_now) <= 1

    def teardown(self) -> None:
        journal.verify(whole(f"m{self.meeting}"))


def _served(meeting: int, who: str) -> bool:
    with reading() as session:
        return (
            session.scalar(
                select(Presence.id).where(
                    Presence.meeting_id == meeting,
                    Presence.person_id == person(who),
                    Presence.seat_id.is_not(None),
                )
            )
            is not None
        )


def _no_more_than_may(session: Any, division: Division) -> None:
    roll = {
        one.seat_id: one.person_id
        for one in session.scalars(
            select(DivisionSeat).where(DivisionSeat.division_id == division.id)
        )
        if one.person_id is not None and one.why_not is None
    }
    pressed = session.scalars(select(Press).where(Press.division_id == division.id))
    assert all(roll.get(one.seat_id) == one.person_id for one in pressed)
    votes = list(session.scalars(select(Vote).where(Vote.division_id == division.id)))
    assert {vote.seat_id for vote in votes} <= set(roll)
    if division.votes_yes is None:
        return
    counts = Counter(vote.choice for vote in votes)
    figures = (division.votes_yes, division.votes_no, division.votes_abstain)
    assert figures == tuple(counts[one] for one in (Choice.YES, Choice.NO, Choice.ABSTAIN))
    assert sum(figures) <= len(roll)
    assert sum(figures) + (division.votes_absent or 0) == 21


def _seal(division: int) -> object:
    """Everything that a closing sealed."""
    with reading() as session:
        row = session.get_one(Division, division)
        seats = session.scalars(
            select(DivisionSeat)
            .where(DivisionSeat.division_id == division)
            .order_by(DivisionSeat.number)
        )
        votes = session.scalars(
            select(Vote).where(Vote.division_id == division).order_by(Vote.seat_id)
        )
        return (
            (row.votes_yes, row.votes_no, row.votes_abstain, row.votes_absent, row.seal),
            [(one.seat_id, one.person_id, one.name, one.party, one.why_not) for one in seats],
            [(one.seat_id, one.choice) for one in votes],
        )


def test_nobody_votes_who_may_not_and_nothing_sealed_changes(council):
    assert actor(CHAIR).ref
    with reading() as session:
        assert session.scalar(select(Party.id).limit(1))
    run_state_machine_as_test(
        Roll, settings=settings(max_examples=times(20), stateful_step_count=40)
    )
