"""From votes to an outcome: 4 kap. 25 § and 5 kap. 54–56 §§ kommunallagen (2017:725)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from council.law.refusals import CastingVoteDue, NoCastingVote, SecretVoteRequired


class Choice(StrEnum):
    """What a voter may say. To abstain is to be present and say neither."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Matter(StrEnum):
    """What kind of item is decided: it settles what happens at a tie."""

    ORDINARY = "ordinary"
    PERSONNEL = "personnel"  # elections and appointments: a tie goes to the lot


def require_open_vote(matter: Matter) -> None:
    """Refuse an open division where the law wants a secret one (KL 5 kap. 54 §).

    Raises:
        SecretVoteRequired: the item is an election or an appointment.
    """
    if matter is Matter.PERSONNEL:
        raise SecretVoteRequired


@dataclass(frozen=True, slots=True)
class Count:
    """How many said what."""

    yes: int
    no: int
    abstain: int = 0

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> Self:
        """Count the choices, each voter's once."""
        by = Counter(choices)
        return cls(by[Choice.YES], by[Choice.NO], by[Choice.ABSTAIN])

    @property
    def given(self) -> int:
        """All votes given, abstentions among them."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class Decided:
    """One side has won, by the rule whose key is given."""

    winner: Choice
    rule: str


@dataclass(frozen=True, slots=True)
class CastingVoteNeeded:
    """The votes are equal: the chair decides (KL 5 kap. 56 § första stycket)."""

    rule: str = "casting_vote"


@dataclass(frozen=True, slots=True)
class LotNeeded:
    """The votes are equal in an election or appointment: the lot decides (56 § andra stycket)."""

    rule: str = "lot"


Outcome = Decided | CastingVoteNeeded | LotNeeded
"""How a question stands when its votes are counted."""


def simple_majority(count: Count, matter: Matter) -> Outcome:
    """Who won, or what the law asks for at a tie. Abstentions weigh nothing (55 §)."""
    if count.yes != count.no:
        winner = Choice.YES if count.yes > count.no else Choice.NO
        return Decided(winner, rule="simple_majority")
    match matter:
        case Matter.ORDINARY:
            return CastingVoteNeeded()
        case Matter.PERSONNEL:
            return LotNeeded()


def break_tie(outcome: Outcome, casting_vote: Choice) -> Decided:
    """The outcome when the presiding chair has given the casting vote (KL 5 kap. 56 §).

    The chair may have abstained in the division itself, but not here (4 kap. 25 §).

    Raises:
        NoCastingVote: with the rule that decides instead: there is no tie, or the lot is drawn.
        CastingVoteDue: the chair tried to abstain.
    """
    if not isinstance(outcome, CastingVoteNeeded):
        raise NoCastingVote(decides=outcome.rule)
    if casting_vote is Choice.ABSTAIN:
        raise CastingVoteDue
    return Decided(casting_vote, rule=outcome.rule)


def against_own(own: Choice | None, casting_vote: Choice) -> bool:
    """Whether a casting vote goes against what the chair voted in the division itself. The law
    (56 §) does not say whether it may; who abstained or gave no vote goes against nothing."""
    return own in (Choice.YES, Choice.NO) and own is not casting_vote
