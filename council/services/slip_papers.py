"""What a slip can hold, and how it is kept: candidates by place, lists by number, yes or no."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from council.law.ballots import SlipRule
from council.law.tally import Choice
from council.store.canonical import canonical
from council.store.models import BallotList, Candidate

SIDES = {Choice.YES: "Ja", Choice.NO: "Nej"}
"""The sides as they stand on a slip and in the lot."""


class Marks(StrEnum):
    """What a slip holds."""

    NAMES = "names"
    GROUP = "group"
    CHOICE = "choice"


@dataclass(frozen=True)
class Papers:
    """The slips of a ballot: the candidates, the lists, how many to elect."""

    marks: Marks
    seats: int
    candidates: tuple[Candidate, ...] = ()
    lists: tuple[BallotList, ...] = ()
    exact: bool = True

    @cached_property
    def rule(self) -> SlipRule:
        """What makes a slip valid: as many names as places, or one mark."""
        if self.marks is Marks.NAMES:
            return SlipRule(tuple(self.words), self.seats, self.exact)
        return SlipRule(tuple(self.words), 1)

    @cached_property
    def names(self) -> dict[int, str]:
        """The candidates by place."""
        return {candidate.place: candidate.name for candidate in self.candidates}

    @cached_property
    def groups(self) -> dict[int, str]:
        """What each list is called: its label, told apart where several lists have the same."""
        labels = [paper.label for paper in self.lists]
        shown: dict[int, str] = {}
        for paper in self.lists:
            same = [other.id for other in self.lists if other.label == paper.label]
            place = f" (lista {same.index(paper.id) + 1})"
            shown[paper.id] = paper.label + (place if labels.count(paper.label) > 1 else "")
        return shown

    @property
    def words(self) -> list[str]:
        """What can stand on a slip, in words."""
        match self.marks:
            case Marks.NAMES:
                return list(self.names.values())
            case Marks.GROUP:
                return list(self.groups.values())
            case Marks.CHOICE:
                return list(SIDES.values())

    def read(self, content: str) -> tuple[str, ...]:
        """What stands on a slip, in words; nothing on a blank one."""
        held = json.loads(content)
        match self.marks:
            case Marks.NAMES:
                return tuple(self.names[place] for place in held.get("names", ()))
            case Marks.GROUP:
                return (self.groups[held["group"]],) if "group" in held else ()
            case Marks.CHOICE:
                return (SIDES[Choice(held["choice"])],) if "choice" in held else ()

    def kept(self, word: str) -> str:
        """A slip with one mark, as it is kept."""
        match self.marks:
            case Marks.NAMES:
                return content(names=[self._number(word)])
            case Marks.GROUP:
                return content(group=self._number(word))
            case Marks.CHOICE:
                return content(choice=self.ref(word))

    def ref(self, word: str) -> str:
        """How the journal names what stands on a slip: c3, l5, yes."""
        match self.marks:
            case Marks.NAMES:
                return f"c{self._number(word)}"
            case Marks.GROUP:
                return f"l{self._number(word)}"
            case Marks.CHOICE:
                return next(side.value for side, shown in SIDES.items() if shown == word)

    def _number(self, word: str) -> int:
        known = self.names if self.marks is Marks.NAMES else self.groups
        return next(number for number, shown in known.items() if shown == word)


def content(**marks: object) -> str:
    """A slip's content as it is kept; nothing on a blank one."""
    return canonical(marks)
