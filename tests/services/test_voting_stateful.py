"""Presses, repeats, the gavel, the casting vote, a void division, people coming and going, in
any order: one vote per seat, sealed as it was given, in a journal that holds together.

Hypothesis looks for the order that breaks it and prints the shortest. What should happen is told
by a model that is kept beside the real thing.
"""

from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from council.law.procedure import Step
from council.law.refusals import (
    DivisionNotOpen,
    DivisionOpen,
    KeyReused,
    MayNotVote,
    NoRotation,
    NotPresiding,
    Refused,
)
from council.law.tally import Choice, Count
from council.services import attendance, chairing, divisions, items
from council.services.presses import Receipt
from council.store import journal
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import Division, DivisionState, Item, MeetingState, Press, Vote
from tests.factories import (
    MORNING,
    a_meeting,
    an_item,
    does,
    holders,
    later,
    press,
    seat,
)
from tests.support.changes import whole
from tests.support.effort import times

VOTERS = ["agneta", "cia", "ordforande"]
LATE = "vice2"
STRANGERS = ["bo", "dag", "sekreterare"]
CHAIRS = ["ordforande", "vice1"]


class Voting(RuleBasedStateMachine):
    """One item of a new meeting, divided on again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = a_meeting(state=MeetingState.OPEN)
        others = [one for one in holders() if one != LATE]
        attendance.record_present(self.meeting, others, SYSTEM, now=MORNING)
        self.item = an_item(self.meeting)
        self.minutes = count(1)
        self._does("ordforande", items.open_item, self.item)
        self.presiding = "ordforande"
        self.left: set[str] = set()
        self.late = False
        self.sealed: dict[int, dict[str, Choice]] = {}
        self.presses_of: dict[int, int] = {}
        self._open()

    def _does(self, who: str, act: Any, target: int, *rest: Any) -> Any:
        return does(who, act, target, *rest, now=later(next(self.minutes)))

    def _press(self, division: int, who: str, choice: Choice, key: str) -> Receipt:
        return press(division, who, choice, key, now=later(next(self.minutes)))

    def _open(self) -> None:
        self.division = self._does(self.presiding, divisions.open_division, self.item)
        self.step = Step.DIVISION
        self.receipts: dict[tuple[str, str], Receipt] = {}
        self.votes: dict[str, Choice] = {}
        self.presses_of[self.division] = 0

    @property
    def open(self) -> bool:
        return self.step is Step.DIVISION

    @rule(who=st.sampled_from(VOTERS), choice=st.sampled_from(Choice))
    def votes_anew(self, who: str, choice: Choice) -> None:
        self.presses(who, f"fresh-{next(self.minutes)}", choice)

    @rule(who=st.sampled_from(VOTERS), key=st.sampled_from("abc"), choice=st.sampled_from(Choice))
    def presses(self, who: str, key: str, choice: Choice) -> None:
        known = self.receipts.get((who, key))
        if known is not None and known.choice is choice:
            again = self._press(self.division, who, choice, key)
            assert (again.code, again.again) == (known.code, True)
            return
        if (no := self._why_not(who, known)) is not None:
            with pytest.raises(no):
                self._press(self.division, who, choice, key)
            return
        self.receipts[who, key] = self._press(self.division, who, choice, key)
        self.votes[who] = choice
        self.presses_of[self.division] += 1

    def _why_not(self, who: str, known: Receipt | None) -> type[Refused] | None:
        if known is not None:
            return KeyReused
        if not self.open:
            return DivisionNotOpen
        return MayNotVote if who in self.left else None

    @rule(who=st.sampled_from([LATE, *STRANGERS]), choice=st.sampled_from(Choice))
    def presses_without_a_vote(self, who: str, choice: Choice) -> None:
        with pytest.raises(MayNotVote if self.open else DivisionNotOpen):
            self._press(self.division, who, choice, "a")

    @rule(who=st.sampled_from(CHAIRS))
    def takes_the_chair(self, who: str) -> None:
        self._does(who, chairing.take_chair, self.meeting)
        self.presiding = who

    @precondition(lambda self: self.step in (Step.DIVISION, Step.TIE, Step.RESULT))
    @rule(who=st.sampled_from(CHAIRS))
    def closes(self, who: str) -> None:
        if who != self.presiding:
            with pytest.raises(NotPresiding):
                self._does(who, divisions.close_division, self.division)
            return
        self._does(who, divisions.close_division, self.division)
        if self.open:
            self.sealed[self.division] = dict(self.votes)
            tally = Count.of(self.votes.values())
            self.step = Step.TIE if tally.yes == tally.no else Step.RESULT

    @precondition(lambda self: self.step is Step.TIE)
    @rule(choice=st.sampled_from([Choice.YES, Choice.NO]))
    def breaks_the_tie(self, choice: Choice) -> None:
        self._does(self.presiding, divisions.give_casting_vote, self.division, choice)
        self.step = Step.RESULT

    @precondition(lambda self: self.step is not Step.REQUESTED)
    @rule()
    def declares_it_void(self) -> None:
        self._does(self.presiding, divisions.annul_division, self.division, "Görs om")
        self.step = Step.REQUESTED

    @precondition(lambda self: self.step is Step.REQUESTED)
    @rule()
    def holds_it_again(self) -> None:
        self._open()

    @rule(who=st.sampled_from(["agneta", "cia"]))
    def leaves(self, who: str) -> None:
        if who in self.left:
            return
        if self.open:
            with pytest.raises(DivisionOpen):
                self._does(who, attendance.leave, self.meeting)
            return
        self._does(who, attendance.leave, self.meeting)
        self.left.add(who)

    @precondition(lambda self: self.left)
    @rule()
    def comes_back(self) -> None:
        for who in self.left:
            with pytest.raises(NoRotation):
                self._does(who, attendance.check_in, self.meeting)

    @precondition(lambda self: not self.late)
    @rule()
    def arrives_late(self) -> None:
        self._does(LATE, attendance.check_in, self.meeting)
        self.late = True

    @invariant()
    def the_record_is_what_was_pressed(self) -> None:
        with reading() as session:
            rows = list(session.scalars(select(Press).where(Press.division_id == self.division)))
            assert session.get_one(Item, self.item).step is self.step
        last = {row.seat_id: Choice(row.choice) for row in sorted(rows, key=lambda row: row.id)}
        assert last == {seat(who): choice for who, choice in self.votes.items()}
        assert len(rows) == self.presses_of[self.division]

    @invariant()
    def what_was_sealed_stays_sealed(self) -> None:
        with reading() as session:
            for division, votes in self.sealed.items():
                kept = session.scalars(select(Vote).where(Vote.division_id == division))
                assert {vote.seat_id: vote.choice for vote in kept} == {
                    seat(who): choice for who, choice in votes.items()
                }

    @invariant()
    def one_division_is_open_at_most_and_its_figures_are_its_votes(self) -> None:
        with reading() as session:
            rows = list(session.scalars(select(Division).where(Division.item_id == self.item)))
        assert sum(row.state is DivisionState.OPEN for row in rows) == self.open
        for row in rows:
            if row.votes_yes is not None:
                tally = Count.of(self.sealed[row.id].values())
                assert (row.votes_yes, row.votes_no, row.votes_abstain, row.votes_absent) == (
                    tally.yes,
                    tally.no,
                    tally.abstain,
                    21 - tally.given,
                )

    def teardown(self) -> None:
        journal.verify(whole(f"m{self.meeting}"))


def test_whatever_the_order_every_seat_has_its_one_vote(council):
    on_sqlite = council.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    run_state_machine_as_test(
        Voting,
        settings=settings(max_examples=times(30 if on_sqlite else 8), stateful_step_count=30),
    )
