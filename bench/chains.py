"""A meeting's chain in the journal, hashed anew for the meeting's new day and numbers: it holds."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.history import Again
from council.store.canonical import GENESIS_DOMAIN, JOURNAL_DOMAIN, digest
from council.store.journal import VERSION

REFERENCE = re.compile(r'"([a-z])(\d+)"')
REFERRED = {"i": "item", "y": "proposal", "d": "division", "q": "question"}
"""How the journal names the rows that are numbered anew."""


@dataclass
class Chain:
    """A meeting's chain. ``head``: as its last entry left it, when all have been read."""

    again: Again
    head: tuple[Any, ...] = ()

    def entries(self) -> Iterator[tuple[Any, ...]]:
        """The rows of its entries, first to last."""
        again = self.again
        name = f"m{again.moved('meeting', again.sample.columns['meeting'][0][0])}"
        genesis = {"body": again.sample.body, "meeting": name, "date": again.day.isoformat()}
        last = digest(GENESIS_DOMAIN, genesis)
        for entry in again.sample.journal:
            at, actor = again.moment(entry.at), REFERENCE.sub(self._referred, entry.actor)
            payload = REFERENCE.sub(self._referred, entry.payload)
            text = (
                f'{{"actor":{actor},"at":"{at}","kind":"{entry.kind}","meeting":"{name}",'
                f'"payload":{payload},"prev":"{last}","seq":{entry.seq},"v":{VERSION}}}'
            )
            prev, last = last, hashlib.sha256(JOURNAL_DOMAIN + text.encode()).hexdigest()
            yield name, entry.seq, VERSION, entry.kind, at, actor, payload, prev, last
        self.head = (name, entry.seq, at, last)

    def _referred(self, found: "re.Match[str]") -> str:
        letter, number = found[1], int(found[2])
        if letter == "p":
            return f'"p{self.again.person(number)}"'
        if letter in REFERRED and number <= self.again.sample.highest[REFERRED[letter]]:
            return f'"{letter}{self.again.moved(REFERRED[letter], number)}"'
        return found[0]
