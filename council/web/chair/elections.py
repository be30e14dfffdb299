"""C6: what the chair's desk shows of an election, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.elections import Demand
from council.law.procedure import Step
from council.law.questions import Kind as QuestionKind
from council.law.refusals import Refused
from council.law.rules import RULES
from council.services import wording_elections as wording
from council.services.election_parts import demand_on
from council.services.missing import found
from council.services.slip_counting import Result, papers_of, result
from council.services.slip_papers import Papers
from council.store.models import (
    BallotList,
    Candidate,
    Division,
    DivisionState,
    Election,
    Item,
    Meeting,
    Method,
    Person,
)
from council.store.models.agenda import PERSONNEL
from council.store.queries import elections as reading

WITH_ELECTION = frozenset({Step.DEBATE, Step.FOUND})
WITH_BALLOT = frozenset({Step.DIVISION, Step.TIE, Step.RESULT})
FEW = 8
"""With fewer voters than these a secret ballot tells much all the same."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An election as the desk shows it.

    ``barred``: why it may not be proportional, if so. ``ended``: what the closed ballot came to.
    """

    election: Election | None
    candidates: Sequence[Candidate]
    lists: Sequence[BallotList]
    demanding: Sequence[Person]
    demand: Demand | None
    barred: str
    ballot: Division | None
    papers: Papers | None
    ended: Result | None
    ticked: int
    figures: Mapping[str, int]
    present: int

    @property
    def proportional(self) -> bool:
        """Whether enough have asked for a proportional election."""
        return bool(self.demanding) and self.demand is not None and self.demand.met

    @property
    def demanded(self) -> str:
        """ "Proportionellt val begärt av 12 ledamöter. 12 krävs (71 närvarande, 5 platser)."."""
        if self.demand is None:
            return ""
        one = self.demand
        return wording.demanded(one.by, one.quota, one.present, one.seats)

    @property
    def few(self) -> bool:
        """Whether so few vote that a secret ballot keeps little secret."""
        return self.present < FEW


def page(session: Session, item: Item) -> str | None:
    """The page of an election at its step; None where it is as of any other item."""
    if item.kind not in PERSONNEL:
        return None
    step = item.step
    if step in WITH_BALLOT:
        return f"election_{step.value}" if reading.ballot_of(session, item.id) else None
    if step is Step.REQUESTED:
        return "election_requested"
    if step in WITH_ELECTION and reading.election(session, item.id) is not None:
        return f"election_{step.value}"
    if step is Step.QUESTION and _ballot_is_next(session, item):
        return "election_found"
    return None


def _ballot_is_next(session: Session, item: Item) -> bool:
    """Whether enough have asked for a proportional election: nothing is then found by ear."""
    question = item.question
    if question is None or question.kind is not QuestionKind.MAIN:
        return False
    return shown(session, item).proportional


def facts(session: Session, item: Item) -> dict[str, Any]:
    """What the pages of an election show."""
    return {"shown": shown(session, item), "names_of": reading.names_of, "wording": wording}


def shown(session: Session, item: Item) -> Shown:
    """An election as it stands."""
    election = reading.election(session, item.id)
    demanding = reading.demanding(session, item.id)
    meeting = found(session.get(Meeting, item.meeting_id))
    demand = None if election is None else demand_on(session, meeting, election, len(demanding))
    ballot = reading.ballot_of(session, item.id)
    closed = ballot is not None and ballot.state is DivisionState.CLOSED
    return Shown(
        election=election,
        candidates=reading.candidates(session, item.id),
        lists=reading.lists(session, item.id),
        demanding=demanding,
        demand=demand,
        barred="" if demand is None else _barred(demand),
        ballot=ballot,
        papers=None if ballot is None else papers_of(session, ballot),
        ended=result(session, ballot) if ballot is not None and closed else None,
        ticked=0 if ballot is None else _ticked(session, ballot),
        figures={} if ballot is None else reading.papers(session, ballot.id),
        present=0 if demand is None else demand.present,
    )


def _ticked(session: Session, ballot: Division) -> int:
    if ballot.method is Method.PAPER:
        return reading.papers(session, ballot.id).get("ticked", 0)
    return reading.ticked(session, ballot.id)


def _barred(demand: Demand) -> str:
    try:
        law.require_proportional_kind(demand)
    except Refused as refused:
        return RULES[refused.rule].text
    return ""
