"""Two texts beside each other, word by word: what is in both, only in one, only in the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. ``kind``: ``same``, ``theirs`` or ``mine``."""

    kind: str
    text: str


def pieces(theirs: str, mine: str) -> Iterator[Piece]:
    """What somebody else wrote against what one wrote oneself."""
    old, new = WORD.findall(theirs), WORD.findall(mine)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("theirs", "".join(old[a:b]))
        if c < d:
            yield Piece("mine", "".join(new[c:d]))
