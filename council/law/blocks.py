"""Deciding several items in one blow: not in KL, which wants a § of its own for each (67 §)."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.law.proposals import Group, Kind, group


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that might be decided together with others.

    ``kinds``: of the proposals that stand in it. ``plain``: it is decided by a simple majority,
    was announced and prepared as items are, and nobody is asked or answers anything in it.
    """

    kinds: Sequence[Kind]
    waiting: bool
    plain: bool


def may_be_in_block(candidate: Candidate) -> bool:
    """Whether nothing but one proposal is to be decided, and nobody has to be asked first.

    Whoever objects has the item lifted out: then it is not among those that are put together.
    """
    material = [kind for kind in candidate.kinds if group(kind) is Group.MATERIAL]
    return (
        candidate.waiting
        and candidate.plain
        and len(candidate.kinds) <= 1
        and len(material) == len(candidate.kinds)
    )
