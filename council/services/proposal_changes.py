"""What becomes of a proposal in the hands of who moved it: taken back, or changed in its words."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law.proposing import OWN_TEXT, Change
from council.law.refusals import NotYours, ProposalUnfit, UnknownProposal
from council.services.proposal_making import NewProposal, anew, told, whole, words_of
from council.services.proposal_parts import (
    Held,
    about,
    consent,
    hold_one,
    presides,
    require_not_refused,
    require_time,
    stands,
    who_says,
)
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Mover, Proposal, ProposalState


def withdraw(
    proposal_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
    unanimous: bool | None = None,
) -> None:
    """Take back one's own part in a proposal; when the last who moved it goes, it is withdrawn.

    Whoever backed it may put it anew. Who presides takes back what nobody here has moved.

    Raises:
        Missing. NotServing, RecusedHere. NotYours. UnknownProposal: it is withdrawn already.
        NotNow, ProposalsClosed: it has been gone through.
    """
    with writing(hurry=True) as session:
        held, proposal = hold_one(session, proposal_id)
        row = _own(session, held, proposal, person_id, mover_id)
        require_time(session, held, person_id, Change.ALTER, unanimous)
        entire = row is None or not (row.seconds or _others(proposal, row))
        by = None if row is None else f"p{row.person_id}"
        payload = {**about(held, proposal, by=by, whole=entire), **consent(held, Change.ALTER)}
        if entire:
            proposal.state, proposal.withdrawn_at = ProposalState.WITHDRAWN, now
        elif row is not None:
            session.delete(row)
        journal.append(
            session, held.meeting.chain, "proposal.withdrawn", payload, actor=actor, now=now
        )


def amend(
    proposal_id: int,
    person_id: int,
    text: str,
    motive: str,
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
    unanimous: bool | None = None,
) -> None:
    """Change the words of one's own proposal, or its reasons. The same words change nothing.

    Whoever backed other words than the new ones backs it no more.

    Raises:
        Missing. NotServing, RecusedHere. NotYours: of somebody else, or the board's.
        UnknownProposal: it is withdrawn. ProposalRefused.
        NotNow, ProposalsClosed: it has been gone through.
        ProposalTextMissing, MotiveMissing, ProposalTooLong, ProposalUnfit: not whole.
    """
    with writing(hurry=True) as session:
        held, proposal = hold_one(session, proposal_id)
        row = _own(session, held, proposal, person_id, mover_id)
        if row is None or row.seconds:
            raise NotYours
        require_time(session, held, person_id, Change.ALTER, unanimous)
        new = whole(session, held, NewProposal(proposal.kind, text, motive, proposal.clause))
        if new.text and proposal.kind not in OWN_TEXT:
            raise ProposalUnfit(kind=proposal.kind.value)
        words = anew(held, proposal, new)
        if (words, new.motive) == (words_of(proposal), proposal.motive):
            return
        lapsed = [mover for mover in proposal.movers if mover.seconds]
        for mover in lapsed:
            session.delete(mover)
        proposal.effect, proposal.decision, proposal.motive = (
            words.effect,
            words.decision,
            new.motive,
        )
        payload = about(held, proposal, by=f"p{row.person_id}", seconds_lapsed=len(lapsed))
        payload |= {**told(words), **consent(held, Change.ALTER)}
        journal.append(
            session, held.meeting.chain, "proposal.amended", payload, actor=actor, now=now
        )


def _own(
    session: Session, held: Held, proposal: Proposal, person_id: int, mover_id: int | None
) -> Mover | None:
    """The row by which somebody stands behind a proposal; None where no person does, and who
    presides acts for the board or for a group."""
    require_not_refused(proposal)
    if not stands(proposal):
        raise UnknownProposal
    behind = {mover.person_id for mover in proposal.movers}
    nobody = all(mover.person_id is None for mover in proposal.movers if not mover.seconds)
    if mover_id is None and nobody and person_id not in behind and presides(held, person_id):
        return None
    person = who_says(session, held, person_id, mover_id)
    own = next((mover for mover in proposal.movers if mover.person_id == person.id), None)
    if own is None:
        raise NotYours
    return own


def _others(proposal: Proposal, row: Mover) -> bool:
    """Whether somebody else has moved it too."""
    return any(mover is not row and not mover.seconds for mover in proposal.movers)
