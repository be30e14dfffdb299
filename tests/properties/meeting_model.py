"""What a meeting may do next, told simply: the items, their steps, the questions still to be put.

Written from the law and the chair's script, not from the service: each act says whether it is
allowed, and what comes of it.
"""

from dataclasses import dataclass, field

from council.law.procedure import Step
from council.law.questions import Kind
from council.law.tally import Choice

BACK = {
    Step.PROPOSALS: Step.DEBATE,
    Step.ORDER: Step.PROPOSALS,
    Step.QUESTION: Step.ORDER,
    Step.FOUND: Step.QUESTION,
    Step.REQUESTED: Step.FOUND,
}


@dataclass
class Put:
    """A question: its kind, and what has been done with it."""

    kind: Kind
    competing: int = 2
    found: Choice | None = None
    asked: dict[str, str] = field(default_factory=dict)
    """Who has asked for a division, and who recorded it."""
    votes: dict[str, Choice] = field(default_factory=dict)
    held: bool = False
    """Whether a division on it stands."""
    outcome: Choice | None = None
    prepared: int = 0
    """Of a main question: how many preparatory ones are settled."""

    @property
    def left(self) -> int:
        """How many preparatory questions must still be put before it can be voted on."""
        return max(0, self.competing - 2 - self.prepared) if self.kind is Kind.MAIN else 0


@dataclass
class Matter:
    """An item: the questions that wait, and the one that is put."""

    waiting: list[Put]
    step: Step = Step.WAITING
    now: Put | None = None
    main: Put | None = None
    """While a preparatory question is put: the main one it belongs to."""
    settled: int = 0

    def fits(self, *steps: Step) -> bool:
        """Whether it stands at one of these steps."""
        return self.step in steps

    @property
    def question(self) -> Put:
        """The question that is put."""
        assert self.now is not None
        return self.now

    def put_next(self) -> None:
        """The next question, or the end."""
        if self.waiting:
            self.now, self.step = self.waiting.pop(0), Step.QUESTION
        else:
            self.step = Step.DECIDED

    def may_put_preparatory(self) -> bool:
        """A division is asked for on a main question in which more than two compete."""
        return self.fits(Step.REQUESTED) and self.question.left > 0

    def put_preparatory(self) -> None:
        """One of the chain, before the main question can be voted on."""
        self.main, self.now = self.question, Put(Kind.PREPARATORY)
        self.step = Step.QUESTION

    def may_open_division(self) -> bool:
        """At once from the debate, when one is asked for, or on to the next of the chain."""
        chain = self.main is not None and self.fits(Step.RESULT, Step.QUESTION)
        return self.fits(Step.DEBATE, Step.REQUESTED) or chain

    def open_division(self, chair: str) -> None:
        """Straight to votes; on the way the chair asks for what must be asked for."""
        if self.fits(Step.DEBATE):
            self.put_next()
            self.find(Choice.YES)
            self.ask(chair, chair)
        if self.fits(Step.RESULT):
            self.gavel()
        if self.question.left:
            self.put_preparatory()
        if self.question.found is None:
            self.find(Choice.YES)
            self.ask(chair, chair)
        self.question.votes, self.question.held = {}, True
        self.step = Step.DIVISION

    def find(self, side: Choice) -> None:
        """The chair finds for a side."""
        self.question.found, self.step = side, Step.FOUND
        self.question.asked = {}

    def ask(self, who: str, recorded_by: str) -> None:
        """Somebody asks for a division."""
        self.question.asked.setdefault(who, recorded_by)
        self.step = Step.REQUESTED

    def close(self) -> None:
        """Three who vote are no third of those present: a simple majority decides."""
        votes = list(self.question.votes.values())
        yes, no = votes.count(Choice.YES), votes.count(Choice.NO)
        self.question.outcome = None
        if yes != no:
            self.question.outcome = Choice.YES if yes > no else Choice.NO
        self.step = Step.TIE if yes == no else Step.RESULT

    def annul(self) -> None:
        """Void: the division is held again."""
        self.question.outcome, self.question.held = None, False
        self.step = Step.REQUESTED

    def gavel(self) -> None:
        """What was found or voted is settled."""
        won = self.question.outcome if self.question.held else self.question.found
        self.settled += 1
        if self.question.kind is Kind.FORMAL and won is Choice.NO:
            self.waiting, self.step = [], Step.DECIDED
        elif self.question.kind is Kind.PREPARATORY:
            assert self.main is not None
            self.main.prepared += 1
            if self.main.left:
                self.now, self.step = Put(Kind.PREPARATORY), Step.QUESTION
            else:
                self.now, self.main, self.step = self.main, None, Step.REQUESTED
        else:
            self.put_next()

    def may_step_back(self, chair: str) -> bool:
        """Neither past a gavel nor past a division, nor past somebody else's request."""
        if self.step not in BACK:
            return False
        if self.now is None or self.fits(Step.PROPOSALS, Step.ORDER):
            return True
        others = any(recorded_by != chair for recorded_by in self.question.asked.values())
        if self.question.held or (self.fits(Step.REQUESTED) and others):
            return False
        if not self.fits(Step.QUESTION):
            return not self.question.prepared
        if self.main is not None:
            return not self.main.prepared
        return not self.settled

    def step_back(self) -> None:
        """One step back, and what was said at it unsaid."""
        if self.fits(Step.QUESTION) and self.main is not None:
            self.now, self.main, self.step = self.main, None, Step.REQUESTED
            return
        if self.fits(Step.QUESTION):
            self.waiting.insert(0, self.question)
            self.now = None
        elif self.fits(Step.FOUND):
            self.question.found = None
        elif self.fits(Step.REQUESTED):
            self.question.asked = {}
        self.step = BACK[self.step]
