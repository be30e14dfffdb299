"""A page of a long list: its rows, and where the next one begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the number to ask for the rows ``after``; None where nothing follows.

    A row's number and not a count: what is added at the top meanwhile moves nothing.
    """

    rows: tuple[T, ...]
    next: int | None


def cut(rows: Sequence[T], limit: int, number: Callable[[T], int]) -> Page[T]:
    """A page from one row more than it holds."""
    kept = tuple(rows[:limit])
    return Page(kept, number(kept[-1]) if len(rows) > limit and kept else None)
