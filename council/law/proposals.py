"""Proposals (yrkanden) and the order in which they are treated.

The law names only that the chair puts what has been proposed (KL 5 kap. 53 §); the order comes
from the council's rules of order: what concerns the treatment first, then the matter itself,
last what is added to the decision. What the board proposes counts as proposed without a mover.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.law.refusals import RefusalStands


class Kind(StrEnum):
    """What a proposal wants."""

    BOARD = "board"  # the board's or the nominating committee's proposal
    APPROVAL = "approval"  # bifall, to a motion for instance
    REJECTION = "rejection"  # avslag
    AMENDMENT = "amendment"  # ändring
    COUNTER = "counter"  # motförslag
    OTHER = "other"  # own text: competes as a counter-proposal
    ADDITION = "addition"  # tillägg
    DISMISSAL = "dismissal"  # avvisning
    ADJOURNMENT = "adjournment"  # ajournering
    TABLING = "tabling"  # bordläggning
    REFERRAL = "referral"  # återremiss


class Group(StrEnum):
    """How the law treats a proposal."""

    FORMAL = "formal"
    MATERIAL = "material"
    ADDITION = "addition"


FORMAL = (Kind.DISMISSAL, Kind.ADJOURNMENT, Kind.TABLING, Kind.REFERRAL)
"""The formal kinds, in the order in which they are put. Tabling before referral is custom."""
BY_THIRD = frozenset({Kind.TABLING, Kind.REFERRAL})
"""What a third of those present can bring about (KL 5 kap. 50 §)."""


class Ground(StrEnum):
    """Why the chair does not put a proposal (KL 5 kap. 57 §)."""

    NEW_ITEM = "new_item"
    UNLAWFUL = "unlawful"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as the law sees it: which one and what kind. ``ref`` is the caller's own key.

    ``clause``: the number of the point that it concerns; None where it concerns the whole.
    """

    ref: int
    kind: Kind
    clause: int | None = None


def group(kind: Kind) -> Group:
    """Formal first, material next, additions last."""
    if kind in FORMAL:
        return Group.FORMAL
    return Group.ADDITION if kind is Kind.ADDITION else Group.MATERIAL


def grouped(proposals: Iterable[Proposal]) -> dict[Group, list[Proposal]]:
    """The proposals of each group, in the order in which they are treated.

    Formal ones go by what they want, the others as they were moved.
    """
    by_group: dict[Group, list[Proposal]] = {one: [] for one in Group}
    for proposal in proposals:
        by_group[group(proposal.kind)].append(proposal)
    by_group[Group.FORMAL].sort(key=lambda proposal: FORMAL.index(proposal.kind))
    return by_group


def proposed_order(proposals: Iterable[Proposal], *, tabling_first: bool = True) -> list[int]:
    """The question order that the system proposes.

    The formal ones, then the board's and the other material ones as they were moved, then the
    additions. The chair may change it and the meeting approves it; the first material one is the
    main proposal unless the acclamation finds for another.
    """
    by_group = grouped(proposals)
    if not tabling_first:  # the council's own rules of order try a referral back before tabling
        swapped = {Kind.REFERRAL: Kind.TABLING, Kind.TABLING: Kind.REFERRAL}
        by_group[Group.FORMAL].sort(key=lambda one: FORMAL.index(swapped.get(one.kind, one.kind)))
    material = sorted(by_group[Group.MATERIAL], key=lambda one: one.kind is not Kind.BOARD)
    ordered = [*by_group[Group.FORMAL], *material, *by_group[Group.ADDITION]]
    return [proposal.ref for proposal in ordered]


def is_permutation(order: Sequence[int], proposals: Iterable[Proposal]) -> bool:
    """Whether an order holds each proposal once and nothing else."""
    return sorted(order) == sorted(proposal.ref for proposal in proposals)


def keeps_groups(order: Sequence[int], proposals: Iterable[Proposal]) -> bool:
    """Whether an order treats formal ones first and additions last."""
    kinds = {proposal.ref: group(proposal.kind) for proposal in proposals}
    places = [list(Group).index(kinds[ref]) for ref in order]
    return places == sorted(places)


def require_overrulable(ground: Ground) -> None:
    """Refuse to put what raises a new item, whatever the council says (KL 5 kap. 57 § 1 st.).

    What the chair holds to be unlawful is put if the council decides so (2 st.).

    Raises:
        RefusalStands: the proposal raises a new item.
    """
    if ground is Ground.NEW_ITEM:
        raise RefusalStands
