"""Papers instead of slips on screens: counted by hand and entered, with sums that must agree."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.ballots import (
    SlipCount,
    require_entitled,
    require_equal,
    require_paper_sums,
)
from council.law.refusals import DivisionNotOpen, OtherBallotWay, SecretBallot
from council.services import sealing
from council.services.desks import require_desk
from council.services.missing import find, found
from council.services.slip_counting import BLANK, INVALID, TICKED, VALID, papers_of
from council.services.slip_papers import Papers
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Division, DivisionState, Method, PaperCount


def enter_paper(
    division_id: int,
    person_id: int,
    ticked: int,
    figures: Mapping[str, int],
    actor: Actor,
    *,
    now: datetime,
    blank: int = 0,
    invalid: int = 0,
    valid: int | None = None,
) -> None:
    """Enter the papers as they were counted by hand; entered again, the later figures hold.

    Args:
        ticked: how many were ticked off as they put in their paper.
        figures: papers for each candidate, group or side, by name.
        valid: valid papers; needed where a paper holds several names.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. SecretBallot, OtherBallotWay, DivisionNotOpen.
        TooManyTicked: more than may vote.
        SlipsDiffer: papers and ticks are not as many; the ballot is held anew.
        PaperSumsDiffer: the names' votes cannot come from so many valid papers.
    """
    with writing(hurry=True) as session:
        division = find(session, Division, division_id)
        meeting = found(locks.hold_meeting(session, division.meeting_id))
        require_desk(session, meeting, person_id)
        division = found(locks.hold_division(session, division_id, alone=True))
        if not division.secret:
            raise SecretBallot(secret=0)
        if division.method is not Method.PAPER:
            raise OtherBallotWay(method=division.method.value)
        if division.state is not DivisionState.OPEN:
            raise DivisionNotOpen
        papers = papers_of(session, division)
        votes = {word: figures.get(word, 0) for word in papers.words}
        sum_of_marks = sum(votes.values())
        counted = SlipCount(votes, sum_of_marks if valid is None else valid, blank, invalid)
        require_entitled(ticked, _entitled(session, division))
        require_equal(counted.total, ticked)
        require_paper_sums(counted, papers.rule)
        _write_papers(session, division, papers, counted, ticked)
        payload = {
            "division": sealing.division_ref(division),
            "ticked_n": ticked,
            "counts": {papers.ref(word): number for word, number in votes.items()},
            "valid": counted.valid,
            "blank": blank,
            "invalid": invalid,
        }
        journal.append(session, meeting.chain, "ballot.counted", payload, actor=actor, now=now)


def _entitled(session: Session, division: Division) -> int:
    return sum(one.person_id is not None for one in sealing.seats_of(session, division))


def _write_papers(
    session: Session, division: Division, papers: Papers, counted: SlipCount, ticked: int
) -> None:
    figures = {
        TICKED: ticked,
        VALID: counted.valid,
        BLANK: counted.blank,
        INVALID: counted.invalid,
        **{papers.kept(word): number for word, number in counted.votes.items()},
    }
    for place, (mark, number) in enumerate(figures.items()):
        session.merge(PaperCount(division_id=division.id, place=place, content=mark, number=number))
