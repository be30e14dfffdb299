"""What the use cases of proposals share: who may, when, and the item with all its proposals."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from council.law.proposals import Ground
from council.law.proposing import Change, is_free, require_may
from council.law.refusals import MeetingNotOpen, NotPresiding, NotServing, ProposalRefused
from council.law.rules_of_order import LateProposals
from council.services import wording
from council.services.item_parts import hold_item, item_ref, proposal_ref
from council.services.missing import find, found
from council.services.recusal_rights import require_part_in
from council.store.models import (
    Item,
    Meeting,
    MeetingState,
    Mover,
    Party,
    Person,
    Proposal,
    ProposalState,
    Role,
)
from council.store.queries.rules_of_order import rules_of_order


@dataclass(frozen=True, slots=True)
class Held:
    """An item under its meeting's lock with every proposal that was ever made in it."""

    meeting: Meeting
    item: Item
    proposals: list[Proposal]

    @property
    def standing(self) -> list[Proposal]:
        """Those that are neither withdrawn nor refused."""
        return [one for one in self.proposals if stands(one)]


def stands(proposal: Proposal) -> bool:
    """Whether a proposal is to be put, as things are."""
    return proposal.state is not ProposalState.WITHDRAWN and proposal.refused is None


def hold(session: Session, item_id: int) -> Held:
    """An item with its proposals, under the meeting's lock."""
    meeting, item = hold_item(session, item_id)
    proposals = session.scalars(
        select(Proposal)
        .where(Proposal.item_id == item.id)
        .order_by(Proposal.position)
        .options(selectinload(Proposal.movers))
        .execution_options(populate_existing=True)
    )
    return Held(meeting, item, list(proposals))


def hold_one(session: Session, proposal_id: int) -> tuple[Held, Proposal]:
    """A proposal with all the others of its item."""
    held = hold(session, find(session, Proposal, proposal_id).item_id)
    return held, next(one for one in held.proposals if one.id == proposal_id)


def presides(held: Held, person_id: int) -> bool:
    """Whether a person leads the meeting."""
    return held.meeting.presiding_id == person_id


def require_presiding(session: Session, held: Held, person_id: int) -> None:
    """Let only who leads the open meeting go on."""
    if held.meeting.state is not MeetingState.OPEN:
        raise MeetingNotOpen
    if not presides(held, person_id):
        leader = session.get(Person, held.meeting.presiding_id)
        raise NotPresiding(presiding="" if leader is None else leader.name)


def who_says(session: Session, held: Held, person_id: int, mover_id: int | None) -> Person:
    """Who a proposal is of: the person who acts, or the member for whom the desk writes it down.

    Raises:
        NotPresiding: neither who presides nor the secretary writes it down.
        NotServing, RecusedHere: whose proposal it is does not take part in the item.
    """
    person = find(session, Person, person_id if mover_id is None else mover_id)
    if person.id != person_id and find(session, Person, person_id).role is not Role.SECRETARY:
        require_presiding(session, held, person_id)
    if held.meeting.state is not MeetingState.OPEN:
        raise NotServing
    require_part_in(session, held.meeting, held.item, person.id)
    return person


def require_time(
    session: Session, held: Held, person_id: int, change: Change, unanimous: bool | None
) -> None:
    """Refuse what comes too late; that all consent is recorded by who presides alone."""
    if unanimous is not None and not is_free(change, held.item.step):
        require_presiding(session, held, person_id)
    never = rules_of_order(session).late_proposals is LateProposals.NEVER
    require_may(change, held.item.step, unanimous=unanimous, never_late=never)


def consent(held: Held, change: Change) -> dict[str, bool]:
    """What the journal adds where the council's consent was needed."""
    return {} if is_free(change, held.item.step) else {"unanimous": True}


def require_not_refused(proposal: Proposal) -> None:
    """Stop what concerns a proposal that who presides refuses to put."""
    if proposal.refused is not None:
        raise refusal(proposal.refused)


def refusal(ground: Ground) -> ProposalRefused:
    """Why a proposal is not put, with the rule that the ground rests on."""
    decides = "new_item" if ground is Ground.NEW_ITEM else "unlawful_proposal"
    return ProposalRefused(ground=ground.value, decides=decides)


def mover_of(session: Session, person: Person, *, seconds: bool) -> Mover:
    """Somebody as a mover, by the name and party of this day."""
    party = None if person.party_id is None else found(session.get(Party, person.party_id))
    return Mover(
        name=person.name,
        party=party.letters if party else None,
        person_id=person.id,
        seconds=seconds,
    )


def called(session: Session, person: Person) -> str:
    """Somebody as a proposal is named after: "Ledamot 33 (V)"."""
    return wording.named(mover_of(session, person, seconds=False))


def about(held: Held, proposal: Proposal, **facts: object) -> dict[str, object]:
    """What the journal tells of an act on a proposal."""
    return {"item": item_ref(held.item), "proposal": proposal_ref(proposal.id), **facts}
