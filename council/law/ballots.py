"""Secret slips: what makes one valid, and whether slips and ticks agree.

The law says that the vote is secret (KL 5 kap. 54 §); how many names a slip shall hold is for the
council's rules of order, usually exactly as many as there are places.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.law.allocation import same_name
from council.law.refusals import PaperSumsDiffer, SlipInvalid, SlipsDiffer, TooManyTicked


class Fault(StrEnum):
    """Why a slip is not valid."""

    SAME_TWICE = "same_twice"
    UNKNOWN_NAME = "unknown_name"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class SlipRule:
    """What a majority election's slip must hold.

    ``exact``: exactly as many names as places (a rule of order); else at most as many.
    """

    candidates: tuple[str, ...]
    seats: int
    exact: bool = True


def fault_of(names: Sequence[str], rule: SlipRule) -> Fault | None:
    """What is wrong with a slip that holds names; None when it is valid."""
    written = Counter(same_name(name) for name in names)
    known = {same_name(name) for name in rule.candidates}
    if max(written.values(), default=0) > 1:
        return Fault.SAME_TWICE
    if not written.keys() <= known:
        return Fault.UNKNOWN_NAME
    if len(names) > rule.seats:
        return Fault.TOO_MANY
    if rule.exact and len(names) < rule.seats:
        return Fault.TOO_FEW
    return None


def require_valid(names: Sequence[str], rule: SlipRule) -> None:
    """Refuse a slip with names that would not count. A blank one may always be handed in.

    Raises:
        SlipInvalid: with the fault, how many names it holds and how many places there are.
    """
    fault = fault_of(names, rule) if names else None
    if fault is not None:
        raise SlipInvalid(fault=fault.value, names=len(names), seats=rule.seats)


@dataclass(frozen=True, slots=True)
class SlipCount:
    """What the slips say: votes for each, and how many did not count."""

    votes: dict[str, int]
    valid: int
    blank: int
    invalid: int

    @property
    def total(self) -> int:
        """All slips."""
        return self.valid + self.blank + self.invalid


def count_slips(slips: Iterable[Sequence[str]], rule: SlipRule) -> SlipCount:
    """Count a majority election's slips. Blank and invalid ones weigh nothing."""
    votes = dict.fromkeys(rule.candidates, 0)
    spelled = {same_name(name): name for name in rule.candidates}
    valid = blank = invalid = 0
    for names in slips:
        if not names:
            blank += 1
        elif fault_of(names, rule) is not None:
            invalid += 1
        else:
            valid += 1
            for name in names:
                votes[spelled[same_name(name)]] += 1
    return SlipCount(votes, valid, blank, invalid)


def count_marks(slips: Iterable[str], marks: Collection[str]) -> SlipCount:
    """Count slips that hold one mark each: a group, or yes or no. An empty one is blank."""
    votes = dict.fromkeys(marks, 0)
    blank = invalid = 0
    for mark in slips:
        if not mark:
            blank += 1
        elif mark not in votes:
            invalid += 1
        else:
            votes[mark] += 1
    return SlipCount(votes, sum(votes.values()), blank, invalid)


def require_equal(slips: int, ticked: int) -> None:
    """Refuse a result where the slips are not as many as those ticked off.

    Raises:
        SlipsDiffer: with both numbers; the election is held again.
    """
    if slips != ticked:
        raise SlipsDiffer(slips=slips, ticked=ticked)


def require_entitled(ticked: int, entitled: int) -> None:
    """Refuse a count in which more are ticked off than may vote (KL 4 kap. 24 §).

    Raises:
        TooManyTicked: with both numbers.
    """
    if ticked > entitled:
        raise TooManyTicked(ticked=ticked, entitled=entitled)


def require_paper_sums(count: SlipCount, rule: SlipRule) -> None:
    """Refuse figures of a paper count that cannot be: names against valid slips.

    Raises:
        PaperSumsDiffer: with the sum of the names' votes and what it may be.
    """
    given, most = sum(count.votes.values()), count.valid * rule.seats
    least = most if rule.exact else count.valid
    each = max(count.votes.values(), default=0) <= count.valid
    if not (least <= given <= most and each):
        raise PaperSumsDiffer(given=given, valid=count.valid, seats=rule.seats)
