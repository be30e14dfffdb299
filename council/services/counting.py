"""What the votes of a division come to, and what is kept of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law import majorities, tally
from council.law.majorities import Hall, ThirdInDoubt, Verdict
from council.law.proposals import BY_THIRD
from council.law.questions import Kind
from council.law.tally import Choice, Count, Decided, Matter, Outcome
from council.services import putting, sealing
from council.services.attendance import present_for
from council.services.missing import find, found
from council.store.models import Division, DivisionSeat, Item, Proposal, Question, Vote
from council.store.models.agenda import PERSONNEL


def matter_of(item: Item) -> Matter:
    """Elections and employment go by other rules than all else."""
    return Matter.PERSONNEL if item.kind in PERSONNEL else Matter.ORDINARY


def verdict_of(session: Session, division: Division, item: Item, count: Count) -> Verdict:
    """How the division ends, by the rule of its question (KL 5 kap. 10, 37, 50, 55, 58 §§)."""
    question = found(session.get(Question, division.question_id))
    present, with_recused = present_for(session, division)
    hall = Hall(present, with_recused - present)
    side = division.counted_side
    if question.kind is Kind.FORMAL and side is not None:
        proposal = find(session, Proposal, formal_id(question))
        return majorities.formal_verdict(
            count,
            side,
            hall,
            matter_of(item),
            by_third=proposal.kind in BY_THIRD,
            used=item.minority_used,
        )
    if side is not None and item.special is not None:
        return majorities.qualified_verdict(count, side, hall, item.special)
    return Verdict(tally.simple_majority(count, matter_of(item)))


def keep(session: Session, division: Division, count: Count, verdict: Verdict) -> None:
    """Write the figures and the outcome into the division."""
    seats = sealing.seats_of(session, division)
    division.votes_yes, division.votes_no = count.yes, count.no
    division.votes_abstain = count.abstain
    division.votes_absent = len(seats) - count.given
    division.present = present_for(session, division)[0]
    keep_verdict(division, verdict)


def keep_verdict(division: Division, verdict: Verdict) -> None:
    """Write the outcome and the share it rests on into the division."""
    outcome = verdict.outcome
    division.rule = outcome.rule
    division.outcome = outcome.winner if isinstance(outcome, Decided) else None
    division.needed, division.had = verdict.needed, verdict.had
    division.basis, division.unsettled = verdict.basis, verdict.unsettled


def count_of(division: Division) -> Count:
    """The figures of a closed division."""
    return Count(division.votes_yes or 0, division.votes_no or 0, division.votes_abstain or 0)


def outcome_of(session: Session, division: Division, item: Item) -> Outcome | ThirdInDoubt:
    """How a closed division stands now."""
    if division.casting_vote is not None:
        return Decided(division.casting_vote, rule="casting_vote")
    return verdict_of(session, division, item, count_of(division)).outcome


def winner_of(division: Division) -> int | None:
    """The proposal that the side which won stands for."""
    return division.yes_id if division.outcome is Choice.YES else division.no_id


def formal_id(question: Question) -> int:
    """The formal proposal of a formal question."""
    side = putting.formal_side(question)
    return found(question.yes_id if side is Choice.YES else question.no_id)


def vote_of(session: Session, division: Division, person_id: int) -> Choice | None:
    """How somebody voted in a closed division; None where no vote was given."""
    return session.scalar(
        select(Vote.choice)
        .join(
            DivisionSeat,
            (DivisionSeat.division_id == Vote.division_id) & (DivisionSeat.seat_id == Vote.seat_id),
        )
        .where(Vote.division_id == division.id, DivisionSeat.person_id == person_id)
    )
