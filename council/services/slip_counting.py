"""From the slips of a secret ballot to its result: read, count by the law, lots as they fell.

Three kinds of slips: names at a majority election, a group at a proportional one, yes or no where
somebody is appointed or the election is tabled. A slip's content is canonical JSON that names
candidates by place and lists by number, sorted, so that no order of names can be a sign.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.ballots import SlipCount, count_marks, count_slips
from council.law.elections import Allocation, Chosen, LotDue, Row
from council.law.lots import Drawing, number_of
from council.law.questions import Kind as QuestionKind
from council.law.tally import Choice, Count, Decided, Matter, simple_majority
from council.services.slip_papers import SIDES, Marks, Papers
from council.store.models import (
    Division,
    Election,
    ElectionWay,
    Lot,
    Lottery,
    Method,
    Question,
)
from council.store.queries import elections as reading
from council.store.queries.rules_of_order import rules_of_order

TICKED, VALID, BLANK, INVALID = "ticked", "valid", "blank", "invalid"
"""What a count by hand says besides the marks themselves."""
Outcome = Chosen | Allocation | Decided | LotDue


@dataclass(frozen=True, slots=True)
class Result:
    """What a secret ballot came to. ``lots``: those that were drawn, in turn."""

    papers: Papers
    count: SlipCount
    outcome: Outcome
    lots: tuple[Lot, ...]
    lottery: Lottery | None

    @property
    def due(self) -> LotDue | None:
        """The lot that must be drawn before there is a result."""
        return self.outcome if isinstance(self.outcome, LotDue) else None

    @property
    def lot_numbers(self) -> list[tuple[Lot, list[tuple[str, str]]]]:
        """Each lot with every candidate's number, the smallest first: how anyone checks it."""
        lottery = self.lottery
        if lottery is None or lottery.contribution is None:
            return []
        told = []
        for lot in self.lots:
            drawing = Drawing(lottery.seed, lottery.contribution, lot.number)
            numbers = [(number_of(drawing, name), name) for name in lot.between.split("\n")]
            told.append((lot, [(name, number) for number, name in sorted(numbers)]))
        return told

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each seat that groups have won so far, with its comparison number."""
        match self.outcome:
            case Allocation(rows=rows) | LotDue(rows=rows):
                return rows
            case _:
                return ()

    @property
    def elected(self) -> tuple[tuple[str, str], ...]:
        """Who is elected, in the order of the places: name, and label of the group."""
        match self.outcome:
            case Chosen(elected=names):
                return tuple((name, "") for name in names)
            case Allocation(rows=rows):
                return tuple((row.name, row.group) for row in rows)
            case _:
                return ()


def papers_of(session: Session, division: Division) -> Papers:
    """What the slips of a secret division can hold."""
    election = election_on(session, division)
    if election is None:
        return Papers(Marks.CHOICE, 1)
    if election.way is ElectionWay.PROPORTIONAL:
        lists = tuple(reading.lists(session, election.item_id))
        return Papers(Marks.GROUP, election.seats, lists=lists)
    exact = rules_of_order(session).majority_ballot_exact
    found = tuple(reading.candidates(session, election.item_id))
    return Papers(Marks.NAMES, election.seats, candidates=found, exact=exact)


def election_on(session: Session, division: Division) -> Election | None:
    """The election that a division is about; None where it is about yes or no."""
    question = None if division.question_id is None else session.get(Question, division.question_id)
    if question is not None and question.kind is not QuestionKind.MAIN:
        return None
    return reading.election(session, division.item_id)


def result(session: Session, division: Division, *, lots: Sequence[str] | None = None) -> Result:
    """What a closed ballot came to; ``lots``: as if they had fallen on these."""
    papers = papers_of(session, division)
    drawn = tuple(reading.lots(session, division.id))
    fell = [lot.falls_to for lot in drawn] if lots is None else lots
    count = counted(session, division, papers)
    return Result(
        papers=papers,
        count=count,
        outcome=OUTCOMES[papers.marks](papers, count, fell),
        lots=drawn,
        lottery=reading.lottery(session, division.id),
    )


def counted(session: Session, division: Division, papers: Papers) -> SlipCount:
    """The figures of a ballot: from its slips, or as they were counted by hand."""
    if division.method is Method.PAPER:
        return by_hand(papers, reading.papers(session, division.id))
    read = [papers.read(slip.content) for slip in reading.slips(session, division.id)]
    if papers.marks is Marks.NAMES:
        return count_slips(read, papers.rule)
    return count_marks(("".join(one) for one in read), papers.words)


def by_hand(papers: Papers, figures: Mapping[str, int]) -> SlipCount:
    """The figures of a count by hand, as it was entered."""
    return SlipCount(
        {word: figures.get(papers.kept(word), 0) for word in papers.words},
        valid=figures.get(VALID, 0),
        blank=figures.get(BLANK, 0),
        invalid=figures.get(INVALID, 0),
    )


def _majority(papers: Papers, count: SlipCount, lots: Sequence[str]) -> Outcome:
    return law.count_majority(count.votes, papers.seats, lots)


def _proportional(papers: Papers, count: SlipCount, lots: Sequence[str]) -> Outcome:
    lists = {papers.groups[paper.id]: reading.names_of(paper) for paper in papers.lists}
    return law.allocate(count.votes, papers.seats, lots, lists)


def _yes_or_no(_papers: Papers, count: SlipCount, lots: Sequence[str]) -> Outcome:
    yes, no = (count.votes[SIDES[side]] for side in (Choice.YES, Choice.NO))
    outcome = simple_majority(Count(yes, no, count.blank), Matter.PERSONNEL)
    if isinstance(outcome, Decided):
        return outcome
    if not lots:
        return LotDue(1, tuple(SIDES.values()))
    return Decided(Choice.YES if lots[0] == SIDES[Choice.YES] else Choice.NO, outcome.rule)


OUTCOMES: Mapping[Marks, Callable[[Papers, SlipCount, Sequence[str]], Outcome]] = {
    Marks.NAMES: _majority,
    Marks.GROUP: _proportional,
    Marks.CHOICE: _yes_or_no,
}
"""How each kind of slips is counted."""
