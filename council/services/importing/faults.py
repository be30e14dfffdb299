"""What is wrong with a file: where, what stood there, what was expected."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

LONGEST_SHOWN = 60
FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of a text, so that it reads as something else than it is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``row`` is a line of a table, or the path of an object."""

    row: int | str
    column: str
    stood: str
    expected: str


class FaultyFile(Exception):
    """A file that is not read in, with every fault that was found in it."""

    def __init__(self, faults: Sequence[Fault], beyond: int = 0) -> None:
        super().__init__(f"{len(faults) + beyond} faults")
        self.faults = tuple(faults)
        self.beyond = beyond
        """How many there are beside those that are named."""


MOST_NAMED = 10_000
"""Faults that are named of one file; of the others it is told how many they are."""


@dataclass(slots=True)
class Gathered:
    """The faults of a file that may hold more of them than anybody reads."""

    named: list[Fault] = field(default_factory=list)
    beyond: int = 0

    def add(self, fault: Fault) -> None:
        """Note a fault."""
        if len(self.named) < MOST_NAMED:
            self.named.append(fault)
        else:
            self.beyond += 1

    def require_none(self) -> None:
        """Stop if anything was wrong.

        Raises:
            FaultyFile: with the faults.
        """
        if self.named:
            raise FaultyFile(self.named, self.beyond)


def shown(text: str) -> str:
    """A text from a file, fit to be shown: nothing in it steers a terminal or turns the line."""
    if not text:
        return _("(tomt)")
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(map(_visible, short))


def _visible(sign: str) -> str:
    if sign <= "\x1f":
        return chr(0x2400 + ord(sign))
    if "\udc80" <= sign <= "\udcff":  # a byte that was no UTF-8
        return f"<{ord(sign) - 0xDC00:02X}>"
    if sign in FORBIDDEN or unicodedata.category(sign) in {"Cc", "Cs"}:
        return f"<U+{ord(sign):04X}>"
    return sign


def is_undecoded(text: str) -> bool:
    """Whether a text holds bytes that were no UTF-8."""
    return any("\udc80" <= sign <= "\udcff" for sign in text)


def is_plain(text: str, *, lines: bool = False) -> bool:
    """Whether a text holds no control characters, and no line ends unless ``lines``."""
    allowed = "\n\t" if lines else ""
    return not any(
        sign in FORBIDDEN or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed)
        for sign in text
    )
