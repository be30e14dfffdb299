"""The council's own rules of order (arbetsordning): what the law leaves to the council.

What each rule means, the section that leaves room for it and the values it can have are told in
``house_rules.py``.
"""

from dataclasses import dataclass
from enum import StrEnum


class CallUp(StrEnum):
    """Whose list of substitutes is followed (KL 5 kap. 18, 21 §§; vallagen 14 kap.)."""

    PARTY = "party"
    MEMBER = "member"


class LateProposals(StrEnum):
    """Whether something may be proposed after the debate is declared closed."""

    UNANIMOUS = "unanimous"
    NEVER = "never"


class ReasonsBy(StrEnum):
    """When the written reasons of a reservation must be in."""

    ATTESTATION = "attestation"
    MEETING = "meeting"


class Remote(StrEnum):
    """Which rules of remote participation hold (KL 5 kap. 16 §)."""

    NONE = "none"
    SINCE_2018 = "2018"
    BILL = "bill"


@dataclass(frozen=True, slots=True)
class RulesOfOrder:
    """The rules of order that hold; without more said, what most councils write."""

    entry_mid_item: bool = False
    call_present_substitute: bool = False
    call_up: CallUp = CallUp.PARTY
    order_approved_by_council: bool = True
    tabling_before_referral: bool = True
    late_proposals: LateProposals = LateProposals.UNANIMOUS
    chair_votes_last: bool = True
    votes_may_change: bool = True
    majority_ballot_exact: bool = True
    remote: Remote = Remote.NONE
    presidium_remote_barred: bool = True
    remote_secret_ballots: bool = False
    speech_minutes: int = 4
    reply_minutes: int = 2
    replies_each: int = 2
    answers_below_quorum: bool = False
    attesters: int = 2
    immediate_attestation: bool = True
    written_reasons_by: ReasonsBy = ReasonsBy.ATTESTATION


USUAL = RulesOfOrder()
"""What most councils write."""
