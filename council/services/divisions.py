"""A division: opened on a frozen roll, closed with a seal, a tie broken, or declared void."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import procedure, tally
from council.law.procedure import Act, Step
from council.law.refusals import (
    DivisionNotOpen,
    NotNow,
    ReasonMissing,
    UnknownChoice,
)
from council.law.roll import require_quorum
from council.law.tally import Choice, Count, Decided, Matter
from council.services import sealing
from council.services.attendance import quorum
from council.services.chairing import preside, preside_over_item
from council.services.framing import frame, short_way
from council.services.item_parts import divisions_of, item_ref, proposal_ref
from council.services.missing import find, found
from council.store import journal, locks
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    ItemKind,
    Meeting,
    Person,
)


def open_division(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> int:
    """Open the division that has been asked for; the roll is frozen. Gives its number.

    Straight after the item was opened it takes the short way that a chair may take when
    nobody asks for the floor: the debate is closed, the proposed question order approved, the
    acclamation for the main proposal recorded and a division asked for, each its own entry.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: nothing to divide on at this step.
        SecretVoteRequired: an election is never divided on openly (KL 5 kap. 54 §).
        NotQuorate: too few are there (KL 5 kap. 45 §).
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        tally.require_open_vote(_matter(item))
        require_quorum(quorum(session, meeting))
        short_way(session, meeting, item, find(session, Person, person_id), actor, now)
        procedure.require(Act.OPEN_DIVISION, item.step)
        division = frame(session, item, now)
        session.add(division)
        session.flush()
        roll = sealing.freeze_roll(session, division, item)
        item.step = Step.DIVISION
        payload = {
            "division": sealing.division_ref(division),
            "item": item_ref(item),
            "kind": division.kind.value,
            "method": division.method.value,
            "secret": division.secret,
            "yes": {"proposal": proposal_ref(division.yes_id), "means": division.yes_phrase},
            "no": {"proposal": proposal_ref(division.no_id), "means": division.no_phrase},
            "roll": [str(seat.number) for seat in roll if seat.person_id is not None],
        }
        entry = journal.append(
            session, meeting.chain, "division.opened", payload, actor=actor, now=now
        )
        division.opened_at = moment(entry.at)
        return division.id


def close_division(division_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Close: no press is taken after this. Votes and roll are sealed into the journal.

    Closing what is closed already changes nothing, so that a doubled press is harmless.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        DivisionNotOpen: it was declared void.
    """
    with writing(hurry=True) as session:
        meeting, division = _preside_over_division(session, division_id, person_id)
        if division.state is DivisionState.ANNULLED:
            raise DivisionNotOpen
        if division.state is DivisionState.CLOSED:
            return
        item = found(session.get(Item, division.item_id))
        procedure.require(Act.CLOSE_DIVISION, item.step)
        division.state, division.closed_at = DivisionState.CLOSED, now
        votes = sealing.write_votes(session, division)
        count = Count.of(vote.choice for vote in votes)
        outcome = tally.simple_majority(count, _matter(item))
        _keep(session, division, count, outcome)
        item.step = _after_closing(division, outcome)
        payload = sealing.payload(session, division, votes)
        entry = journal.append(
            session, meeting.chain, "division.closed", payload, actor=actor, now=now
        )
        division.seal, division.closed_at = entry.hash, moment(entry.at)


def give_casting_vote(
    division_id: int, person_id: int, choice: Choice, actor: Actor, *, now: datetime
) -> None:
    """The presiding chair breaks a tie (KL 5 kap. 56 §), also after abstaining.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NoCastingVote: there is no tie. CastingVoteDue: the chair tried to abstain.
    """
    with writing(hurry=True) as session:
        meeting, division = _preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        decided = tally.break_tie(_outcome(division, item), choice)
        procedure.require(Act.CASTING_VOTE, item.step)
        division.casting_vote, division.casting_by_id = choice, person_id
        division.outcome, division.rule = decided.winner, decided.rule
        item.step = _after_closing(division, decided)
        payload = {
            "division": sealing.division_ref(division),
            "choice": choice.value,
            "by": f"p{person_id}",
            "outcome": decided.winner.value,
        }
        journal.append(
            session, meeting.chain, "division.casting_vote", payload, actor=actor, now=now
        )


def annul_division(
    division_id: int, person_id: int, reason: str, actor: Actor, *, now: datetime
) -> None:
    """Declare a division void, with its reason; the votes are not counted, the record stays.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        ReasonMissing: no reason given. NotNow: the gavel has fallen.
    """
    if not reason.strip():
        raise ReasonMissing
    with writing(hurry=True) as session:
        meeting, division = _preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        procedure.require(Act.ANNUL, item.step)
        if divisions_of(session, item)[-1].id != division.id:
            raise NotNow(act=Act.ANNUL.value, step=item.step.value)
        division.state, division.annul_reason = DivisionState.ANNULLED, reason.strip()
        division.closed_at = division.closed_at or now
        division.outcome = division.rule = None
        item.step = Step.REQUESTED
        payload = {"division": sealing.division_ref(division), "reason": reason.strip()}
        journal.append(session, meeting.chain, "division.annulled", payload, actor=actor, now=now)


def parse_choice(given: object) -> Choice:
    """The choice that a form or a program named.

    Raises:
        UnknownChoice: something else than yes, no or abstain.
    """
    try:
        return Choice(given if isinstance(given, str) else "")
    except ValueError:
        raise UnknownChoice from None


def _preside_over_division(
    session: Session, division_id: int, person_id: int
) -> tuple[Meeting, Division]:
    meeting_id = find(session, Division, division_id).meeting_id
    meeting = preside(session, meeting_id, person_id)
    return meeting, found(locks.hold_division(session, division_id, alone=True))


def _matter(item: Item) -> Matter:
    return Matter.PERSONNEL if item.kind is ItemKind.ELECTION else Matter.ORDINARY


def _keep(session: Session, division: Division, count: Count, outcome: tally.Outcome) -> None:
    seats = sealing.seats_of(session, division)
    division.votes_yes, division.votes_no = count.yes, count.no
    division.votes_abstain = count.abstain
    division.votes_absent = len(seats) - count.given
    division.rule = outcome.rule
    division.outcome = outcome.winner if isinstance(outcome, Decided) else None


def _outcome(division: Division, item: Item) -> tally.Outcome:
    if division.state is not DivisionState.CLOSED:
        raise NotNow(act=Act.CASTING_VOTE.value, step=item.step.value)
    if division.casting_vote is not None:
        return Decided(division.casting_vote, rule="casting_vote")
    count = Count(division.votes_yes or 0, division.votes_no or 0, division.votes_abstain or 0)
    return tally.simple_majority(count, _matter(item))


def _after_closing(division: Division, outcome: tally.Outcome) -> Step:
    if not isinstance(outcome, Decided):
        return Step.TIE
    # After a preparatory step the next question of the chain waits to be put.
    return Step.REQUESTED if division.kind is DivisionKind.PREPARATORY else Step.RESULT
