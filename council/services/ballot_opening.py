"""Opening a secret ballot: the way to it, what is voted on, the frozen roll (KL 5 kap. 54 §)."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law import procedure
from council.law.procedure import Act, Step
from council.law.questions import Kind as QuestionKind
from council.law.refusals import NobodyNominated, SecretBallot
from council.law.roll import require_quorum
from council.law.tally import Matter
from council.services import putting, sealing
from council.services.chairing import preside_over_item
from council.services.counting import matter_of
from council.services.election_parts import demand_on
from council.services.framing import frame, short_way
from council.services.freezing import freeze_roll
from council.services.item_parts import divisions_of, item_ref
from council.services.missing import find
from council.services.questions import approve, declare_found, end_debate, review
from council.services.quorums import quorum
from council.services.requests import request
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Election,
    ElectionWay,
    Item,
    Meeting,
    Method,
    Person,
)
from council.store.queries import elections as reading


def open_ballot(
    item_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    method: Method = Method.DEVICE,
    way: ElectionWay | None = None,
) -> int:
    """Open the secret ballot that has been asked for; the roll is frozen. Gives its number.

    It is proportional where enough have asked for that; else the names with most votes win.
    Straight after the item was opened it takes the short way, as any division. ``way``: what who
    presides takes it to be, where that is said.

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotQuorate.
        NotNow: nothing to vote on at this step.
        SecretBallot: the item is no election; its divisions are open.
        NobodyNominated: there is no candidate, or no list.
        NotProportional, SubstitutesNotProportional, TooFewDemand: it is said to be proportional.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        if matter_of(item) is not Matter.PERSONNEL:
            raise SecretBallot(secret=0)
        require_quorum(quorum(session, meeting, item))
        election = reading.election(session, item.id)
        person = find(session, Person, person_id)
        if election is not None and way is ElectionWay.PROPORTIONAL:
            asking = reading.demanding(session, item.id)
            law.require_demand(demand_on(session, meeting, election, len(asking)))
        if election is None:
            short_way(session, meeting, item, person, actor, now)
        else:
            _way_to_ballot(session, meeting, item, election, person, actor, now)
        procedure.require(Act.OPEN_DIVISION, item.step)
        division = _framed(session, meeting, item, election, now)
        division.method = method
        session.add(division)
        session.flush()
        roll = freeze_roll(session, division, item)
        item.step = Step.DIVISION
        electing = division.kind is DivisionKind.ELECTION and election is not None
        payload = {
            "division": sealing.division_ref(division),
            "item": item_ref(item),
            "question": f"q{division.question_id}",
            "kind": division.kind.value,
            "method": division.method.value,
            "secret": True,
            "way": election.way.value if electing and election and election.way else None,
            "roll": [str(seat.number) for seat in roll if seat.person_id is not None],
        }
        entry = journal.append(
            session, meeting.chain, "division.opened", payload, actor=actor, now=now
        )
        division.opened_at = moment(entry.at)
        return division.id


def _way_to_ballot(
    session: Session,
    meeting: Meeting,
    item: Item,
    election: Election,
    person: Person,
    actor: Actor,
    now: datetime,
) -> None:
    """The short way of an election: names are voted on, whatever the proposals are called.

    Who asks for a proportional election asks for a vote: with enough, none else need do so.
    """
    demanding = _demanding(session, meeting, election)
    straight = item.step is Step.DEBATE
    if straight:
        end_debate(session, meeting, item, actor, now)
        review(session, meeting, item, actor, now)
        approve(session, meeting, item, None, actor, now)
    question = putting.current(session, item)
    if question is None or question.kind is not QuestionKind.MAIN:
        return
    if not straight and not demanding:
        return
    if item.step is Step.QUESTION:
        first = putting.competing(session, item, question)[0]
        declare_found(session, meeting, item, first, actor, now)
    if item.step is Step.FOUND:
        asks = demanding[0] if demanding else person
        request(session, meeting, item, asks, actor, now)


def _demanding(session: Session, meeting: Meeting, election: Election) -> list[Person]:
    """Who asks for a proportional election, where they are enough."""
    asking = reading.demanding(session, election.item_id)
    met = demand_on(session, meeting, election, len(asking)).met
    return asking if asking and met else []


def _framed(
    session: Session, meeting: Meeting, item: Item, election: Election | None, now: datetime
) -> Division:
    """The division: on the election, or on yes and no of the question that is put."""
    question = putting.current(session, item)
    electing = question is not None and question.kind is QuestionKind.MAIN
    if election is None or question is None or not electing:
        division = frame(session, item, now)
        division.secret = True
        if division.kind is DivisionKind.MAIN:
            division.kind = DivisionKind.ELECTION
        return division
    _settle_way(session, meeting, election)
    return Division(
        meeting_id=item.meeting_id,
        item_id=item.id,
        question_id=question.id,
        sequence=len(divisions_of(session, item)) + 1,
        kind=DivisionKind.ELECTION,
        secret=True,
        state=DivisionState.OPEN,
        yes_phrase="",
        yes_effect="",
        no_phrase="",
        no_effect="",
        opened_at=now,
    )


def _settle_way(session: Session, meeting: Meeting, election: Election) -> None:
    """Whether names or groups are voted for."""
    proportional = bool(_demanding(session, meeting, election))
    election.way = ElectionWay.PROPORTIONAL if proportional else ElectionWay.MAJORITY
    papers = reading.lists if proportional else reading.candidates
    if not papers(session, election.item_id):
        raise NobodyNominated
