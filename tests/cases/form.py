"""The form of a case: what is given, what happens, what must hold. Nothing in it is passed by.

A case names facts by keys. Each part keeps count of the keys that were read, so that a fact
which no rule here looks at is an error of the runner and never a silent pass.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("COUNCIL_CASES") or Path(__file__).parents[1] / "data" / "cases")
"""Where the files of cases lie; ``COUNCIL_CASES`` points at other files of the same form."""

READERS_KEYS = frozenset({"note", "check"})
"""What ``then`` tells the reader, and no machine."""


class UnknownForm(Exception):
    """An act, a key or a text that no rule of the runner understands."""


class Facts(Mapping[str, Any]):
    """Facts by key, with a memory of which were read."""

    def __init__(self, part: str, facts: Mapping[str, Any]) -> None:
        self.part = part
        self._facts = dict(facts)
        self._read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self._read.add(key)
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, key: object) -> bool:
        return key in self._facts

    def told(self, *keys: str) -> None:
        """Count keys as read that say in words what other keys say in figures."""
        self._read.update(keys)

    def require_all_read(self) -> None:
        """Refuse facts that nothing looked at.

        Raises:
            UnknownForm: with the keys.
        """
        unread = sorted(set(self._facts) - self._read)
        if unread:
            raise UnknownForm(f"{self.part}: no rule here reads {unread}")


@dataclass(frozen=True)
class Case:
    """One case: its number, what is given, the acts in their order, what must hold then."""

    id: str
    kind: str
    title: str
    given: Facts
    when: Facts
    acts: tuple[str, ...]
    then: Mapping[str, Any]
    raw: Mapping[str, Any]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Case":
        """A case as its file has it."""
        when = dict(raw["when"])
        act = when.pop("act")
        return cls(
            id=raw["id"],
            kind=raw["kind"],
            title=raw["title"],
            given=Facts("given", raw["given"]),
            when=Facts("when", when),
            acts=(act,) if isinstance(act, str) else tuple(act),
            then=raw["then"],
            raw=raw,
        )


def read(pattern: str) -> list[dict[str, Any]]:
    """The objects of all files of a kind in the folder."""
    found: list[dict[str, Any]] = []
    for file in sorted(FOLDER.glob(pattern)):
        found += json.loads(file.read_text(encoding="utf-8"))
    return found


def law_cases() -> list[dict[str, Any]]:
    """Every object of the folder that has the form of a law case: an act and what must hold."""
    return [one for one in read("*.json") if {"given", "when", "then"} <= set(one)]


def replays() -> list[dict[str, Any]]:
    """Every published decision of the folder, with its steps."""
    return [one for one in read("*.json") if "steps" in one]


def elections() -> list[dict[str, Any]]:
    """Every proportional election of the folder."""
    return [one for one in read("*.json") if {"lists", "votes", "places"} <= set(one)]
