"""Other shares than the simple majority: KL 5 kap. 10, 37, 50 and 58 §§.

Thirds and thirds of two are counted on those who are present, whether they vote or not; they are
whole persons, rounded up. Nothing here compares rounded decimals.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from council.law.refusals import TooSoon
from council.law.tally import Choice, Count, Decided, Matter, Outcome, simple_majority


class Special(StrEnum):
    """What an item needs two thirds of those present for."""

    EXTRA_ELECTION = "extra_election"  # to hold one (10 §)
    PEOPLES_INITIATIVE = "peoples_initiative"  # to hold no referendum (37 §)
    COMMITTEE_PART = "committee_part"  # to elect it on other than party grounds (58 § 2 st.)


class Basis(StrEnum):
    """By what right an item was tabled or referred back."""

    MAJORITY = "majority"
    MINORITY = "minority"


def third_needed(present: int) -> int:
    """At least one third of those present, in whole persons (KL 5 kap. 50 §)."""
    return -(-present // 3)


def two_thirds_needed(present: int) -> int:
    """At least two thirds of those present, in whole persons."""
    return -(-2 * present // 3)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with the figures that it rests on.

    ``present``, ``needed`` and ``had`` are None where a simple majority decides and nothing else
    had to be weighed. ``basis`` is None where nothing was tabled or referred back. ``unsettled``:
    whether it was a minority or a majority that decided is disputed, and the chair says which.
    """

    outcome: "Outcome | ThirdInDoubt"
    present: int | None = None
    needed: int | None = None
    had: int | None = None
    basis: Basis | None = None
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class ThirdInDoubt:
    """A third of those who serve, but not of all who are there: the law is silent on whether
    those who are present but recused count among the present, and the chair decides."""

    needed: int
    needed_with_recused: int
    rule: str = "minority_referral"


@dataclass(frozen=True, slots=True)
class Hall:
    """Who is there when votes are counted.

    ``present``: all who serve on the roll, abstainers too. ``recused``: those who are in the
    hall, step aside for the item and have nobody on their seat.
    """

    present: int
    recused: int = 0


def formal_verdict(
    count: Count, asking: Choice, hall: Hall, matter: Matter, *, by_third: bool, used: bool = False
) -> Verdict:
    """Whether a formal proposal carries.

    Args:
        asking: the side that stands for the formal proposal.
        by_third: a third can bring it about: it is tabling or referral back (50 § 1 st.). In
            elections it never can (2 st.).
        used: a minority has used the right for this item before; a simple majority is needed.
    """
    asked = count.yes if asking is Choice.YES else count.no
    against = count.given - count.abstain - asked
    if matter is Matter.PERSONNEL or not by_third:
        return _by_majority(count, asking, matter)
    if used:
        return _used_up(count, asking, hall, matter)
    needed = third_needed(hall.present)
    with_recused = third_needed(hall.present + hall.recused)
    figures = (hall.present, needed, asked)
    if asked > against:
        unsettled = asked >= needed and 2 * asked <= hall.present
        basis = Basis.MINORITY if unsettled else Basis.MAJORITY
        rule = "minority_referral" if unsettled else "simple_majority"
        return Verdict(Decided(asking, rule=rule), *figures, basis, unsettled)
    if asked >= with_recused:
        return Verdict(Decided(asking, rule="minority_referral"), *figures, Basis.MINORITY)
    if asked >= needed:
        return Verdict(ThirdInDoubt(needed, with_recused), *figures)
    return Verdict(simple_majority(count, matter), *figures)


def _by_majority(count: Count, asking: Choice, matter: Matter) -> Verdict:
    outcome = simple_majority(count, matter)
    carried = isinstance(outcome, Decided) and outcome.winner is asking
    return Verdict(outcome, basis=Basis.MAJORITY if carried else None)


def _used_up(count: Count, asking: Choice, hall: Hall, matter: Matter) -> Verdict:
    """A third is not enough a second time; the verdict says so where it would have been."""
    verdict = _by_majority(count, asking, matter)
    asked = count.yes if asking is Choice.YES else count.no
    needed = third_needed(hall.present)
    if verdict.basis is not None or asked < needed or not isinstance(verdict.outcome, Decided):
        return verdict
    outcome = Decided(verdict.outcome.winner, rule="minority_once")
    return Verdict(outcome, hall.present, needed, asked)


def settle_third(verdict: Verdict, asking: Choice, *, met: bool) -> Verdict:
    """What the chair made of a third in doubt.

    Raises:
        ValueError: nothing was in doubt.
    """
    if not isinstance(verdict.outcome, ThirdInDoubt):
        raise ValueError("no third is in doubt")
    needed = verdict.outcome.needed if met else verdict.outcome.needed_with_recused
    if met:
        decided = Decided(asking, rule="minority_referral")
        return Verdict(decided, verdict.present, needed, verdict.had, Basis.MINORITY)
    other = Choice.NO if asking is Choice.YES else Choice.YES
    return Verdict(Decided(other, rule="minority_referral"), verdict.present, needed, verdict.had)


RULES_OF = {
    Special.EXTRA_ELECTION: "extra_election",
    Special.PEOPLES_INITIATIVE: "peoples_initiative",
    Special.COMMITTEE_PART: "committee_part",
}
"""The key of the rule that each special majority rests on."""


def qualified_verdict(count: Count, demanding: Choice, hall: Hall, special: Special) -> Verdict:
    """The side that needs two thirds of those present wins with them, else the other.

    To abstain works as a vote against. ``demanding``: for an extra election the side that wants
    one; for a people's initiative the side that wants no referendum.
    """
    needed = two_thirds_needed(hall.present)
    had = count.yes if demanding is Choice.YES else count.no
    other = Choice.NO if demanding is Choice.YES else Choice.YES
    winner = demanding if had >= needed else other
    return Verdict(Decided(winner, rule=RULES_OF[special]), hall.present, needed, had)


def extra_election_from(first_meeting: date) -> date:
    """The first day on which an extra election may be decided: six months after the new
    council's first meeting (KL 5 kap. 10 §)."""
    month = first_meeting.month + 6
    year, month = first_meeting.year + (month - 1) // 12, (month - 1) % 12 + 1
    for day in range(first_meeting.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, first_meeting.day)


def require_extra_election_due(first_meeting: date, today: date) -> None:
    """Refuse to decide on an extra election in the council's first six months.

    Raises:
        TooSoon: with the first day on which it may be decided.
    """
    due = extra_election_from(first_meeting)
    if today < due:
        raise TooSoon(due=due.isoformat())


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Reasons proposed for a referral back. ``backed``: how many stand behind them;
    ``by_askers``: whether who proposed them asked for the referral."""

    ref: int
    backed: int
    by_askers: bool


def may_set_reasons(reasoning: Reasoning, present: int) -> bool:
    """Whether reasons may become the referral's: they are set by those who asked for it (KL 5
    kap. 50 § 3 st.), and where there are several a third of those present stands behind them."""
    return reasoning.by_askers and reasoning.backed >= third_needed(present)
