"""Proposals (yrkanden) and the order in which they are treated.

The law names only that the chair puts what has been proposed (KL 5 kap. 53 §); the order comes
from the council's rules of order. What the board proposes counts as proposed without a mover.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a proposal wants: material ones compete with each other for one decision."""

    BOARD = "board"  # the board's or the nominating committee's proposal
    APPROVAL = "approval"  # bifall, to a motion for instance
    REJECTION = "rejection"  # avslag
    AMENDMENT = "amendment"  # ändring
    COUNTER = "counter"  # motförslag


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as the law sees it: which one and what kind. ``ref`` is the caller's own key."""

    ref: int
    kind: Kind


def proposed_order(proposals: Iterable[Proposal]) -> list[int]:
    """The question order that the system proposes: the board's first, then as they were moved.

    The chair may change it and the meeting approves it; the first is the main proposal unless
    the acclamation finds for another.
    """
    ranked = sorted(proposals, key=lambda proposal: proposal.kind is not Kind.BOARD)
    return [proposal.ref for proposal in ranked]


def is_permutation(order: Sequence[int], proposals: Iterable[Proposal]) -> bool:
    """Whether an order holds each proposal once and nothing else."""
    return sorted(order) == sorted(proposal.ref for proposal in proposals)
