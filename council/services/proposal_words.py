"""From what a member says to a proposal's words, as ballots and the protocol use them.

``phrase`` fits "den som röstar för …", ``effect`` says what follows, ``decision`` stands after
"beslutar att". A free text gives sound sentences whether it is written "att regionen …" or not.
The record speaks Swedish (docs/decisions/0005).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from council.law.proposals import Kind
from council.services.wording import listed
from council.store.models import ItemKind

EDGES = re.compile(r"^[\s–\-•*.;,]+|[\s–\-•*.;,]+$")
"""What is dropped at the ends of a line: spaces, bullets and stops."""
SHORT = 200
"""How many letters of a free text stand in a ballot's button."""
ORDINALS = ("andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde")

NAMES = {
    Kind.AMENDMENT: "ändringsyrkandet",
    Kind.ADDITION: "tilläggsyrkandet",
    Kind.COUNTER: "motförslaget",
    Kind.OTHER: "yrkandet",
    Kind.APPROVAL: "bifallsyrkandet",
    Kind.REJECTION: "avslagsyrkandet",
}
"""What a proposal with a text of its own is called."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on ballots and in the protocol, letter by letter."""

    phrase: str
    effect: str
    decision: str


FORMAL = {
    Kind.DISMISSAL: Words("avvisning", "ärendet avvisas, inget beslut i sak", "avvisa ärendet"),
    Kind.ADJOURNMENT: Words("ajournering", "sammanträdet ajourneras", "ajournera sammanträdet"),
    Kind.TABLING: Words(
        "bordläggning", "ärendet bordläggs, inget beslut i sak i dag", "bordlägga ärendet"
    ),
    Kind.REFERRAL: Words(
        "återremiss", "ärendet återremitteras, inget beslut i sak i dag", "återremittera ärendet"
    ),
}
"""What is proposed about the treatment needs no words of its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody proposes: what kind, the own text, who says it, and on which point."""

    kind: Kind
    text: str
    by: str
    clause: int | None = None


def worded(said: Said, item: ItemKind, against: str, taken: Collection[str] = ()) -> Words:
    """The words of a proposal.

    ``against``: the phrase of what is proposed already ("regionstyrelsens förslag"), which an
    amendment changes and a rejection rejects; ``taken``: the phrases of the item's proposals,
    since what a vote is for must be told apart by its words.
    """
    words = FORMAL.get(said.kind) or _material(said, item, against)
    return Words(_apart(words.phrase, said.by, taken), words.effect, words.decision)


def tidy(text: str) -> str:
    """A typed text as one line of a sentence: no line breaks, no full stop at the end."""
    lines = [EDGES.sub("", line) for line in text.splitlines()]
    lines = [line for line in lines if re.search(r"\w", line)]
    if len(lines) > 1 and all(line.lower().startswith("att ") for line in lines):
        return listed(lines)
    return ". ".join(lines)


def _material(said: Said, item: ItemKind, against: str) -> Words:
    """What is proposed in the matter itself."""
    motion = item is ItemKind.MOTION
    point = f" i punkt {said.clause}" if said.clause else ""
    base = ("motionen" if motion else against or "förslaget") + point
    subject = ("motionen" if motion else "förslaget") + point
    if said.text:
        return _own(said, base, point)
    if said.kind is Kind.REJECTION:
        return Words(f"avslag på {base}", f"{subject} avslås", f"avslå {base}")
    return Words(f"bifall till {base}", f"{subject} bifalls", f"bifalla {base}")


def _own(said: Said, base: str, point: str) -> Words:
    """A proposal in somebody's own words."""
    name = NAMES[said.kind]
    clause = _clause(said.text)
    quoted = "”" + re.sub(r'[”"]', "’", said.text) + "”"
    if said.kind is Kind.AMENDMENT:
        change = f"den ändringen att {clause}" if clause else f"följande ändring: {quoted}"
        decision = f"bifalla {base} med {change}"
    else:
        decision = clause or f"bifalla {name} {quoted}"
    return Words(f"{name} från {said.by}{point}", _short(clause or said.text), decision)


def _clause(text: str) -> str:
    """What follows "att" in a text that is one sentence written so; nothing where it is not."""
    pattern = r"(?:(?:jag |vi )?yrkar (?:på )?)?att (.+)"
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    several = re.search(r"[.!?]\s", text)
    return match[1] if match and not several else ""


def _short(text: str) -> str:
    """As much of a text as a ballot has room for, cut between words."""
    if len(text) <= SHORT:
        return text
    return text[:SHORT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _apart(phrase: str, by: str, taken: Collection[str]) -> str:
    """The phrase, or one that differs from those that are there."""
    if phrase not in taken:
        return phrase
    if f"från {by}" not in phrase:
        phrase = f"{phrase} enligt yrkandet från {by}"
    ways = [phrase, *(_counted(phrase, ordinal) for ordinal in ORDINALS)]
    free = (one for one in ways if one not in taken)
    return next(free, f"{phrase} ({len(taken) + 1})")


def _counted(phrase: str, ordinal: str) -> str:
    """ "det andra ändringsyrkandet från …"."""
    if " enligt yrkandet " in phrase:
        return phrase.replace(" enligt yrkandet ", f" enligt det {ordinal} yrkandet ")
    return f"det {ordinal} {phrase}"


def typed(kind: Kind, decision: str) -> str:
    """The text that a decision was worded from, fit to be changed and worded again."""
    if kind is Kind.AMENDMENT:
        _, _, changed = decision.partition(" med den ändringen att ")
        _, _, quoted = decision.partition(" med följande ändring: ”")
        return f"att {changed}" if changed else quoted.removesuffix("”")
    quoted_own = re.fullmatch(r"bifalla \w+ ”(.*)”", decision)
    return quoted_own[1] if quoted_own else f"att {decision}"
