"""The form of every figure: what was measured, beside what it is to be compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure and its baseline, taken in the same run on the same machine.

    ``most``: how many times the baseline it may be; ``limit``: the figure that it may not pass
    (with ``unit`` "/s" it is a floor, and so is ``most``). Where neither is set the figure is
    told and not judged. ``also``: what else was seen, by name.
    """

    what: str
    database: str = ""
    size: int = 0
    figure: float
    unit: str = "ms"
    baseline: float | None = None
    against: str = ""
    most: float | None = None
    limit: float | None = None
    also: dict[str, Any] = field(default_factory=dict)

    @property
    def times(self) -> float | None:
        """How many times the baseline."""
        return round(self.figure / self.baseline, 2) if self.baseline else None

    @property
    def holds(self) -> bool | None:
        """Whether it keeps what is asked of it; None where nothing is asked."""
        judged = []
        if self.most is not None and self.times is not None:
            judged.append(self._within(self.times, self.most))
        if self.limit is not None:
            judged.append(self._within(self.figure, self.limit))
        return all(judged) if judged else None

    def _within(self, figure: float, bound: float) -> bool:
        return figure >= bound if self.unit == "/s" else figure <= bound

    def kept(self) -> dict[str, Any]:
        """As it stands in results.json."""
        facts = {
            "what": self.what,
            "database": self.database,
            "size": self.size,
            "figure": self.figure,
            "unit": self.unit,
            "baseline": self.baseline,
            "against": self.against,
            "times": self.times,
            "most": self.most,
            "limit": self.limit,
            "holds": self.holds,
            "also": self.also,
        }
        return {name: fact for name, fact in facts.items() if fact not in (None, "", {}, 0)}


HEADS = ("what", "database", "size", "figure", "baseline", "against", "times", "asked", "")


def table(name: str, rows: Sequence[Row]) -> str:
    """The rows of one benchmark as plain text."""
    lines = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    left = {0, 1, 5, 8}
    told = (
        "  ".join(
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
    return "\n".join([f"\n{name}", *told, *_beside(rows)]) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    asked = [f"{'≥' if row.unit == '/s' else '≤'} {row.limit:g} {row.unit}"] if row.limit else []
    asked += [f"{'≥' if row.unit == '/s' else '≤'} {row.most:g} ×"] if row.most else []
    return (
        row.what,
        row.database,
        str(row.size or ""),
        f"{row.figure:,.{_places(row.figure)}f} {row.unit}",
        "" if row.baseline is None else f"{row.baseline:,.{_places(row.baseline)}f} {row.unit}",
        row.against,
        "" if row.times is None else f"{row.times:g} ×",
        " and ".join(asked),
        {True: "holds", False: "NOT HELD", None: ""}[row.holds],
    )


def _places(figure: float) -> int:
    return 0 if figure >= 1000 else 1 if figure >= 10 else 2


def _beside(rows: Iterable[Row]) -> list[str]:
    """What else was seen, a line for each row that saw something."""
    return [
        f"  {row.what} {row.database} {row.size or ''}: ".replace("  :", ":")
        + ", ".join(f"{name} {fact}" for name, fact in row.also.items())
        for row in rows
        if row.also
    ]
