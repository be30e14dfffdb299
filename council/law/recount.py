"""A division that others have published, recounted: KL 5 kap. 50 and 55–56 §§.

What was published is compared with what the votes give. The law tells who won by the figures
alone, but for two cases that no figures show: that a minority was enough, and that a lot was
drawn. Who publishes says so; how many were present, and so the third itself, is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from council.law.tally import Choice, Count, Decided, Matter, simple_majority


class Ground(StrEnum):
    """Why the side with fewer votes decided, or what settled a tie without the chair."""

    MINORITY = "minority"  # a third of those present sends back or tables
    LOT = "lot"


RULE_OF: Mapping[Ground, str] = {Ground.MINORITY: "minority_referral", Ground.LOT: "lot"}


class Figure(StrEnum):
    """What is published of a division and can be found wrong."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    RESULT = "result"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Published:
    """What others say that a division gave. ``result``: the side that became the decision."""

    count: Count
    absent: int
    result: Choice
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Recounted:
    """What the votes give: the key of the rule that decided, and what was published wrongly."""

    rule: str
    wrong: tuple[Figure, ...]


def recount(published: Published, count: Count, absent: int) -> Recounted:
    """Compare what was published with the votes. ``rule`` is empty where none gives the result."""
    pairs = {
        Figure.YES: (published.count.yes, count.yes),
        Figure.NO: (published.count.no, count.no),
        Figure.ABSTAIN: (published.count.abstain, count.abstain),
        Figure.ABSENT: (published.absent, absent),
    }
    wrong = tuple(figure for figure, (told, counted) in pairs.items() if told != counted)
    rule = deciding_rule(count, published.result, published.ground)
    if isinstance(rule, Figure):
        return Recounted("", (*wrong, rule))
    return Recounted(rule, wrong)


def deciding_rule(count: Count, result: Choice, ground: Ground | None) -> str | Figure:
    """The key of the rule by which ``result`` won with these votes, or what is wrong in it.

    At a tie without a ground it was the casting vote (56 §). The majority needs no ground and
    is never decided by lot; a minority that had more than half is a majority (55 §).
    """
    outcome = simple_majority(count, Matter.ORDINARY)
    if isinstance(outcome, Decided) and outcome.winner is result:
        return Figure.RULE if ground is Ground.LOT else outcome.rule
    if ground is not None:
        return RULE_OF[ground]
    return Figure.RESULT if isinstance(outcome, Decided) else outcome.rule
