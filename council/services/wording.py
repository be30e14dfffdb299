"""The sentences of the record, filled with its facts.

They are part of what is decided and attested, so they are Swedish whatever language a reader
has chosen; interface texts go through gettext instead (docs/decisions/0005).
"""

from collections.abc import Sequence

from council.law.tally import Choice
from council.store.models import Body, Division, Item, ItemKind, Mover, Proposal

NBSP = "\u00a0"

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


def rejects(body: Body, proposal: Proposal) -> str:
    """The decision where the only proposal lost."""
    return sentence(f"{body.name} beslutar att avslå {proposal.phrase}")


REJECTION_EFFECT = "förslaget avslås"
"""What follows where the only proposal loses."""
PREPARATORY_EFFECT = "blir motförslag och ställs mot huvudförslaget"
"""What follows of winning a preparatory division."""


def rejection(proposal: Proposal) -> str:
    """What No stands for where only one proposal is put."""
    return f"avslag på {proposal.phrase}"


def named(mover: Mover) -> str:
    """A mover as the protocol names one: "Ledamot 33 (V)"."""
    return f"{mover.name}{NBSP}({mover.party})" if mover.party else mover.name


def moved(item: Item, proposal: Proposal) -> str:
    """One line of the heading Yrkanden."""
    first = [named(mover) for mover in proposal.movers if not mover.seconds]
    seconds = [named(mover) for mover in proposal.movers if mover.seconds]
    who = listed(first) or "Okänd"
    verb = "föreslår att fullmäktige beslutar att" if proposal.kind == "board" else "yrkar"
    what = proposal.decision if proposal.kind == "board" else proposal.phrase
    backing = f", med instämmande av {listed(seconds)}," if seconds else ""
    return sentence(f"{who}{backing} {verb} {what}")


def put(body: Body, order: Sequence[Proposal], found: Proposal | None) -> str:
    """What the chair put and what the chair found."""
    council = definite(body)
    if found is None:
        return f"Ordföranden finner att {council} lägger ärendet till handlingarna."
    if len(order) == 1:
        return (
            f"Ordföranden ställer proposition på {found.phrase} och finner att {council} "
            "beslutar enligt detta."
        )
    phrases = listed([f"på {proposal.phrase}" for proposal in order])
    return (
        f"Ordföranden ställer proposition {phrases} och finner att {council} "
        f"beslutar enligt {found.phrase}."
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
    return f"Ja för {division.yes_phrase}. Nej för {division.no_phrase}."


def meaning(phrase: str, effect: str) -> str:
    """What a vote means, as it is read on the ballot: the formal, then the consequence."""
    return f"för {phrase}, {effect}" if effect else f"för {phrase}"


def counts(division: Division) -> str:
    """The figures: "38 ja, 31 nej, 2 avstår, 0 frånvarande."."""
    return (
        f"{division.votes_yes}{NBSP}ja, {division.votes_no}{NBSP}nej, "
        f"{division.votes_abstain}{NBSP}avstår, {division.votes_absent}{NBSP}frånvarande."
    )


def result(body: Body, division: Division) -> str:
    """The figures and what they mean for the record."""
    text = counts(division)
    if division.outcome is None:
        return text
    if division.casting_vote is not None:
        vote = "ja" if division.casting_vote is Choice.YES else "nej"
        text += f" Ordföranden har utslagsröst och röstar {vote}."
    winner = division.yes_phrase if division.outcome is Choice.YES else division.no_phrase
    if division.kind == "preparatory":
        return text + f" Motförslag blir {winner}."
    return text + f" {body.name} har därmed beslutat enligt {winner}."


def title_of_kind(kind: ItemKind) -> str:
    """The kind of an item in one word."""
    return {
        ItemKind.DECISION: "Beslutsärende",
        ItemKind.MOTION: "Motion",
        ItemKind.ELECTION: "Val",
        ItemKind.INTERPELLATION: "Interpellation",
        ItemKind.QUESTION: "Fråga",
        ItemKind.INFORMATION: "Information",
    }[kind]
