"""From proposals to questions that can be answered yes or no: KL 5 kap. 53–54 §§.

Formal proposals come first, each by itself: yes is that the item is decided today. Then the main
question: the chair puts every material proposal and says which one has won. Where a division is
asked for, that one is the main proposal; if more than two compete, the others first meet each
other in preparatory steps, from the back of the question order, and the last winner is the
counter-proposal. Additions come last, each against its own rejection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.law.proposals import Group, Proposal, grouped


class Kind(StrEnum):
    """What a question settles."""

    LEAVE = "leave"  # whether an interpellation may be put at all (KL 5 kap. 62 §)
    FORMAL = "formal"
    PREPARATORY = "preparatory"
    MAIN = "main"
    ADDITION = "addition"


@dataclass(frozen=True, slots=True)
class Question:
    """One yes/no question.

    ``yes`` is None where yes is that the item is decided today; ``no`` is None where no is to
    reject what yes stands for.
    """

    kind: Kind
    yes: int | None
    no: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """What is to be put about one thing: the whole matter, or one of its points.

    ``refs``: the competing proposals in the approved order; for an addition or a formal proposal
    there is one.
    """

    kind: Kind
    refs: tuple[int, ...]
    clause: int | None = None


def rounds(order: Sequence[int], proposals: Sequence[Proposal], clauses: int = 0) -> list[Round]:
    """Everything that is to be put, in turn, as the approved order has it.

    ``clauses``: the number of points of the matter. Where a proposal concerns one point only,
    the matter is put point by point: a proposal without a point competes at each.
    """
    known = {proposal.ref: proposal for proposal in proposals}
    by_group = grouped([known[ref] for ref in order])
    formal = [ref for ref in order if known[ref] in by_group[Group.FORMAL]]
    material = [known[ref] for ref in order if known[ref] in by_group[Group.MATERIAL]]
    additions = [ref for ref in order if known[ref] in by_group[Group.ADDITION]]
    return [
        *(Round(Kind.FORMAL, (ref,)) for ref in formal),
        *_main(material, clauses),
        *(Round(Kind.ADDITION, (ref,)) for ref in additions),
    ]


def _main(material: Sequence[Proposal], clauses: int) -> list[Round]:
    if not material:
        return []
    if all(proposal.clause is None for proposal in material):
        return [Round(Kind.MAIN, tuple(proposal.ref for proposal in material))]
    points = range(1, max(clauses, *(proposal.clause or 0 for proposal in material)) + 1)
    found = [
        Round(Kind.MAIN, tuple(one.ref for one in material if one.clause in (None, point)), point)
        for point in points
    ]
    return [one for one in found if one.refs]


def formal_question(ref: int) -> Question:
    """Whether the item is decided today, or the formal proposal carries.

    Custom has yes for deciding today; the chair may let yes and no change places.
    """
    return Question(Kind.FORMAL, None, ref)


def addition_question(ref: int) -> Question:
    """An addition against its rejection, after the main decision."""
    return Question(Kind.ADDITION, ref, None)


def next_question(order: Sequence[int], main: int, winners: Sequence[int]) -> Question:
    """The next question of the chain.

    Args:
        order: the approved question order, the proposals' keys from first to last.
        main: the proposal found at the acclamation; it is not tested in the preparatory steps.
        winners: what each preparatory step so far gave, in turn.

    Raises:
        ValueError: main is not in the order, or there are more winners than steps.
    """
    others = [ref for ref in order if ref != main]
    if len(others) == len(order) or len(winners) > max(0, len(others) - 1):
        raise ValueError("no such step in the chain")
    if not others:
        return Question(Kind.MAIN, main, None)
    standing = winners[-1] if winners else others[-1]
    if len(winners) == len(others) - 1:
        return Question(Kind.MAIN, main, standing)
    return Question(Kind.PREPARATORY, others[-2 - len(winners)], standing)


def steps_left(proposals: int, winners: int) -> int:
    """How many preparatory steps remain for a number of proposals and of winners so far."""
    return max(0, proposals - 2 - winners)
