"""A whole meeting, its acts allowed or not, against a simple model of what may be done next."""

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
from council.law.proposals import Kind as ProposalKind
from council.law.questions import Kind
from council.law.refusals import MeetingNotOpen, NotPresiding, Refused
from council.law.tally import Choice
from council.services import (
    adjournments,
    chairing,
    divisions,
    items,
    meetings,
    questions,
    requests,
    stepping_back,
)
from council.services.item_parts import proposals_of
from council.store import journal
from council.store.engine import reading
from council.store.models import Item, Meeting, MeetingState, Paragraph, Question
from tests import factories
from tests.factories import (
    PHRASES,
    a_meeting,
    an_item,
    does,
    everyone_present,
    later,
    person,
    press,
)
from tests.properties.meeting_model import Matter, Put
from tests.support.changes import whole
from tests.support.effort import times

CHAIRS = ("ordforande", "vice1")
VOTERS = ("agneta", "cia", "ordforande")
SIDES = st.sampled_from([Choice.YES, Choice.NO])
AGENDA = {
    (ProposalKind.BOARD, ProposalKind.APPROVAL): [(Kind.MAIN, 2)],
    (ProposalKind.BOARD, ProposalKind.COUNTER, ProposalKind.AMENDMENT, ProposalKind.REJECTION): [
        (Kind.MAIN, 4)
    ],
    (ProposalKind.REFERRAL, ProposalKind.BOARD, ProposalKind.ADDITION): [
        (Kind.FORMAL, 1),
        (Kind.MAIN, 1),
        (Kind.ADDITION, 1),
    ],
}
"""The proposals of each item, and the questions that they come to."""
WORDS = PHRASES | {
    ProposalKind.REFERRAL: ("återremiss", "ärendet återremitteras", "återremittera ärendet"),
    ProposalKind.ADDITION: ("tillägget", "tillägget görs", "göra tillägget"),
}


ACTS = (
    *("closes_the_meeting", "opens_an_item", "closes_the_debate", "reviews"),
    *("approves_the_order", "finds", "a_member_asks_for_a_division"),
    *("the_chair_records_a_request", "puts_preparatory", "steps_back", "opens_a_division"),
    *("closes_the_division", "breaks_the_tie", "declares_it_void", "lets_the_gavel_fall"),
)


