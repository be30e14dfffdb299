"""What a proposal must hold, which one wants the same already, and how a new one is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.proposals import Group, Kind, group
from council.law.proposing import OWN_TEXT, joins, require_whole
from council.law.refusals import ProposalTooLong, ProposalUnfit, UnknownProposal
from council.services import proposal_words
from council.services.proposal_parts import Held, called, mover_of, refusal, stands
from council.services.proposal_words import NAMES, Said, Words
from council.store.models import Clause, Item, ItemKind, Person, Proposal

MOST_TEXT = 2000
MOST_MOTIVE = 4000
"""How many letters a proposal and its reasons may have."""

MATERIAL_ITEMS = frozenset({ItemKind.DECISION, ItemKind.MOTION, ItemKind.BUDGET})
"""Kinds of items in whose matter anything may be proposed; in the others, how to treat them."""


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What somebody proposes, as typed; ``clause``: the point that it concerns."""

    kind: Kind
    text: str = ""
    motive: str = ""
    clause: int | None = None


def kinds_for(item: Item, standing: list[Proposal]) -> list[Kind]:
    """What may be proposed in an item, in the order in which it is offered.

    To approve is offered where there is something to approve; a counter-proposal is what an own
    text becomes, so it is not offered beside it.
    """
    there = {one.kind for one in standing}
    formal = [Kind.REFERRAL, Kind.TABLING, Kind.ADJOURNMENT, Kind.DISMISSAL]
    if item.kind not in MATERIAL_ITEMS:
        return [kind for kind in (Kind.BOARD,) if kind in there] + formal
    approving = [kind for kind in (Kind.BOARD, Kind.APPROVAL) if _approves(item, kind, there)]
    return [*approving, Kind.REJECTION, Kind.AMENDMENT, Kind.ADDITION, Kind.OTHER, *formal]


def _approves(item: Item, kind: Kind, there: set[Kind]) -> bool:
    """Whether there is something for this kind of approval to approve."""
    if kind is Kind.BOARD:
        return Kind.BOARD in there
    return item.kind is ItemKind.MOTION or Kind.BOARD not in there


def whole(session: Session, held: Held, new: NewProposal) -> NewProposal:
    """A proposal in its kept form: what says how to treat the item keeps its text as its reasons.

    Raises:
        ProposalTooLong, ProposalTextMissing, MotiveMissing.
        ProposalUnfit: there is no room for such a proposal in this item, or no such point.
    """
    for given, most in ((new.text, MOST_TEXT), (new.motive, MOST_MOTIVE)):
        if len(given) > most:
            raise ProposalTooLong(most=most, given=len(given))
    kind, text, motive = new.kind, proposal_words.tidy(new.text), new.motive.strip()
    if group(kind) is Group.FORMAL:
        text, motive = "", "\n\n".join(part for part in (new.text.strip(), motive) if part)
    if kind is Kind.APPROVAL and kind not in kinds_for(held.item, held.standing):
        kind = Kind.BOARD
    clause = None if group(kind) is Group.FORMAL else new.clause
    _require_room(session, held, kind, text, clause)
    require_whole(kind, text, motive)
    return NewProposal(kind, text, motive, clause)


def _require_room(session: Session, held: Held, kind: Kind, text: str, clause: int | None) -> None:
    """Stop a kind that the item has no room for, and a point that it does not have."""
    if kind is Kind.BOARD and kind not in {one.kind for one in held.standing}:
        raise UnknownProposal
    offered = Kind.OTHER if kind is Kind.COUNTER else kind
    if offered not in kinds_for(held.item, held.standing) or (kind is Kind.BOARD and text):
        raise ProposalUnfit(kind=kind.value)
    if clause is not None and session.get(Clause, (held.item.id, clause)) is None:
        raise ProposalUnfit(kind=kind.value, clause=clause)


def same(held: Held, new: NewProposal) -> Proposal | None:
    """The proposal that wants the same already.

    Raises:
        ProposalRefused: it is there, and who presides refuses to put it.
    """
    for one in held.proposals:
        if one.refused is not None and _repeats(held, new, one):
            raise refusal(one.refused)
    alike = (one for one in held.proposals if stands(one) and _alike(new, one))
    return next(alike, None)


def _alike(new: NewProposal, one: Proposal) -> bool:
    if one.kind is not new.kind:
        return False
    if new.kind is Kind.REFERRAL:
        return one.motive == new.motive
    if new.kind is Kind.BOARD:
        return True
    bare = not one.phrase.startswith(NAMES.get(one.kind, "–"))
    return joins(new.kind, new.text) and bare and one.clause == new.clause


def _repeats(held: Held, new: NewProposal, refused: Proposal) -> bool:
    words = proposal_words.worded(_said(new, ""), held.item.kind, against(held))
    return (new.kind, words.decision) == (refused.kind, refused.decision)


def made(session: Session, held: Held, new: NewProposal, mover: Person, now: datetime) -> Proposal:
    """Write a new proposal, last among those of its item."""
    words = proposal_words.worded(
        _said(new, called(session, mover)),
        held.item.kind,
        against(held),
        [one.phrase for one in held.proposals],
    )
    proposal = Proposal(
        item_id=held.item.id,
        position=1 + max((one.position for one in held.proposals), default=0),
        kind=new.kind,
        phrase=words.phrase,
        effect=words.effect,
        decision=words.decision,
        clause=new.clause,
        motive=new.motive,
        moved_at=now,
        movers=[mover_of(session, mover, seconds=False)],
    )
    session.add(proposal)
    session.flush()
    return proposal


def anew(held: Held, proposal: Proposal, new: NewProposal) -> Words:
    """The words of a proposal with another text: it is still called what it was called."""
    if proposal.kind not in OWN_TEXT:
        return words_of(proposal)
    words = proposal_words.worded(_said(new, ""), held.item.kind, against(held))
    return replace(words, phrase=proposal.phrase)


def words_of(proposal: Proposal) -> Words:
    """A proposal's words."""
    return Words(proposal.phrase, proposal.effect, proposal.decision)


def told(words: Words) -> Mapping[str, str]:
    """A proposal's words, as the journal keeps them."""
    return {"phrase": words.phrase, "effect": words.effect, "decision": words.decision}


def against(held: Held) -> str:
    """The phrase of what an amendment changes and a rejection rejects: the board's proposal."""
    boards: Iterator[str] = (one.phrase for one in held.standing if one.kind is Kind.BOARD)
    return next(boards, "")


def _said(new: NewProposal, by: str) -> Said:
    return Said(new.kind, new.text, by, new.clause)
