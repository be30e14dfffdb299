"""A division: opened on a frozen roll, closed with a seal, a tie broken, or declared void."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import majorities, procedure, tally
from council.law.majorities import Basis, ThirdInDoubt
from council.law.procedure import Act, Step
from council.law.refusals import (
    DivisionNotOpen,
    NotNow,
    ReasonMissing,
    SecretBallot,
    UnknownChoice,
)
from council.law.roll import Standing, require_vote
from council.law.tally import Choice, Count
from council.services import counting, roll_calls, sealing
from council.services.chairing import preside_over_item
from council.services.division_parts import annul_in, open_in, preside_over_division
from council.services.item_parts import divisions_of
from council.services.missing import find, found
from council.services.presses import standing_of
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    Division,
    DivisionState,
    Item,
    Method,
    Person,
    Vote,
)

NOT_HERE = frozenset({Standing.LEFT, Standing.LINK_LOST, Standing.REPLACED})
"""Who cannot break a tie, though the chair has not been taken over."""


def open_division(
    item_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    method: Method = Method.DEVICE,
) -> int:
    """Open the division that has been asked for; the roll is frozen. Gives its number.

    Straight after the item was opened it takes the short way that a chair may take when
    nobody asks for the floor: the debate is closed, the proposed question order approved, the
    acclamation for the main proposal recorded and a division asked for, each its own entry.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: nothing to divide on at this step.
        SecretVoteRequired: an election is never divided on openly (KL 5 kap. 54 §).
        NotQuorate: too few are there (KL 5 kap. 45 §).
        MustBeTabled, TooSoon: an extra election may not be decided yet (KL 5 kap. 10, 50 §§).
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        person = find(session, Person, person_id)
        return open_in(session, meeting, item, person, actor, now, method=method).id


