"""One rule of the council's own rules of order, told as data: its name, its meaning, its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from council.law.refusals import BadRuleOfOrder

Value = bool | int | StrEnum
"""What a rule can be set to."""

OWN = "Arbetsordning"
"""The section of what no law speaks of."""

YES, NO = "yes", "no"
YES_NO = {YES: "Ja", NO: "Nej"}


def as_text(value: Value) -> str:
    """A value as it is kept and sent."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is told of a rule: its Swedish name, what it means, and what it can be."""

    key: str
    name: str
    meaning: str
    section: str
    heading: str
    default: Value
    ways: Mapping[str, str]
    """The values that can be chosen among, each with its Swedish name; empty: a number."""
    least: int = 0
    most: int = 0

    @property
    def numeric(self) -> bool:
        """Whether the value is a whole number."""
        return not self.ways

    @property
    def expected(self) -> str:
        """What can be given, in words."""
        if self.numeric:
            return f"ett heltal från {self.least} till {self.most}"
        return " eller ".join(f"”{name}”" for name in self.ways.values())

    def parse(self, text: str) -> Value:
        """The value that a form, a program or the store gives as text.

        Raises:
            BadRuleOfOrder: it is none of what this rule can be.
        """
        given = text.strip()
        if self.numeric and self._fits(given):
            return int(given)
        if given in self.ways:
            return given == YES if isinstance(self.default, bool) else type(self.default)(given)
        raise BadRuleOfOrder(key=self.key, name=self.name, given=given[:40], expected=self.expected)

    def _fits(self, given: str) -> bool:
        figures = given.isascii() and given.isdigit() and len(given) < 4
        return figures and self.least <= int(given) <= self.most

    def shown(self, value: Value) -> str:
        """A value in Swedish."""
        return self.ways.get(as_text(value), as_text(value))
