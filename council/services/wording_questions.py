"""What Yes and No mean of a question, as the voter and the protocol read it.

Each gives yes phrase, yes effect, no phrase, no effect: the formal meaning, then what follows.
"""

from council.law.proposals import Kind
from council.law.questions import Kind as QuestionKind
from council.law.tally import Choice
from council.services import wording
from council.store.models import Body, Proposal, Question

Words = tuple[str, str, str, str]

TODAY = ("att ärendet ska avgöras i dag", "vi går vidare till förslagen")
FORMAL = {
    Kind.DISMISSAL: ("att ärendet avvisas", "inget beslut i sak"),
    Kind.ADJOURNMENT: ("att sammanträdet ajourneras", "ärendet fortsätter efter pausen"),
    Kind.TABLING: ("att ärendet bordläggs", "inget beslut i sak i dag"),
    Kind.REFERRAL: ("att ärendet återremitteras", "inget beslut i sak i dag"),
}
GOING_ON = ("att sammanträdet ska fortsätta", "vi går vidare med ärendet")
LEAVE: Words = (
    "att interpellationen får ställas",
    "interpellationen besvaras",
    "att interpellationen inte får ställas",
    "interpellationen besvaras inte",
)
DECIDED = {
    Kind.DISMISSAL: "avvisa ärendet",
    Kind.TABLING: "bordlägga ärendet",
    Kind.REFERRAL: "återremittera ärendet",
}
"""What is decided where a formal proposal carries, after "beslutar att"."""
WITH_REASONS = frozenset({Kind.REFERRAL})
"""Formal proposals whose reasons are part of the decision (KL 5 kap. 50 § tredje stycket)."""


def formal(proposal: Proposal) -> Words:
    """Custom has yes for deciding today and no for the formal proposal."""
    today = GOING_ON if proposal.kind is Kind.ADJOURNMENT else TODAY
    return (*today, *FORMAL[proposal.kind])


def addition(proposal: Proposal) -> Words:
    """An addition against its rejection."""
    return (
        f"bifall till {proposal.phrase}",
        proposal.effect,
        f"avslag på {proposal.phrase}",
        "inget tillägg",
    )


def found(body: Body, question: Question | None) -> str:
    """What the chair finds, after "Ordföranden finner att"."""
    council = wording.definite(body)
    if question is None:
        return "ärendet läggs till handlingarna"
    if question.kind is QuestionKind.MAIN:
        chosen = question.found_proposal
        point = "" if question.clause is None else f" i punkt {question.clause}"
        what = question.yes_phrase if chosen is None else wording.put_as(chosen)
        return f"{council} beslutar{point} enligt {what}"
    yes = question.found is Choice.YES
    phrase = question.yes_phrase if yes else question.no_phrase
    if question.kind is QuestionKind.PREPARATORY:
        return f"{phrase} får mest stöd"
    if question.kind is QuestionKind.ADDITION:
        verb = "bifaller" if yes else "avslår"
        return f"{council} {verb} {wording.wanted(question.yes_phrase)}"
    return phrase.removeprefix("att ")


def main(yes: Proposal, no: Proposal | None, clause: int | None) -> Words:
    """The main proposal against the counter-proposal, or against its own rejection."""
    if no is None:
        rejected = wording.rejection(yes) + _point(yes, clause)
        return (_on_point(yes, clause), yes.effect, rejected, wording.REJECTION_EFFECT)
    return (_on_point(yes, clause), yes.effect, _on_point(no, clause), no.effect)


def _on_point(proposal: Proposal, clause: int | None) -> str:
    return proposal.phrase + _point(proposal, clause)


def _point(proposal: Proposal, clause: int | None) -> str:
    """A proposal on the whole says which point is put; one on that point says it by itself."""
    return "" if clause is None or proposal.clause == clause else f" i punkt {clause}"
