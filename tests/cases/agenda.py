"""Items and proposals in the words that the cases ask for."""

from collections.abc import Sequence

from council.law.proposals import Kind
from council.services.drafts import NewItem, NewMover, NewProposal
from council.store.models import ItemKind

BOARD = "Regionstyrelsen"

KINDS = {
    "bifall": Kind.APPROVAL,
    "avslag": Kind.REJECTION,
    "ändring": Kind.AMENDMENT,
    "motförslag": Kind.COUNTER,
    "tillägg": Kind.ADDITION,
    "återremiss": Kind.REFERRAL,
    "bordläggning": Kind.TABLING,
    "avvisning": Kind.DISMISSAL,
    "ajournering": Kind.ADJOURNMENT,
    "eget": Kind.OTHER,
}
"""What the cases call a proposal."""

WORDS = {
    Kind.BOARD: ("regionstyrelsens förslag", "förslaget bifalls", "bifalla förslaget"),
    Kind.APPROVAL: ("bifall till motionen", "motionen bifalls", "bifalla motionen"),
    Kind.REJECTION: ("avslag på förslaget", "förslaget avslås", "avslå förslaget"),
    Kind.AMENDMENT: ("ändringsyrkandet", "förslaget ändras", "bifalla ändringsyrkandet"),
    Kind.COUNTER: ("motförslaget", "motförslaget bifalls", "bifalla motförslaget"),
    Kind.OTHER: ("yrkandet", "yrkandet bifalls", "bifalla yrkandet"),
    Kind.ADDITION: ("tilläggsyrkandet", "tillägget görs", "göra tillägget"),
    Kind.REFERRAL: ("återremiss", "ärendet återremitteras", "återremittera ärendet"),
    Kind.TABLING: ("bordläggning", "ärendet bordläggs", "bordlägga ärendet"),
    Kind.DISMISSAL: ("avvisning", "ärendet avvisas", "avvisa ärendet"),
    Kind.ADJOURNMENT: ("ajournering", "sammanträdet ajourneras", "ajournera sammanträdet"),
}
"""Phrase, effect and decision of a proposal where the case has no words of its own."""


def proposal(kind: Kind, phrase: str = "", effect: str = "", more: str = "") -> NewProposal:
    """A proposal; what is not told is worded as usual. ``more``: what else it would decide."""
    usual, follows, decision = WORDS[kind]
    by = BOARD if kind is Kind.BOARD else "En ledamot"
    return NewProposal(
        kind=kind,
        phrase=phrase or usual,
        effect=effect or follows,
        decision=(f"bifalla {phrase}" if phrase else decision) + more,
        movers=(NewMover(by),),
    )


def matter(
    *proposals: NewProposal,
    kind: ItemKind = ItemKind.DECISION,
    title: str = "Ett ärende",
) -> NewItem:
    """An item with its proposals."""
    return NewItem(
        title=title,
        kind=kind,
        reference="Dnr PROV-1",
        proposals=proposals,
    )


def competing(names: Sequence[str], more: str = "") -> list[NewProposal]:
    """Proposals that exclude each other, the board's first, each under its own name."""
    return [
        proposal(Kind.BOARD if place == 0 else Kind.COUNTER, name, name, more)
        for place, name in enumerate(names)
    ]
