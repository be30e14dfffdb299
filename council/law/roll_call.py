"""Votes given by name on a list: the roll call (upprop), and open papers, when tablets fail.

An open division is by device or by roll call (KL 5 kap. 54 § and the councils' rules of order).
Who may vote, the casting vote and the outcome are the same by every method; a division has one
method, so that nobody is counted twice. The list is typed in twice and must agree.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from council.law.refusals import (
    ListIncomplete,
    ListsDiffer,
    ListsMissing,
    SameReader,
    SeatNotOnList,
    UnknownMark,
)
from council.law.tally import Choice

READINGS = (1, 2)
"""The list is typed in this many times."""


class Mark(StrEnum):
    """What stands beside a name on the list."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"  # did not answer when called, or handed in no paper


def parse_mark(given: object) -> Mark:
    """The mark that a form or a program named.

    Raises:
        UnknownMark: something else than the four.
    """
    try:
        return Mark(given if isinstance(given, str) else "")
    except ValueError:
        raise UnknownMark from None


def calling_order(seats: Sequence[int], last: int | None) -> list[int]:
    """In which order the seats are called: as in the hall, but for the one that is called last.

    Args:
        last: the seat of whoever presides; None where that person has none, or is called in turn.
    """
    return sorted(seats, key=lambda seat: seat == last)


def require_on_list(roll: Collection[int], marks: Collection[int]) -> None:
    """Refuse a mark beside a seat that may not vote.

    Raises:
        SeatNotOnList: with the first such seat.
    """
    strangers = sorted(set(marks) - set(roll))
    if strangers:
        raise SeatNotOnList(seat=strangers[0])


def require_complete(roll: Collection[int], marks: Collection[int]) -> None:
    """Refuse a list that leaves a seat without a mark.

    Raises:
        ListIncomplete: with how many are left and the first of them.
    """
    left = sorted(set(roll) - set(marks))
    if left:
        raise ListIncomplete(left=len(left), seat=left[0])


def require_two_readers(first: int | None, second: int) -> None:
    """The second reading is somebody else's, for one person repeats the own mistake.

    Raises:
        SameReader: the same person made both.
    """
    if first == second:
        raise SameReader


def differing(first: Mapping[int, Mark], second: Mapping[int, Mark]) -> list[int]:
    """The seats on which two readings of the list differ."""
    return sorted(
        seat for seat in first.keys() | second.keys() if first.get(seat) != second.get(seat)
    )


def agreed(readings: Sequence[Mapping[int, Mark]]) -> dict[int, Choice]:
    """The votes that two readings agree on, by seat; who was absent gave none.

    Raises:
        ListsMissing: fewer than two readings are finished.
        ListsDiffer: with the seats on which they differ.
    """
    if len(readings) < len(READINGS):
        raise ListsMissing(read=len(readings))
    seats = differing(readings[0], readings[1])
    if seats:
        raise ListsDiffer(seats=", ".join(map(str, seats)))
    return {seat: Choice(mark.value) for seat, mark in readings[0].items() if mark != Mark.ABSENT}
