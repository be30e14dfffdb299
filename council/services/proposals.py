"""Proposals (yrkanden) from the hall: put and backed; the other acts stand beside this file.

Approving what the board or a motion asks for is no proposal of its own: who does so backs the
one that is there. The same holds for the formal kinds, but for a referral back, whose reasons
are the proposer's own (KL 5 kap. 50 § 3 st.).
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.proposing import Change
from council.law.refusals import AlreadySeconded, UnknownProposal
from council.services.proposal_changes import amend as amend
from council.services.proposal_changes import withdraw as withdraw
from council.services.proposal_making import NewProposal as NewProposal
from council.services.proposal_making import made, same, told, whole, words_of
from council.services.proposal_parts import (
    Held,
    about,
    consent,
    hold,
    hold_one,
    mover_of,
    require_not_refused,
    require_time,
    stands,
    who_says,
)
from council.services.proposal_refusals import overrule_refusal as overrule_refusal
from council.services.proposal_refusals import refuse_proposal as refuse_proposal
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Person, Proposal


def put_proposal(
    item_id: int,
    person_id: int,
    new: NewProposal,
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
    unanimous: bool | None = None,
) -> int:
    """Put a proposal, or back the one that wants the same. Gives the proposal's number.

    ``mover_id``: the member for whom who presides, or the secretary, writes it down.
    ``unanimous``: what the council said, where it was asked after the debate was closed.

    Raises:
        Missing. NotServing, RecusedHere: the mover takes no part. NotPresiding: see ``mover_id``.
        NotNow, ProposalsClosed: too soon or too late.
        ProposalTextMissing, MotiveMissing, ProposalTooLong, ProposalUnfit: not whole.
        ProposalRefused: the same has been refused already. AlreadySeconded: or backed.
    """
    with writing(hurry=True) as session:
        held = hold(session, item_id)
        mover = who_says(session, held, person_id, mover_id)
        require_time(session, held, person_id, Change.PUT, unanimous)
        new = whole(session, held, new)
        agreed = consent(held, Change.PUT)
        twin = same(held, new)
        if twin is not None:
            _back(session, held, twin, mover, agreed, actor, now)
            return twin.id
        proposal = made(session, held, new, mover, now)
        payload = about(held, proposal, kind=new.kind.value, clause=new.clause, by=mover.ref)
        payload |= {**told(words_of(proposal)), **agreed}
        journal.append(session, held.meeting.chain, "proposal.made", payload, actor=actor, now=now)
        return proposal.id


def second(
    proposal_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
) -> None:
    """Back a proposal (instämma).

    Raises:
        Missing. NotServing, RecusedHere. NotNow, ProposalsClosed: too soon or too late.
        UnknownProposal: it is withdrawn. ProposalRefused. AlreadySeconded.
    """
    with writing(hurry=True) as session:
        held, proposal = hold_one(session, proposal_id)
        person = who_says(session, held, person_id, mover_id)
        require_time(session, held, person_id, Change.SECOND, None)
        _back(session, held, proposal, person, {}, actor, now)


def _back(
    session: Session,
    held: Held,
    proposal: Proposal,
    person: Person,
    agreed: Mapping[str, bool],
    actor: Actor,
    now: datetime,
) -> None:
    require_not_refused(proposal)
    if not stands(proposal):
        raise UnknownProposal
    if person.id in {mover.person_id for mover in proposal.movers}:
        raise AlreadySeconded
    first = any(not mover.seconds for mover in proposal.movers)
    proposal.movers.append(mover_of(session, person, seconds=first))
    payload = about(held, proposal, by=person.ref, **agreed)
    journal.append(session, held.meeting.chain, "proposal.seconded", payload, actor=actor, now=now)
