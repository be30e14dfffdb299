"""A case being played: the acts in their order, what they gave, and the comparison with what must
hold. An act is told by its name and its facts, never by the number of the case."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask

from tests.cases import gist, texts
from tests.cases.door import Answer
from tests.cases.form import READERS_KEYS, Case, UnknownForm
from tests.cases.hall import Hall

ACTS: dict[str, Callable[["Scene"], None]] = {}
"""What plays each act."""


def act(name: str) -> Callable[[Callable[["Scene"], None]], Callable[["Scene"], None]]:
    """Put what plays an act among the acts."""

    def known(play: Callable[["Scene"], None]) -> Callable[["Scene"], None]:
        assert name not in ACTS
        ACTS[name] = play
        return play

    return known


class Agrees:
    """A value of which a case may tell in more than one way."""

    def agrees(self, told: Any) -> bool:
        """Whether what the case tells is this."""
        raise NotImplementedError


@dataclass(frozen=True)
class OneOf(Agrees):
    """Told in one of a few ways."""

    ways: Collection[Any]

    def agrees(self, told: Any) -> bool:
        return told in self.ways


@dataclass(frozen=True)
class Day(Agrees):
    """A day, with or without its weekday; ``outer``: the day that may be told as well."""

    day: date
    outer: date | None = None

    def agrees(self, told: Any) -> bool:
        return isinstance(told, str) and texts.day(told) in (self.day, self.outer)


@dataclass(frozen=True)
class Says(Agrees):
    """A text that must hold the facts and words of what the case tells."""

    text: str

    def agrees(self, told: Any) -> bool:
        return isinstance(told, str) and not gist.lacking(told, self.text)


@dataclass(frozen=True)
class Holds(Agrees):
    """A text that holds everything that the case lists."""

    text: str

    def agrees(self, told: Any) -> bool:
        return all(str(one).lower() in self.text.lower() for one in told)


class Scene:
    """One case in one database."""

    def __init__(self, case: Case, app: Flask) -> None:
        self.case = case
        self.given, self.when = case.given, case.when
        self.app = app
        self.result: dict[str, Any] = {}
        self.answers: list[Answer] = []
        self.hall: Hall | None = None
        self.state: dict[str, Any] = {}
        """What one act leaves to the next."""

    def asks(self, key: str) -> bool:
        """Whether the case wants to know something. Only which, never what."""
        return key in self.case.then

    def gives(self, **result: Any) -> None:
        """What an act gave, by the keys of ``then``."""
        self.result |= result

    def hears(self, answer: Answer) -> Answer:
        """Keep what was told; whether it was allowed is the last word."""
        self.answers.append(answer)
        self.result["allowed"] = answer.allowed
        return answer

    def play(self) -> None:
        """Every act in turn, then everything that must hold.

        Raises:
            UnknownForm: an act or a key that no rule here knows.
        """
        for name in self.case.acts:
            if name not in ACTS:
                raise UnknownForm(f"no rule here plays the act {name!r}")
            ACTS[name](self)
        self.given.require_all_read()
        self.when.require_all_read()
        self._compare()

    def _compare(self) -> None:
        wrong = []
        for key, told in self.case.then.items():
            if key in READERS_KEYS:
                continue
            if key == "message_gist":
                wrong += self._lacking(told)
            elif key not in self.result:
                raise UnknownForm(f"then: no rule here gives {key!r}")
            elif not agrees(self.result[key], told):
                wrong.append(f"{key}: {self.result[key]!r}, must be {told!r}")
        if wrong:
            wrong += [f"told: {answer.told}" for answer in self.answers]
        assert not wrong, "\n".join([f"{self.case.id} {self.case.title}", *wrong])

    def _lacking(self, told: str) -> list[str]:
        if not self.answers:
            raise UnknownForm("then: message_gist, and nothing was told")
        lacking = [gist.lacking(told, answer.told) for answer in self.answers]
        if not all(lacking):
            return []
        least = min(lacking, key=len)
        heard = [answer.told for answer in self.answers]
        return [f"message_gist: {told!r} wants {least} of {heard}"]


def agrees(found: Any, told: Any) -> bool:
    """Whether a value is what the case tells; mappings and lists part by part."""
    if isinstance(found, Agrees):
        return found.agrees(told)
    if isinstance(found, dict) and isinstance(told, dict):
        return set(told) <= set(found) and all(agrees(found[key], told[key]) for key in told)
    if isinstance(found, list | tuple) and isinstance(told, list):
        return len(found) == len(told) and all(map(agrees, found, told))
    return type(found) is type(told) and found == told
