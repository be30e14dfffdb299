"""When something may be proposed, changed or backed (rules of order; KL 5 kap. 57 §).

As long as the debate is open anybody who takes part may propose. What has been proposed may be
changed or withdrawn until the chair has gone through it. After that the council must consent
unanimously, and whoever presides records it, until the question order has been approved.
"""

from enum import StrEnum

from council.law.procedure import Step
from council.law.proposals import FORMAL, Kind
from council.law.refusals import MotiveMissing, NotNow, ProposalsClosed, ProposalTextMissing

OWN_TEXT = frozenset({Kind.AMENDMENT, Kind.ADDITION, Kind.COUNTER, Kind.OTHER})
"""The kinds that are nothing without words of their own."""
BARE = frozenset({Kind.BOARD, Kind.APPROVAL, Kind.REJECTION, *FORMAL})
"""The kinds that can be said in one word, and then are there once."""


class Change(StrEnum):
    """What is done to the proposals of an item."""

    PUT = "put_proposal"
    ALTER = "alter_proposal"  # changed in its words, or withdrawn
    SECOND = "second_proposal"
    REFUSE = "refuse_proposal"  # by the chair, or overruled by the council


FREELY: dict[Change, frozenset[Step]] = {
    Change.PUT: frozenset({Step.DEBATE}),
    Change.ALTER: frozenset({Step.DEBATE, Step.PROPOSALS}),
    Change.SECOND: frozenset({Step.DEBATE, Step.PROPOSALS}),
    Change.REFUSE: frozenset({Step.DEBATE, Step.PROPOSALS, Step.ORDER}),
}
"""At which steps of an item each may be done by those who may."""
BY_CONSENT: dict[Change, frozenset[Step]] = {
    Change.PUT: frozenset({Step.PROPOSALS, Step.ORDER}),
    Change.ALTER: frozenset({Step.ORDER}),
    Change.SECOND: frozenset(),
    Change.REFUSE: frozenset(),
}
"""At which steps it still may be done if nobody in the council objects."""


def is_free(change: Change, step: Step) -> bool:
    """Whether the council need not be asked."""
    return step in FREELY[change]


def require_may(change: Change, step: Step, *, unanimous: bool | None, never_late: bool) -> None:
    """Refuse what comes too soon or too late.

    ``unanimous``: what the council answered when it was asked for its consent; None, where it
    was not asked. ``never_late``: the rules of order know no consent.

    Raises:
        NotNow: the item has not been opened.
        ProposalsClosed: the debate is closed, or the proposals have been gone through.
    """
    if is_free(change, step):
        return
    if step is Step.WAITING:
        raise NotNow(act=change.value, step=step.value)
    if unanimous and step in BY_CONSENT[change] and not never_late:
        return
    way_out = _way_out(change, step, never_late=never_late)
    raise ProposalsClosed(act=change.value, step=step.value, way_out=way_out)


def _way_out(change: Change, step: Step, *, never_late: bool) -> str:
    """What would help: ``consent``, ``step_back`` to the question order first, or ``nothing``;
    ``over`` where the item is done with."""
    if step in {Step.DECIDED, Step.LEFT}:
        return "over"
    late = frozenset[Step]() if never_late else BY_CONSENT[change]
    if step in late:
        return "consent"
    return "step_back" if Step.ORDER in FREELY[change] | late else "nothing"


def require_whole(kind: Kind, text: str, motive: str) -> None:
    """Refuse a proposal that lacks what its kind must have.

    Raises:
        ProposalTextMissing: an amendment, an addition or an own proposal without words.
        MotiveMissing: a referral back without reasons (KL 5 kap. 50 § 3 st.).
    """
    if kind in OWN_TEXT and not text:
        raise ProposalTextMissing
    if kind is Kind.REFERRAL and not motive:
        raise MotiveMissing


def joins(kind: Kind, text: str) -> bool:
    """Whether a proposal only repeats what another of its kind wants, so that it backs that one.

    A referral back never does: its reasons are the proposer's own.
    """
    return kind in BARE and kind is not Kind.REFERRAL and not text
