"""A secret ballot, closed with a sealed list of slips (KL 5 kap. 54 §); opening and slips beside.

Until it is closed nobody is told what has been voted, not even in part; afterwards every slip is
shown under its code, and who has voted, and nothing says which slip is whose. A ballot that has
been closed is never opened again: it is declared void and held anew.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from council.law import lots, procedure
from council.law.ballots import require_equal
from council.law.majorities import Basis
from council.law.procedure import Act, Step
from council.law.refusals import DivisionNotOpen, OtherBallotWay, SecretBallot
from council.law.tally import Choice, Decided
from council.services import sealing
from council.services.ballot_opening import open_ballot as open_ballot
from council.services.chairing import preside_over_item
from council.services.missing import find, found
from council.services.paper_counts import enter_paper as enter_paper
from council.services.quorums import present_for
from council.services.slip_codes import seed
from council.services.slip_counting import TICKED, Result, by_hand, papers_of, result
from council.services.slip_papers import SIDES, Marks
from council.services.slips import cast_slip as cast_slip
from council.store import journal, locks, slipping
from council.store.base import db, moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Division, DivisionState, Item, Lottery, Meeting, Method
from council.store.queries import elections as reading

RULES_BY_MARKS = {Marks.NAMES: "majority_election", Marks.GROUP: "ballot_group"}
"""The rule that a result rests on, where it is not the simple majority."""


def close_ballot(division_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Close: no slip is taken after this. Slips and who has voted are sealed, apart.

    Closing what is closed already changes nothing. Equal numbers wait for the lot, whose
    commitment is told here, before anybody can know how it falls.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. SecretBallot: it is an open division.
        DivisionNotOpen: it was declared void. OtherBallotWay: papers are not counted yet.
        SlipsDiffer: slips and ticks are not as many; there is no result, and it is held anew.
    """
    with writing(hurry=True) as session:
        meeting, division = _hold(session, division_id, person_id)
        if division.state is DivisionState.ANNULLED:
            raise DivisionNotOpen
        if division.state is DivisionState.CLOSED:
            return
        item = found(session.get(Item, division.item_id))
        procedure.require(Act.CLOSE_DIVISION, item.step)
        _require_counted(session, division)
        slipping.rewrite(session, division.id)
        division.state, division.closed_at = DivisionState.CLOSED, now
        ended = result(session, division)
        _keep(session, division, ended)
        if ended.due is not None:
            _commit_to_lot(session, meeting, division, actor, now)
        item.step = Step.RESULT if ended.due is None else Step.TIE
        entry = journal.append(
            session,
            meeting.chain,
            "division.closed",
            _seal(session, division, ended),
            actor=actor,
            now=now,
        )
        division.seal, division.closed_at = entry.hash, moment(entry.at)
    slipping.scrub(db.engine)


def _hold(session: Session, division_id: int, person_id: int) -> tuple[Meeting, Division]:
    item_id = find(session, Division, division_id).item_id
    meeting, _ = preside_over_item(session, item_id, person_id)
    division = found(locks.hold_division(session, division_id, alone=True))
    if not division.secret:
        raise SecretBallot(secret=0)
    return meeting, division


def _require_counted(session: Session, division: Division) -> None:
    """Slips must be as many as ticks, in the database as in a box of papers."""
    if division.method is Method.PAPER:
        figures = reading.papers(session, division.id)
        if not figures:
            raise OtherBallotWay(method=division.method.value)
        total = by_hand(papers_of(session, division), figures).total
        require_equal(total, figures[TICKED])
        return
    require_equal(len(reading.slips(session, division.id)), reading.ticked(session, division.id))


def _keep(session: Session, division: Division, ended: Result) -> None:
    """Write the figures and the outcome into the division."""
    count, seats = ended.count, sealing.seats_of(session, division)
    marks = ended.papers.marks
    if marks is Marks.CHOICE:
        division.votes_yes = count.votes[SIDES[Choice.YES]]
        division.votes_no = count.votes[SIDES[Choice.NO]]
        division.votes_abstain = count.blank + count.invalid
        division.votes_absent = len(seats) - count.total
    division.present = present_for(session, division)[0]
    division.rule = RULES_BY_MARKS.get(marks, "simple_majority") if ended.due is None else "lot"
    division.outcome = ended.outcome.winner if isinstance(ended.outcome, Decided) else None
    if division.outcome is not None and division.outcome is division.counted_side:
        division.basis = Basis.MAJORITY  # in elections no minority can (KL 5 kap. 50 § 2 st.)


def _commit_to_lot(
    session: Session, meeting: Meeting, division: Division, actor: Actor, now: datetime
) -> None:
    """Make the seed of the lots and tell its commitment; the seed itself is told at the draw."""
    secret = seed()
    committed = lots.commitment(secret)
    session.add(
        Lottery(division_id=division.id, seed=secret, commitment=committed, committed_at=now)
    )
    payload = {"division": sealing.division_ref(division), "commitment": committed}
    journal.append(session, meeting.chain, "lot.committed", payload, actor=actor, now=now)


def _seal(session: Session, division: Division, ended: Result) -> dict[str, Any]:
    """What the entry holds: who has voted, and apart from it every slip, sorted by its code."""
    papers, count = ended.papers, ended.count
    paper = division.method is Method.PAPER
    return {
        "division": sealing.division_ref(division),
        "secret": True,
        "method": division.method.value,
        "marks": papers.marks.value,
        "ticked": [str(number) for number in reading.ticked_seats(session, division.id)],
        "ticked_n": _ticked(session, division),
        "slips": []
        if paper
        else [
            {"code": slip.code, "marks": [papers.ref(word) for word in papers.read(slip.content)]}
            for slip in reading.slips(session, division.id)
        ],
        "counts": {papers.ref(word): number for word, number in count.votes.items()},
        "valid": count.valid,
        "blank": count.blank,
        "invalid": count.invalid,
        "outcome": None if division.outcome is None else division.outcome.value,
        "lot_between": [] if ended.due is None else [papers.ref(one) for one in ended.due.between],
        "rule": division.rule,
    }


def _ticked(session: Session, division: Division) -> int:
    if division.method is Method.PAPER:
        return reading.papers(session, division.id)[TICKED]
    return reading.ticked(session, division.id)
