"""What was said and moved in an item, as its § tells it."""

from collections.abc import Iterable, Sequence

from council.law.proposals import Ground
from council.law.rules import RULES
from council.law.speaking import Kind
from council.services import wording
from council.services.protocol_parts import Section
from council.services.protocol_service import person_in_record
from council.store.models import Item, Proposal, ProposalState, Speech
from council.store.queries.protocol import Record

GROUNDS = {
    Ground.NEW_ITEM: ("det väcker ett nytt ärende", "new_item"),
    Ground.UNLAWFUL: ("det skulle leda till ett olagligt beslut", "unlawful_proposal"),
}
"""Why a proposal is not put, and by which rule."""


def moved_sections(record: Record, item: Item) -> Iterable[Section]:
    """Yttranden and Yrkanden. What was withdrawn is not recorded (KL 5 kap. 67 §)."""
    if said := spoke(record.speeches.get(item.id, ())):
        yield Section("speeches", "Yttranden", said)
    kept = [one for one in item.proposals if one.state is not ProposalState.WITHDRAWN]
    if kept:
        text = " ".join(sentence for one in kept for sentence in told(record, item, one))
        times = tuple(one.moved_at for one in kept if one.moved_at is not None)
        yield Section("proposals", "Yrkanden", text, times=times)


def spoke(speeches: Sequence[Speech]) -> str:
    """ "I ärendet yttrar sig A och B.", each once; a point of order is no word in the matter."""
    names = [_speaker(one) for one in speeches if one.kind is not Kind.ORDER]
    if not names:
        return ""
    return f"I ärendet yttrar sig {wording.listed(list(dict.fromkeys(names)))}."


def _speaker(speech: Speech) -> str:
    return speech.guest if speech.person is None else person_in_record(speech.person)


def told(record: Record, item: Item, proposal: Proposal) -> Iterable[str]:
    """What was moved, for what reasons, and why it was not put where it was not."""
    yield wording.moved(item, proposal)
    if proposal.motive:
        yield f"Motivering: {wording.sentence(proposal.motive)}"
    if proposal.refused is not None:
        yield refused(proposal, record.refusals.get(proposal.id, ""))


def refused(proposal: Proposal, reason: str) -> str:
    """That the chair does not put a proposal, on what ground, and why."""
    why, rule = GROUNDS[proposal.refused or Ground.NEW_ITEM]
    text = f"Ordföranden ställer inte proposition på yrkandet, eftersom {why}"
    return f"{text} ({RULES[rule].section})" + (f": {wording.sentence(reason)}" if reason else ".")
