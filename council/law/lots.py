r"""A lot that anyone can check afterwards: KL 5 kap. 56 § andra stycket, LPV.

The law asks for a lot and does not say how it is drawn. Before it, the SHA-256 of a secret seed
is shown to everybody: the commitment. Then something is said aloud in the hall, which nobody
knew when the seed was made: the contribution. Then the seed is shown, and each candidate's number
is the SHA-256 of five lines of text; the lot falls on the smallest. With the seed known anyone
can do the sum again, for instance with ``printf '…' | sha256sum``.

Neither who made the seed nor who spoke in the hall can steer the lot alone. No chance is drawn
here: the seed is made where the lot is prepared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from council.law.refusals import LotBroken

DOMAIN = "klubbslag/lot/1"
"""First line of everything that is hashed here, so that no other hash can be taken for it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one lot is drawn from: the seed, the hall's words, and which lot in turn it is."""

    seed: str
    contribution: str
    number: int


def commitment(seed: str) -> str:
    """What is shown before: the SHA-256 of the domain and the seed, in hex."""
    return _hash(DOMAIN, seed)


def one_line(words: str) -> str:
    """The hall's words as they are hashed: on one line, single spaces."""
    return " ".join(words.split())


def number_of(drawing: Drawing, candidate: str) -> str:
    """A candidate's number in one lot, in hex: the smallest wins."""
    return _hash(*lines(drawing, candidate))


def lines(drawing: Drawing, candidate: str) -> tuple[str, ...]:
    """The lines that are hashed for one candidate, joined by line breaks, none at the end."""
    said = one_line(drawing.contribution)
    return (DOMAIN, drawing.seed, said, str(drawing.number), one_line(candidate))


def draw(drawing: Drawing, between: Sequence[str]) -> str:
    """On whom the lot falls."""
    return min(between, key=lambda candidate: (number_of(drawing, candidate), candidate))


def verify(committed: str, drawing: Drawing, between: Sequence[str], falls_to: str) -> None:
    """Check a lot that was drawn.

    Raises:
        LotBroken: with what does not agree: ``commitment`` or ``result``.
    """
    if commitment(drawing.seed) != committed:
        raise LotBroken(what="commitment")
    if not between or draw(drawing, between) != falls_to:
        raise LotBroken(what="result")


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
