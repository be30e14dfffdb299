"""The chair's refusal to put a proposal, and the council's word over it (KL 5 kap. 57 §)."""

from datetime import datetime

from council.law.proposals import Ground, require_overrulable
from council.law.proposing import Change
from council.law.refusals import ReasonMissing, UnknownProposal
from council.services.proposal_parts import (
    about,
    hold_one,
    require_not_refused,
    require_presiding,
    require_time,
    stands,
)
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import ProposalState


def refuse_proposal(
    proposal_id: int, person_id: int, ground: Ground, reason: str, actor: Actor, *, now: datetime
) -> None:
    """Refuse to put what raises a new item or would lead to an unlawful decision.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. ReasonMissing: it becomes public.
        NotNow, ProposalsClosed: the question order has been approved.
        UnknownProposal: it is withdrawn. ProposalRefused: already.
    """
    with writing(hurry=True) as session:
        held, proposal = hold_one(session, proposal_id)
        require_presiding(session, held, person_id)
        require_time(session, held, person_id, Change.REFUSE, None)
        require_not_refused(proposal)
        if not stands(proposal):
            raise UnknownProposal
        if not reason.strip():
            raise ReasonMissing
        proposal.refused, proposal.refused_at = ground, now
        proposal.state = ProposalState.NOT_PUT
        payload = about(held, proposal, ground=ground.value, reason=reason.strip())
        journal.append(
            session, held.meeting.chain, "proposal.refused", payload, actor=actor, now=now
        )


def overrule_refusal(proposal_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """The council decides that what was held to be unlawful shall be put all the same.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. UnknownProposal: it is not refused.
        NotNow, ProposalsClosed. RefusalStands: it raises a new item, and the law knows no way.
    """
    with writing(hurry=True) as session:
        held, proposal = hold_one(session, proposal_id)
        require_presiding(session, held, person_id)
        if proposal.refused is None:
            raise UnknownProposal
        require_time(session, held, person_id, Change.REFUSE, None)
        require_overrulable(proposal.refused)
        proposal.refused, proposal.refused_at = None, None
        proposal.state = ProposalState.MOVED
        payload = about(held, proposal)
        journal.append(
            session, held.meeting.chain, "proposal.refusal_overruled", payload, actor=actor, now=now
        )
