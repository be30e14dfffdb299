"""A decision as a headline: "Motionen om medlemskap i Klimatkommunerna avslogs".

Titles and proposals are written by the council, in Swedish; where they fit together they are
read as one sentence, and where they do not, as a title and what follows from the decision.
"""

from council.law.proposals import Group, group
from council.law.proposals import Kind as ProposalKind
from council.law.tally import Choice
from council.services.wording import REJECTION_EFFECT
from council.store.models import Division, Item, ItemKind, Proposal, ProposalState

PAST = {
    "antas": "antogs",
    "avslås": "avslogs",
    "beviljas": "beviljades",
    "bifalls": "bifölls",
    "bordläggs": "bordlades",
    "fastställs": "fastställdes",
    "förkastas": "förkastades",
    "godkänns": "godkändes",
    "inrättas": "inrättades",
    "införs": "infördes",
    "upphävs": "upphävdes",
    "utses": "utsågs",
    "väljs": "valdes",
    "återremitteras": "återremitterades",
    "ändras": "ändrades",
}
"""What is decided, and what was decided, in one verb."""
DEFINITE = {
    ItemKind.INTERPELLATION: ("Interpellation", "Interpellationen"),
    ItemKind.QUESTION: ("Fråga", "Frågan"),
    ItemKind.INFORMATION: ("Information", "Informationen"),
    ItemKind.MOTION: ("Motion", "Motionen"),
}
"""How a title begins, and how a sentence about it does."""
CHOSEN = "beslutar att välja "
"""Before the names, in the decision of an election by slips."""
ACTS = (("bifall till ", "bifalls"), ("avslag på ", "avslås"))
"""What a proposal asks for in its first words, as a verb."""


def of_item(item: Item) -> str:
    """What was decided in an item: the title and the proposal that carried."""
    carried = decisive(item)
    if carried is not None:
        return of_proposal(item.title, carried)
    if item.kind is ItemKind.ELECTION and CHOSEN in (item.decision or ""):
        names = (item.decision or "").split(CHOSEN, 1)[1].rstrip(".")
        return f"{item.title}: {names} valdes"
    if item.proposals:
        return f"{item.title}: {REJECTION_EFFECT}"
    before, after = DEFINITE.get(item.kind, ("", ""))
    if before and item.title.startswith(f"{before} "):
        return f"{after}{item.title.removeprefix(before)} lades till handlingarna"
    return f"{item.title}: ärendet lades till handlingarna"


def decisive(item: Item) -> Proposal | None:
    """The proposal that settles what an item came to: one on the matter, else a formal one."""
    carried = [one for one in item.proposals if one.state is ProposalState.CARRIED]
    material = [one for one in carried if group(one.kind) is Group.MATERIAL]
    ending = [one for one in carried if one.kind is not ProposalKind.ADJOURNMENT]
    return next(iter([*material, *ending]), None)


def of_proposal(title: str, proposal: Proposal, *, past: bool = True) -> str:
    """A title and the proposal that won, decided or not yet."""
    return joined(title, _verb_phrase(proposal.phrase) or proposal.effect, past=past) or (
        f"{title}: {proposal.effect or proposal.phrase}"
    )


def joined(title: str, effect: str, *, past: bool) -> str:
    """ "Motion om …" and "motionen avslås" as one sentence; empty where they do not fit."""
    noun, _, verb = effect.partition(" ")
    first, _, rest = title.partition(" ")
    if not rest or verb not in PAST or not noun.startswith(first.lower()):
        return ""
    return f"{noun[:1].upper()}{noun[1:]} {rest} {PAST[verb] if past else verb}"


def of_division(item: Item, division: Division) -> str:
    """What a closed main division gave: in the past tense once the gavel has fallen."""
    past = item.decided_at is not None
    won = division.yes if division.outcome is Choice.YES else division.no
    if won is None:
        return f"{item.title}: {division.no_effect}"
    return of_proposal(item.title, won, past=past)


def figures(division: Division) -> str:
    """ "38 mot 31": the winner's first; of an election by slips, that it was secret."""
    if division.votes_yes is None:
        return "sluten omröstning"
    yes, no = division.votes_yes or 0, division.votes_no or 0
    first, last = (no, yes) if division.outcome is Choice.NO else (yes, no)
    return f"{first} mot {last}"


def _verb_phrase(phrase: str) -> str:
    for start, verb in ACTS:
        if phrase.startswith(start):
            return f"{phrase.removeprefix(start)} {verb}"
    return ""
