"""What the long tests have been through, and what they found: a table at ``make soak``'s end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

LOST = (
    "an acknowledged press is gone",
    "an acknowledged press is kept as another",
    "a vote is lost",
)
DOUBLED = (
    "one press is kept several times",
    "a press that nobody made is kept",
    "a seat has two sealed votes",
    "a vote is sealed that nobody gave",
    "one receipt for several presses",
)
BROKEN = ("the journal", "the seal of", "the file")
KINDS = {"lost": LOST, "doubled": DOUBLED, "broken": BROKEN}
"""How a fault begins that is counted as such; every other is counted as ``other``."""
WIDTHS = {"kills": 6, "acknowledged": 13, "lost": 8, "doubled": 8, "broken": 8, "other": 8}
SHOWN = 20
"""Faults of one test that are written out; the test itself has failed with all of them."""


@dataclass(slots=True)
class Figures:
    """One test's part."""

    kills: int = 0
    acknowledged: int = 0
    found: list[str] = field(default_factory=list)
    """Everything that cannot be true (``tests/support/history.py``, ``ledger.py``)."""

    def columns(self) -> Counter[str]:
        """The table's figures by their column."""
        counted = Counter(kind(fault) for fault in self.found)
        return counted + Counter(kills=self.kills, acknowledged=self.acknowledged)


ROWS: list[tuple[str, Figures, str]] = []
"""What was tried, how it went, and what else is to be told of it."""


def tell(what: str, figures: Figures, more: str = "") -> None:
    """Have this in the table at the end."""
    ROWS.append((what, figures, more))


def kind(fault: str) -> str:
    """The column in which a fault is counted."""
    return next((name for name, starts in KINDS.items() if fault.startswith(starts)), "other")


def table(rows: Sequence[tuple[str, Figures, str]]) -> str:
    """A line for each test and one for all of them; the first faults below it."""
    wide = max(len(what) for what, *_ in [*rows, ("all",)])
    head = "".join(f"{name:>{width}}" for name, width in WIDTHS.items())
    lines = [" " * wide + head]
    total: Counter[str] = Counter()
    for what, figures, more in rows:
        total.update(figures.columns())
        lines.append(_line(f"{what:{wide}}", figures.columns(), more))
    lines.append(_line(f"{'all':{wide}}", total, ""))
    lines += [f"{what}: {fault}" for what, figures, _ in rows for fault in figures.found[:SHOWN]]
    return "\n".join(lines)


def _line(what: str, columns: Counter[str], more: str) -> str:
    figures = "".join(f"{columns[name]:>{width},}" for name, width in WIDTHS.items())
    return f"{what}{figures}  {more}".rstrip()