class WholeMeeting(RuleBasedStateMachine):
    """The chair leads, others try what is not theirs, and the model says what may be done."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = a_meeting()
        everyone_present(self.meeting)
        self.seconds = count(1)
        self.state = MeetingState.PUBLISHED
        self.presiding = ""
        self.matters = {
            an_item(self.meeting, proposals=kinds): Matter([Put(*one) for one in put])
            for kinds, put in AGENDA.items()
        }
        self.divisions: dict[int, int] = {}

    # doing, or being refused

    def _does(self, who: str, act: Any, target: int, *rest: Any, **named: Any) -> Any:
        now = later(next(self.seconds) / 60)
        return does(who, lambda *a, **k: act(*a, **k, **named), target, *rest, now=now)

    def _leads(self, act: Any, target: int, *rest: Any, allowed: bool, **named: Any) -> Any:
        """Who presides acts; it is done only where the model allows it."""
        if allowed and self.state is MeetingState.OPEN:
            return self._does(self.presiding, act, target, *rest, **named)
        with pytest.raises(Refused):
            self._does(self.presiding or "ordforande", act, target, *rest, **named)
        return None

    @property
    def treated(self) -> int:
        """The item under treatment, else the next, else the last."""
        open_now = [one for one, it in self.matters.items() if self._is_open(it)]
        waiting = [one for one, it in self.matters.items() if it.fits(Step.WAITING)]
        return next(iter(open_now), next(iter(waiting), max(self.matters)))

    @property
    def matter(self) -> Matter:
        return self.matters[self.treated]

    def _is_open(self, matter: Matter) -> bool:
        return not matter.fits(Step.WAITING, Step.DECIDED)

    def _any_open(self) -> bool:
        return any(map(self._is_open, self.matters.values()))

    @property
    def _on(self) -> bool:
        return self.state is MeetingState.OPEN

    # the rules: a few steps on, one act out of turn, somebody presses, a pause, another chair

    @initialize(who=st.sampled_from(CHAIRS))
    def opens_the_meeting(self, who: str) -> None:
        for act in (items.open_item, items.gavel):
            with pytest.raises(MeetingNotOpen):
                self._does(who, act, self.treated)
        self._does(who, meetings.open_meeting, self.meeting)
        self.state, self.presiding = MeetingState.OPEN, who

    @precondition(lambda self: self.state is MeetingState.OPEN)
    @rule(ways=st.lists(st.tuples(SIDES, st.booleans()), min_size=1, max_size=8))
    def goes_on(self, ways: list[tuple[Choice, bool]]) -> None:
        """What the chair would press next, again and again; fast: a division at once."""
        for side, fast in ways:
            self._one_step_on(side, fast)
            self.the_record_is_what_the_model_says()

    @precondition(lambda self: self.state is MeetingState.OPEN)
    @rule(act=st.sampled_from(ACTS), side=SIDES)
    def does_something(self, act: str, side: Choice) -> None:
        """Any act, in turn or not."""
        self._act(act, side)

    def _act(self, act: str, side: Choice) -> None:
        takes_side = act in ("finds", "breaks_the_tie")
        getattr(self, act)(*[side] if takes_side else [])

    @precondition(lambda self: self.state is MeetingState.CLOSED)
    @rule(act=st.sampled_from(ACTS))
    def comes_too_late(self, act: str) -> None:
        """What is closed stays closed."""
        self._act(act, Choice.YES)

    @precondition(lambda self: self.matter.fits(Step.DIVISION))
    @rule(votes=st.lists(st.tuples(st.sampled_from(VOTERS), st.sampled_from(list(Choice)))))
    def some_press(self, votes: list[tuple[str, Choice]]) -> None:
        for who, side in votes:
            key = f"nyckel-{next(self.seconds)}"
            now = later(next(self.seconds) / 60)
            press(self.divisions[self.treated], who, side, key, now=now)
            self.matter.question.votes[who] = side

    @precondition(lambda self: self.state is MeetingState.OPEN)
    @rule(act=st.sampled_from(ACTS))
    def pauses(self, act: str) -> None:
        """Nothing is done during a pause, and none is made while votes are given."""
        allowed = not self.matter.fits(Step.DIVISION)
        self._leads(adjournments.adjourn, self.meeting, later(600), allowed=allowed)
        if not allowed:
            return
        self.state = MeetingState.ADJOURNED
        self._act(act, Choice.YES)
        self._does(self.presiding, adjournments.resume, self.meeting)
        self.state = MeetingState.OPEN

    @precondition(lambda self: self.state is MeetingState.OPEN)
    @rule(who=st.sampled_from(CHAIRS), act=st.sampled_from([items.gavel, items.open_item]))
    def another_takes_the_chair(self, who: str, act: Any) -> None:
        if who != self.presiding:
            with pytest.raises(NotPresiding):
                self._does(who, act, self.treated)
        self._does(who, chairing.take_chair, self.meeting)
        self.presiding = who

    # the meeting

    def closes_the_meeting(self) -> None:
        if self.matter.fits(Step.WAITING):
            return  # it may be closed with items left, but then nothing more happens
        done = not self._any_open()
        self._leads(meetings.close_meeting, self.meeting, allowed=done)
        if done and self._on:
            self.state = MeetingState.CLOSED

    # the item's way

    def opens_an_item(self) -> None:
        allowed = self.matter.fits(Step.WAITING)
        self._leads(items.open_item, self.treated, allowed=allowed)
        if allowed and self._on:
            self.matter.step = Step.DEBATE

    def _one_step_on(self, side: Choice, fast: bool) -> None:
        matter = self.matter
        if matter.fits(Step.WAITING):
            self.opens_an_item()
            return
        if fast and matter.may_open_division():
            self.opens_a_division()
            return
        match matter.step:
            case Step.DEBATE:
                self.closes_the_debate()
            case Step.PROPOSALS:
                self.reviews()
            case Step.ORDER:
                self.approves_the_order()
            case Step.QUESTION:
                self.finds(side)
            case Step.REQUESTED if matter.question.left:
                self.puts_preparatory()
            case Step.REQUESTED:
                self.opens_a_division()
            case Step.DIVISION:
                self.closes_the_division()
            case Step.TIE:
                self.breaks_the_tie(side)
            case Step.FOUND if fast:
                self.a_member_asks_for_a_division()
            case Step.FOUND | Step.RESULT:
                self.lets_the_gavel_fall()

    def closes_the_debate(self) -> None:
        self._by_step(questions.close_debate, Step.DEBATE, Step.PROPOSALS)

    def reviews(self) -> None:
        self._by_step(questions.review_proposals, Step.PROPOSALS, Step.ORDER)

    def approves_the_order(self) -> None:
        allowed = self.matter.fits(Step.ORDER)
        self._leads(questions.approve_order, self.treated, None, allowed=allowed)
        if allowed and self._on:
            self.matter.put_next()

    def _by_step(self, act: Any, step: Step, then: Step) -> None:
        allowed = self.matter.fits(step)
        self._leads(act, self.treated, allowed=allowed)
        if allowed and self._on:
            self.matter.step = then

    def finds(self, side: Choice) -> None:
        allowed = self.matter.fits(Step.QUESTION)
        main = allowed and self.matter.question.kind is Kind.MAIN
        found, side = (self._first(), Choice.YES) if main else (None, side)
        named = {} if main else {"side": side}
        self._leads(questions.declare, self.treated, found, allowed=allowed, **named)
        if allowed and self._on:
            self.matter.find(side)

    def _first(self) -> int:
        with reading() as session:
            item = session.get_one(Item, self.treated)
            return next(
                one.id for one in proposals_of(session, item) if one.kind is ProposalKind.BOARD
            )

    def a_member_asks_for_a_division(self) -> None:
        allowed = self.matter.fits(Step.FOUND, Step.REQUESTED) and self._on
        if not allowed:
            with pytest.raises(Refused):
                self._does("agneta", requests.request_division, self.treated)
            return
        self._does("agneta", requests.request_division, self.treated)
        self.matter.ask("agneta", "agneta")

    def the_chair_records_a_request(self) -> None:
        allowed = self.matter.fits(Step.FOUND, Step.REQUESTED)
        self._leads(requests.record_request, self.treated, person("cia"), allowed=allowed)
        if allowed and self._on:
            self.matter.ask("cia", self.presiding)

    def puts_preparatory(self) -> None:
        allowed = self.matter.may_put_preparatory()
        self._leads(questions.put_preparatory, self.treated, allowed=allowed)
        if allowed and self._on:
            self.matter.put_preparatory()

    def steps_back(self) -> None:
        allowed = self.matter.may_step_back(self.presiding)
        self._leads(stepping_back.step_back, self.treated, allowed=allowed)
        if allowed and self._on:
            self.matter.step_back()

    # divisions

    def opens_a_division(self) -> None:
        allowed = self.matter.may_open_division()
        item = self.treated
        number = self._leads(divisions.open_division, item, allowed=allowed)
        if allowed and self._on:
            self.divisions[item] = number
            self.matter.open_division(self.presiding)

    def closes_the_division(self) -> None:
        if not self.matter.fits(Step.DIVISION):
            return
        self._leads(divisions.close_division, self.divisions[self.treated], allowed=True)
        if self._on:
            self.matter.close()

    def breaks_the_tie(self, side: Choice) -> None:
        if self.treated not in self.divisions:
            return
        allowed = self.matter.fits(Step.TIE)
        division = self.divisions[self.treated]
        self._leads(divisions.give_casting_vote, division, side, allowed=allowed)
        if allowed and self._on:
            self.matter.question.outcome, self.matter.step = side, Step.RESULT

    def declares_it_void(self) -> None:
        if self.treated not in self.divisions:
            return
        allowed = self.matter.fits(Step.DIVISION, Step.TIE, Step.RESULT)
        division = self.divisions[self.treated]
        self._leads(divisions.annul_division, division, "Görs om", allowed=allowed)
        if allowed and self._on:
            self.matter.annul()

    def lets_the_gavel_fall(self) -> None:
        allowed = self.matter.fits(Step.FOUND, Step.RESULT)
        self._leads(items.gavel, self.treated, allowed=allowed)
        if allowed and self._on:
            self.matter.gavel()

    # what must hold

    @invariant()
    def the_record_is_what_the_model_says(self) -> None:
        with reading() as session:
            assert session.get_one(Meeting, self.meeting).state is self.state
            for number, matter in self.matters.items():
                item = session.get_one(Item, number)
                assert item.step is matter.step, f"{item.step}, must be {matter.step}"
                if matter.now is not None and self._is_open(matter):
                    question = session.get_one(Question, item.question_id)
                    assert question.kind is matter.now.kind

    @invariant()
    def every_decided_item_has_its_paragraph_and_no_other_has(self) -> None:
        decided = {one for one, it in self.matters.items() if it.fits(Step.DECIDED)}
        with reading() as session:
            rows = session.execute(
                select(Paragraph.item_id, Paragraph.number)
                .where(Paragraph.meeting_id == self.meeting)
                .order_by(Paragraph.number)
            ).all()
        numbers = [row.number for row in rows]
        assert {row.item_id for row in rows} == decided
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True

    def teardown(self) -> None:
        journal.verify(whole(f"m{self.meeting}"))


def test_a_meeting_does_what_may_be_done_and_nothing_else(council, monkeypatch):
    monkeypatch.setattr(factories, "PHRASES", WORDS)
    run_state_machine_as_test(
        WholeMeeting, settings=settings(max_examples=times(18), stateful_step_count=50)
    )
