"""A proportional election's seats: KL 5 kap. 58 § and lag (2022:629), "LPV".

Each group's papers are divided by one more than the seats it has, and each seat goes to the
greatest comparison number (d'Hondt). Where numbers are equal the lot decides; its result is
given, never drawn here. Names come from a group's list in its order; there are no personal votes
(LPV 19 §).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


def same_name(name: str) -> str:
    """A name as it is compared: case and spaces do not make another person."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """A ballot group: papers with the same label and the same list of names."""

    label: str
    names: tuple[str, ...] = ()


def groups(papers: Iterable[Group]) -> dict[Group, int]:
    """How many papers each group has, in the order in which the groups come first."""
    found: dict[Group, int] = {}
    for paper in papers:
        found[paper] = found.get(paper, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One seat: which group took it, with which comparison number, and whom it went to.

    ``lot_between``: the groups whose numbers were equal. ``name``: "" where no list is known.
    """

    seat: int
    group: str
    papers: int
    divisor: int
    lot_between: tuple[str, ...] = ()
    name: str = ""

    @property
    def comparison_number(self) -> Fraction:
        """Papers divided by one more than the seats the group had."""
        return Fraction(self.papers, self.divisor)


@dataclass(frozen=True, slots=True)
class Allocation:
    """All seats that could be given, one row each, in turn."""

    rows: tuple[Row, ...]
    groups: tuple[str, ...]

    @property
    def seats(self) -> dict[str, int]:
        """How many seats each group has, those without any among them."""
        taken = [row.group for row in self.rows]
        return {group: taken.count(group) for group in self.groups}


@dataclass(frozen=True, slots=True)
class LotDue:
    """Equal numbers: the lot must fall between these before the count can go on.

    ``number``: the seat or place it is about. ``rows`` and ``elected``: what is settled so far.
    """

    number: int
    between: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    elected: tuple[str, ...] = ()


def allocate(
    papers: Mapping[str, int],
    seats: int,
    lots: Sequence[str] = (),
    lists: Mapping[str, Sequence[str]] | None = None,
) -> Allocation | LotDue:
    """Give the seats, one at a time, to the group with the greatest comparison number.

    Within a group a seat goes to the first on its list who is not elected yet (LPV 19 §). A list
    that is used up takes no further part.

    Args:
        papers: valid papers for each group.
        seats: how many are elected.
        lots: on whom each lot fell, in the order in which the lots were needed.
        lists: the names of each group; without them only the groups' seats are told.

    Raises:
        ValueError: a lot fell on somebody it was not drawn between.
    """
    left, rows = list(lots), list[Row]()
    won = dict.fromkeys(papers, 0)
    for seat in range(1, seats + 1):
        following = _next_names(papers, lists, rows)
        tied = _greatest({group: Fraction(papers[group], won[group] + 1) for group in following})
        if not tied:
            break
        between = tied if len(tied) > 1 else ()
        if between and not left:
            return LotDue(seat, between, rows=tuple(rows))
        group = fallen(left.pop(0), between) if between else tied[0]
        won[group] += 1
        rows.append(Row(seat, group, papers[group], won[group], between, following[group]))
    return Allocation(tuple(rows), tuple(papers))


def _next_names(
    papers: Mapping[str, int], lists: Mapping[str, Sequence[str]] | None, rows: Sequence[Row]
) -> dict[str, str]:
    """Whom each group's next seat would go to; groups without papers or names are left out."""
    if lists is None:
        return {group: "" for group, count in papers.items() if count}
    elected = {same_name(row.name) for row in rows}
    following = {
        group: next((name for name in lists[group] if same_name(name) not in elected), None)
        for group, count in papers.items()
        if count
    }
    return {group: name for group, name in following.items() if name is not None}


def _greatest(numbers: Mapping[str, Fraction]) -> tuple[str, ...]:
    best = max(numbers.values(), default=None)
    return tuple(sorted(group for group, number in numbers.items() if number == best))


def fallen(lot: str, between: Sequence[str]) -> str:
    """On whom a lot fell, if it was drawn between those.

    Raises:
        ValueError: it fell on somebody else.
    """
    if lot not in between:
        raise ValueError(f"the lot was not drawn between {', '.join(between)}")
    return lot


def fill(names: Sequence[str], seats: int) -> tuple[str, ...]:
    """Whom a group's seats go to: its list from the top (LPV 19 §)."""
    return tuple(names[:seats])
