"""What Yes and No stand for, as a ballot has it and as a case tells it."""

import re
from dataclasses import dataclass
from typing import Any

from council.store.models import Division
from tests.cases.form import UnknownForm
from tests.cases.scene import Agrees

COMMON = re.compile(r"huvud(?:voteringen|omröstningen)|förslaget?")


@dataclass(frozen=True)
class YesAndNo(Agrees):
    """A text that says what Yes and what No stands for: the names and long words of each half."""

    text: str

    def agrees(self, told: Any) -> bool:
        mine, theirs = _halves(self.text), _halves(str(told))
        return all(
            word in half.lower()
            for half, wanted in zip(mine, theirs, strict=True)
            for word in _words(wanted)
        )


def as_read(division: Division) -> str:
    """The two sides of a division as its ballot has them: what each is for, what follows."""
    return (
        f"Ja för {division.yes_phrase}: {division.yes_effect}. "
        f"Nej för {division.no_phrase}: {division.no_effect}."
    )


def _halves(text: str) -> tuple[str, str]:
    whole = re.search(r"\bja\b(.*?)\bnej\b(.*)", " ".join(text.split()), re.IGNORECASE)
    if whole is None:
        raise UnknownForm(f"says neither yes nor no: {text!r}")
    return whole[1], whole[2]


def _words(half: str) -> set[str]:
    names = re.findall(r"\b[A-ZÅÄÖ][\w:]*", half)
    words = re.findall(r"[\wåäö]{9,}", half.lower())
    return {name.lower() for name in names} | {w for w in words if not COMMON.fullmatch(w)}
