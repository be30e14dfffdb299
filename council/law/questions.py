"""From proposals to questions that can be answered yes or no: KL 5 kap. 53–54 §§.

The proposal that the chair finds to have won at the acclamation is the main proposal. Where a
division is asked for, the others first meet each other in preparatory steps, from the back of
the question order; the last winner is the counter-proposal and meets the main proposal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Which step of the chain a question is."""

    PREPARATORY = "preparatory"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class Question:
    """One yes/no question. ``no`` is None where the only proposal stands against rejection."""

    kind: Kind
    yes: int
    no: int | None


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
