"""Drawing the lots of an election so that anyone can check them (law/lots.py says how).

The commitment was told when the ballot was closed. Here what was said in the hall is taken down,
all lots that are due are drawn, and the seed is told.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import lots as law
from council.law import procedure
from council.law.elections import LotDue
from council.law.lots import Drawing
from council.law.procedure import Act, Step
from council.law.refusals import NoLotDue, NothingSaid
from council.law.tally import Decided
from council.services import sealing
from council.services.chairing import preside_over_item
from council.services.missing import find, found
from council.services.slip_counting import result
from council.services.slip_papers import Papers
from council.store import journal, locks
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Division, DivisionState, Lot
from council.store.queries import elections as reading

LONGEST_SAID = 200


def draw_lot(
    division_id: int, person_id: int, contribution: str, actor: Actor, *, now: datetime
) -> list[str]:
    """Draw every lot that is due, with the words said aloud in the hall. Gives on whom they fell.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. NothingSaid: no words, or too many.
        NoLotDue: nothing is equal, or the lots are drawn.
    """
    said = law.one_line(contribution)
    if not 0 < len(said) <= LONGEST_SAID:
        raise NothingSaid
    with writing(hurry=True) as session:
        item_id = find(session, Division, division_id).item_id
        meeting, item = preside_over_item(session, item_id, person_id)
        division = found(locks.hold_division(session, division_id, alone=True))
        lottery = reading.lottery(session, division_id)
        closed = division.state is DivisionState.CLOSED
        if lottery is None or lottery.drawn_at is not None or not closed:
            raise NoLotDue
        procedure.require(Act.CASTING_VOTE, item.step)
        drawn = _draw(session, division, lottery.seed, said)
        lottery.contribution = said
        papers = result(session, division).papers
        payload = {
            "division": sealing.division_ref(division),
            "commitment": lottery.commitment,
            "seed": lottery.seed,
            "contribution": said,
            "lots": [_told(lot, papers) for lot in drawn],
        }
        entry = journal.append(session, meeting.chain, "lot.drawn", payload, actor=actor, now=now)
        lottery.drawn_at = moment(entry.at)
        item.step = Step.RESULT
        return [lot.falls_to for lot in drawn]


def _draw(session: Session, division: Division, seed: str, said: str) -> list[Lot]:
    drawn: list[Lot] = []
    fell: list[str] = []
    while isinstance(due := result(session, division, lots=fell).outcome, LotDue):
        drawing = Drawing(seed, said, len(fell) + 1)
        fell.append(law.draw(drawing, due.between))
        between = "\n".join(due.between)
        drawn.append(
            Lot(
                division_id=division.id,
                number=drawing.number,
                between=between,
                falls_to=fell[-1],
            )
        )
    session.add_all(drawn)
    session.flush()
    if isinstance(due, Decided):
        division.outcome = due.winner
    return drawn


def _told(lot: Lot, papers: Papers) -> dict[str, object]:
    return {
        "number": lot.number,
        "between": [papers.ref(one) for one in lot.between.split("\n")],
        "falls_to": papers.ref(lot.falls_to),
    }