def close_division(division_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Close: no press is taken after this. Votes and roll are sealed into the journal.

    Closing what is closed already changes nothing, so that a doubled press is harmless.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        DivisionNotOpen: it was declared void.
        ListsMissing, ListsDiffer: the list of names is not typed in twice with the same marks.
    """
    with writing(hurry=True) as session:
        meeting, division = preside_over_division(session, division_id, person_id)
        if division.state is DivisionState.ANNULLED:
            raise DivisionNotOpen
        if division.state is DivisionState.CLOSED:
            return
        if division.secret:
            raise SecretBallot(secret=1)
        item = found(session.get(Item, division.item_id))
        procedure.require(Act.CLOSE_DIVISION, item.step)
        division.state, division.closed_at = DivisionState.CLOSED, now
        votes = _write_votes(session, division)
        count = Count.of(vote.choice for vote in votes)
        verdict = counting.verdict_of(session, division, item, count)
        counting.keep(session, division, count, verdict)
        item.step = _after_closing(division)
        payload = sealing.payload(session, division, votes)
        entry = journal.append(
            session, meeting.chain, "division.closed", payload, actor=actor, now=now
        )
        division.seal, division.closed_at = entry.hash, moment(entry.at)


def give_casting_vote(
    division_id: int,
    person_id: int,
    choice: Choice,
    actor: Actor,
    *,
    now: datetime,
    reason: str = "",
) -> None:
    """The presiding chair breaks a tie (KL 5 kap. 56 §), also after abstaining.

    Whether it may go against the chair's own vote is not regulated: it is taken, with the reason
    where one is given, and the journal tells that it did.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NoCastingVote: there is no tie. CastingVoteDue: the chair tried to abstain.
        MayNotVote: the chair has left the meeting, or a substitute serves on the chair's seat.
    """
    with writing(hurry=True) as session:
        meeting, division = preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        outcome = _outcome(session, division, item)
        if isinstance(outcome, ThirdInDoubt):
            raise NotNow(act=Act.CASTING_VOTE.value, step="third_in_doubt")
        decided = tally.break_tie(outcome, choice)
        procedure.require(Act.CASTING_VOTE, item.step)
        if (stands := standing_of(session, division, person_id)) in NOT_HERE:
            require_vote(stands)
        own = counting.vote_of(session, division, person_id)
        division.casting_vote, division.casting_by_id = choice, person_id
        division.casting_reason = reason.strip() or None
        division.outcome, division.rule = decided.winner, decided.rule
        if decided.winner is division.counted_side:
            division.basis = Basis.MAJORITY
        item.step = _after_closing(division)
        payload = {
            "division": sealing.division_ref(division),
            "choice": choice.value,
            "by": f"p{person_id}",
            "against_own_vote": tally.against_own(own, choice),
            "reason": division.casting_reason,
            "outcome": decided.winner.value,
        }
        journal.append(
            session, meeting.chain, "division.casting_vote", payload, actor=actor, now=now
        )


def settle_doubt(
    division_id: int, person_id: int, met: bool, reason: str, actor: Actor, *, now: datetime
) -> None:
    """The chair decides whether a third was met that is met only if the recused do not count.

    Raises:
        Missing, MeetingNotOpen, NotPresiding, ReasonMissing.
        NotNow: nothing is in doubt.
    """
    if not reason.strip():
        raise ReasonMissing
    with writing(hurry=True) as session:
        meeting, division = preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        verdict = counting.verdict_of(session, division, item, counting.count_of(division))
        if not isinstance(verdict.outcome, ThirdInDoubt) or item.step is not Step.TIE:
            raise NotNow(act="settle_doubt", step=item.step.value)
        settled = majorities.settle_third(verdict, found(division.counted_side), met=met)
        counting.keep_verdict(division, settled)
        item.step = _after_closing(division)
        payload = {
            "division": sealing.division_ref(division),
            "met": met,
            "needed": settled.needed,
            "reason": reason.strip(),
        }
        journal.append(
            session, meeting.chain, "division.third_settled", payload, actor=actor, now=now
        )


def declare_basis(
    division_id: int, person_id: int, basis: Basis, actor: Actor, *, now: datetime
) -> None:
    """The chair says whether a minority or a majority has tabled or referred the item back,
    where the figures allow both. It settles whether the right of KL 5 kap. 50 § is used up.

    Raises:
        Missing, MeetingNotOpen, NotPresiding.
        NotNow: the figures allow one answer only, or the gavel has fallen.
    """
    with writing(hurry=True) as session:
        meeting, division = preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        if not division.unsettled or item.step is not Step.RESULT:
            raise NotNow(act="declare_basis", step=item.step.value)
        division.basis = basis
        payload = {"division": sealing.division_ref(division), "basis": basis.value}
        journal.append(
            session, meeting.chain, "division.basis_declared", payload, actor=actor, now=now
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
        meeting, division = preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        procedure.require(Act.ANNUL, item.step)
        if divisions_of(session, item)[-1].id != division.id:
            raise NotNow(act=Act.ANNUL.value, step=item.step.value)
        annul_in(session, meeting, item, division, reason.strip(), actor, now)


def parse_choice(given: object) -> Choice:
    """The choice that a form or a program named.

    Raises:
        UnknownChoice: something else than yes, no or abstain.
    """
    try:
        return Choice(given if isinstance(given, str) else "")
    except ValueError:
        raise UnknownChoice from None


def _write_votes(session: Session, division: Division) -> list[Vote]:
    if division.by_name:
        return sealing.write_list(session, division, roll_calls.agreed(session, division))
    return sealing.write_votes(session, division)


def _outcome(session: Session, division: Division, item: Item) -> tally.Outcome | ThirdInDoubt:
    if division.state is not DivisionState.CLOSED:
        raise NotNow(act=Act.CASTING_VOTE.value, step=item.step.value)
    return counting.outcome_of(session, division, item)


def _after_closing(division: Division) -> Step:
    return Step.TIE if division.outcome is None else Step.RESULT
