"""The sentences of the record, filled with its facts.

They are part of what is decided and attested, so they are Swedish whatever language a reader
has chosen; interface texts go through gettext instead (docs/decisions/0005).
"""

from collections.abc import Sequence
from datetime import datetime

from council.law.proposals import Kind as ProposalKind
from council.law.tally import Choice
from council.services.record_words import NBSP, clock
from council.store.models import (
    Body,
    Division,
    DivisionKind,
    Item,
    ItemKind,
    Mover,
    Proposal,
)

_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva")
NUMBERS = (*_NUMBERS, "tolv")
"""Whole numbers that are written as words."""


def number(count: int) -> str:
    """A number in running text: words up to twelve, then figures."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def sentence(text: str) -> str:
    """A capital first, a full stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def listed(parts: Sequence[str]) -> str:
    """Several, as they are read aloud: "A, B och C"."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " och " + parts[-1]


def definite(body: Body) -> str:
    """The body inside a sentence: "regionfullmäktige"."""
    return body.name[:1].lower() + body.name[1:]


def decides(body: Body, proposal: Proposal | None) -> str:
    """The decision: "Regionfullmäktige beslutar att avslå motionen."."""
    what = "lägga ärendet till handlingarna" if proposal is None else proposal.decision
    return sentence(f"{body.name} beslutar att {what}")


def decides_all(body: Body, parts: Sequence[str]) -> str:
    """A decision in several parts: "Regionfullmäktige beslutar att A, att B och att C."."""
    return sentence(f"{body.name} beslutar {listed([f'att {part}' for part in parts])}")


def rejecting(proposal: Proposal) -> str:
    """What is decided where the only proposal lost, after "beslutar att"."""
    return f"avslå {wanted(proposal.phrase)}"


REJECTION_EFFECT = "förslaget avslås"
"""What follows where the only proposal loses."""


def preparatory_effect(left: int) -> str:
    """What follows of winning a preparatory division; ``left``: how many remain after it."""
    if left:
        return "går vidare till nästa förberedande omröstning"
    return "blir motförslag och ställs mot huvudförslaget"


def rejection(proposal: Proposal) -> str:
    """What No stands for where only one proposal is put."""
    return f"avslag på {wanted(proposal.phrase)}"


def wanted(phrase: str) -> str:
    """What a proposal is about: "bifall till motionen" is about "motionen"."""
    return phrase.removeprefix("bifall till ")


def whom(name: str, party: str | None) -> str:
    """A person as the record names one: "Ledamot 33 (V)"."""
    return f"{name}{NBSP}({party})" if party else name


def named(mover: Mover) -> str:
    """A mover as the protocol names one."""
    return whom(mover.name, mover.party)


def moved(item: Item, proposal: Proposal) -> str:
    """What one proposal adds to the heading Yrkanden."""
    first = _movers(proposal, seconds=False) or "Okänd"
    seconds = _movers(proposal, seconds=True)
    if proposal.kind is ProposalKind.BOARD:
        text = sentence(f"{first} föreslår att fullmäktige beslutar att {proposal.decision}")
        return text + (f" {seconds} yrkar bifall till {proposal.phrase}." if seconds else "")
    backing = f", med instämmande av {seconds}," if seconds else ""
    if proposal.phrase.startswith(BARE):
        return sentence(f"{first}{backing} yrkar {proposal.phrase}")
    return sentence(f"{first}{backing} yrkar att fullmäktige beslutar att {proposal.decision}")


def put_as(proposal: Proposal) -> str:
    """A proposal as the chair puts it: "yrkandet från Ledamot 33 (V) om bifall till motionen"."""
    if not proposal.phrase.startswith(BARE):
        return proposal.phrase
    first = _movers(proposal, seconds=False)
    return f"yrkandet {f'från {first} ' if first else ''}om {proposal.phrase}"


def _movers(proposal: Proposal, *, seconds: bool) -> str:
    return listed([named(mover) for mover in proposal.movers if mover.seconds is seconds])


BARE = ("bifall till ", "avslag på ")
"""How phrases begin that say what is wanted and not whose proposal it is."""


def put(body: Body, order: Sequence[Proposal], found: Proposal | None) -> str:
    """What the chair put and what the chair found."""
    council = definite(body)
    if found is None:
        return f"Ordföranden finner att {council} lägger ärendet till handlingarna."
    phrases = listed([f"på {put_as(proposal)}" for proposal in order])
    according = "detta" if len(order) == 1 else put_as(found)
    return (
        f"Ordföranden ställer proposition {phrases} och finner att {council} "
        f"beslutar enligt {according}."
    )


def chain(order: Sequence[Proposal], main: Proposal) -> str:
    """How the counter-proposal is chosen, where more than two compete."""
    others = [proposal for proposal in order if proposal.id != main.id]
    if len(others) < 2:
        return ""
    steps = [f"{others[-1].phrase}"]
    text = f"{main.phrase} är huvudförslag. Om motförslag till huvudförslaget ställs "
    text += f"{others[-2].phrase} mot {steps[0]}."
    text += "".join(
        f" Det förslag som då vinner ställs mot {other.phrase}." for other in others[-3::-1]
    )
    return sentence(text + " I huvudomröstningen ställs huvudförslaget mot motförslaget.")


def requested(name: str | None) -> str:
    """Whether and by whom a division was asked for."""
    return f"Omröstning begärs av {name}." if name else "Omröstning begärs inte."


def voting_proposition(division: Division) -> str:
    """What Yes and No mean, as the meeting approves it."""
    return (
        f"Den som röstar för {division.yes_phrase} röstar ja. "
        f"Den som röstar för {division.no_phrase} röstar nej."
    )


def question(division: Division) -> str:
    """What the voter is asked: "Ja för … . Nej för … ."."""
    if division.secret and not division.yes_phrase:
        return "Vilka väljs?"
    return f"Ja för {division.yes_phrase}. Nej för {division.no_phrase}."


def meaning(phrase: str, effect: str) -> str:
    """What a vote means, as it is read on the ballot: the formal, then the consequence."""
    if not phrase:  # an election by slips has no sides
        return ""
    return f"för {phrase}, {effect}" if effect else f"för {phrase}"


def against(proposal: Proposal) -> str:
    """What No means where a proposal is put to acclamation by itself."""
    return f"mot {proposal.phrase}"


def counts(division: Division) -> str:
    """The figures: "38 ja, 31 nej, 2 avstår, 0 frånvarande."."""
    return (
        f"{division.votes_yes}{NBSP}ja, {division.votes_no}{NBSP}nej, "
        f"{division.votes_abstain}{NBSP}avstår, {division.votes_absent}{NBSP}frånvarande."
    )


def result(body: Body, division: Division, *, last: bool = True) -> str:
    """The figures and what they mean for the record.

    ``last``: of a preparatory division, that no further one comes before the main division.
    """
    text = counts(division)
    if division.outcome is None:
        return text
    if division.casting_vote is not None:
        vote = "ja" if division.casting_vote is Choice.YES else "nej"
        text += f" Ordföranden har utslagsröst och röstar {vote}."
    winner = division.yes_phrase if division.outcome is Choice.YES else division.no_phrase
    if division.kind is DivisionKind.PREPARATORY:
        then = "blir motförslag" if last else "går vidare till nästa omröstning"
        return text + " " + sentence(f"{winner} {then}")
    if division.outcome is Choice.NO and division.no_id is None:
        return text + f" {body.name} har därmed beslutat att avslå {wanted(division.yes_phrase)}."
    if division.no_id is None and winner.startswith(BARE[0]):
        return text + f" {body.name} har därmed beslutat att bifalla {wanted(winner)}."
    according = f"yrkandet om {winner}" if winner.startswith(BARE) else winner
    return text + f" {body.name} har därmed beslutat enligt {according}."


def annulled(division: Division, at: datetime, *, again: bool) -> str:
    """That a division was declared void, why, and whether a new one followed."""
    reason = (division.annul_reason or "").rstrip(".")
    text = f"Ordföranden förklarar omröstningen ogiltig {clock(at)}: {reason}."
    return text + (" En ny omröstning genomförs." if again else "")


def title_of_kind(kind: ItemKind) -> str:
    """The kind of an item in one word."""
    return {
        ItemKind.DECISION: "Beslutsärende",
        ItemKind.MOTION: "Motion",
        ItemKind.BUDGET: "Budget",
        ItemKind.ELECTION: "Val",
        ItemKind.APPOINTMENT: "Anställning",
        ItemKind.INTERPELLATION: "Interpellation",
        ItemKind.QUESTION: "Fråga",
        ItemKind.MOTION_RECEIVED: "Inkommen motion",
        ItemKind.ANNOUNCEMENT: "Anmälan",
        ItemKind.INFORMATION: "Information",
    }[kind]
