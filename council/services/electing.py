"""Who is elected when the gavel falls: by acclamation, or as the secret ballot came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.proposals import Kind as ProposalKind
from council.law.questions import Kind
from council.law.refusals import ProportionalDemanded
from council.law.tally import Choice
from council.services import putting
from council.services.election_parts import demand_on, taken_names
from council.services.item_parts import item_ref
from council.services.slip_counting import result
from council.services.wording_elections import decides
from council.store import journal
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionState,
    Elected,
    ElectionWay,
    Item,
    Meeting,
    Proposal,
    Question,
)
from council.store.queries import elections as reading


@dataclass(frozen=True, slots=True)
class One:
    """Somebody elected; ``ref``: how the journal names who it is."""

    name: str
    ref: str
    label: str = ""


def require_acclaimable(session: Session, meeting: Meeting, item: Item, question: Question) -> None:
    """Refuse the gavel on an acclamation where enough ask for a proportional election (LPV 2 §).

    Raises:
        ProportionalDemanded: with how many ask.
    """
    election = reading.election(session, item.id)
    if election is None or question.kind is not Kind.MAIN:
        return
    by = len(reading.demanding(session, item.id))
    if by and demand_on(session, meeting, election, by).met:
        raise ProportionalDemanded(by=by)


def outcome_of(session: Session, question: Question, division: Division) -> Choice | None:
    """How a question ends by its division; an election, by whether those were elected that the
    proposal names which the chair found."""
    if division.outcome is not None or not division.secret:
        return division.outcome
    question.no_id = None  # what was elected is no other proposal's, even where names agree
    named = {one.name for one in _acclaimed(session, question)}
    chosen = {name for name, _label in result(session, division).elected}
    return Choice.YES if chosen == named else Choice.NO


def elect(session: Session, meeting: Meeting, item: Item, actor: Actor, now: datetime) -> str:
    """Write down who is elected, once the main question is settled. Gives the decision in words,
    or nothing where the item elects nobody or the proposal that carried says it.

    Raises:
        AlreadyElected: somebody would be elected twice to the same.
    """
    election, question = reading.election(session, item.id), _main(session, item)
    if election is None or question is None:
        return ""
    ballot = _ballot(session, question)
    elected = _acclaimed(session, question) if ballot is None else _voted(session, ballot)
    law.require_not_elected([one.name for one in elected], taken_names(session, election))
    if ballot is None:
        election.way = ElectionWay.ACCLAMATION
    _write(session, item, elected)
    payload = {
        "item": item_ref(item),
        "way": election.way.value if election.way else None,
        "elected": [{"place": place, "ref": one.ref} for place, one in enumerate(elected, 1)],
    }
    journal.append(session, meeting.chain, "election.decided", payload, actor=actor, now=now)
    if question.outcome is Choice.YES and question.winner_id is not None:
        return ""
    return decides([one.name for one in elected], election.electing)


def _main(session: Session, item: Item) -> Question | None:
    """The question that elects, once it is settled."""
    settled = (one for one in putting.questions_of(session, item) if one.settled_at is not None)
    return next((one for one in settled if one.kind is Kind.MAIN), None)


def _ballot(session: Session, question: Question) -> Division | None:
    ballot = reading.ballot_of(session, question.item_id)
    if ballot is None or ballot.question_id != question.id:
        return None
    return ballot if ballot.state is DivisionState.CLOSED else None


def _acclaimed(session: Session, question: Question) -> list[One]:
    """Those whom the proposal names that the chair found; the committee's, who have no other."""
    proposal = None if question.found_id is None else session.get(Proposal, question.found_id)
    if proposal is None:
        return []
    own = {proposal.id, None} if proposal.kind is ProposalKind.BOARD else {proposal.id}
    election = reading.election(session, question.item_id)
    seats = 0 if election is None else election.seats
    named = [one for one in reading.candidates(session, question.item_id) if one.proposal_id in own]
    if proposal.kind is ProposalKind.BOARD:
        named = [one for one in named if one.nominated_by_id is None]
    return [One(one.name, f"c{one.place}") for one in named[:seats]]


def _voted(session: Session, ballot: Division) -> list[One]:
    ended = result(session, ballot)
    papers = ended.papers
    if not papers.lists:
        return [One(name, papers.ref(name)) for name, _label in ended.elected]
    names = {papers.groups[one.id]: list(reading.names_of(one)) for one in papers.lists}
    return [
        One(name, f"{papers.ref(group)}:{names[group].index(name) + 1}", group)
        for name, group in ended.elected
    ]


def _write(session: Session, item: Item, elected: Sequence[One]) -> None:
    session.add_all(
        Elected(item_id=item.id, place=place, name=one.name, label=one.label)
        for place, one in enumerate(elected, start=1)
    )
    session.flush()
