"""Elections: KL 5 kap. 54–58 §§ and lag (2022:629) om proportionella val, "LPV".

Without a demand an election is decided by acclamation, or by a secret majority election where a
vote is asked for. A proportional election is held where enough ask for it; how its seats are
given stands in ``allocation.py``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.law.allocation import Allocation as Allocation
from council.law.allocation import Group as Group
from council.law.allocation import LotDue as LotDue
from council.law.allocation import Row as Row
from council.law.allocation import allocate as allocate
from council.law.allocation import fallen
from council.law.allocation import fill as fill
from council.law.allocation import groups as groups
from council.law.allocation import same_name as same_name
from council.law.refusals import (
    AlreadyElected,
    NotProportional,
    SubstitutesNotProportional,
    TooFewDemand,
)


class Office(StrEnum):
    """What is elected to: it settles whether the election may be proportional."""

    COMMITTEE = "committee"
    DRAFTING_COMMITTEE = "drafting_committee"
    AUDITORS = "auditors"
    COMPANY_BOARD = "company_board"
    COMPANY_AUDITORS = "company_auditors"
    PRESIDIUM = "presidium"
    COMMITTEE_CHAIR = "committee_chair"
    ATTESTERS = "attesters"
    OTHER = "other"


PROPORTIONAL = frozenset(
    {
        Office.COMMITTEE,
        Office.DRAFTING_COMMITTEE,
        Office.AUDITORS,
        Office.COMPANY_BOARD,
        Office.COMPANY_AUDITORS,
    }
)
"""The offices of KL 5 kap. 58 §; the boards are those of companies, foundations, associations."""


def may_be_proportional(office: Office, *, by_election: bool = False) -> bool:
    """Whether an election may be proportional (KL 5 kap. 58 §). A by-election may not."""
    return office in PROPORTIONAL and not by_election


def demand_quota(present: int, seats: int) -> int:
    """How many must ask for a proportional election (LPV 2 §).

    All who are present count, those too who take no part. Only a fraction is raised.
    """
    return -(-present // (seats + 1))


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand for a proportional election, and what it meets.

    ``members_proportional``: how the members were elected, where substitutes are; else None.
    """

    by: int
    present: int
    seats: int
    allowed: bool = True
    members_proportional: bool | None = None

    @property
    def quota(self) -> int:
        """How many must ask."""
        return demand_quota(self.present, self.seats)

    @property
    def met(self) -> bool:
        """Whether enough have asked."""
        return self.by >= self.quota


def require_proportional_kind(demand: Demand) -> None:
    """Refuse to demand a proportional election where none may be held, however many ask.

    Raises:
        NotProportional: the office is none of those in KL 5 kap. 58 §.
        SubstitutesNotProportional: the members were elected in another way (LPV 3 §).
    """
    if not demand.allowed:
        raise NotProportional
    if demand.members_proportional is False:
        raise SubstitutesNotProportional


def require_demand(demand: Demand) -> None:
    """Refuse a proportional election that too few ask for, or that may not be held.

    Raises:
        NotProportional, SubstitutesNotProportional: no such election may be held here.
        TooFewDemand: with how many asked, how many must, of how many present.
    """
    require_proportional_kind(demand)
    if not demand.met:
        raise TooFewDemand(
            by=demand.by, quota=demand.quota, present=demand.present, seats=demand.seats
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result of a majority election: those elected, most votes first."""

    elected: tuple[str, ...]


def count_majority(
    votes: Mapping[str, int], seats: int, lots: Sequence[str] = ()
) -> Chosen | LotDue:
    """Most votes win; equal numbers for the last places go to the lot (KL 5 kap. 56 §).

    Who got no vote is not elected. Equal numbers that all find room need no lot.

    Raises:
        ValueError: a lot fell on somebody it was not drawn between.
    """
    left, elected = list(lots), list[str]()
    waiting = {name: count for name, count in votes.items() if count}
    while waiting and len(elected) < seats:
        most = max(waiting.values())
        tied = tuple(sorted(name for name, count in waiting.items() if count == most))
        if len(tied) > seats - len(elected):
            if not left:
                return LotDue(len(elected) + 1, tied, elected=tuple(elected))
            tied = (fallen(left.pop(0), tied),)
        elected.extend(tied)
        for name in tied:
            del waiting[name]
    return Chosen(tuple(elected))


def require_not_elected(names: Iterable[str], elected: Iterable[str]) -> None:
    """Refuse to elect somebody twice to the same.

    Raises:
        AlreadyElected: with the name.
    """
    taken = {same_name(name) for name in elected}
    for name in names:
        if same_name(name) in taken:
            raise AlreadyElected(name=name)
        taken.add(same_name(name))
