"""The way of an item through the meeting, and which act fits which step.

KL 5 kap. 53 §: debate, then questions, then what the chair perceives has been decided, then the
gavel, unless a division is asked for. The steps before the question (review of the proposals,
approval of the question order) come from the councils' rules of order. An item may have several
questions: the steps from QUESTION to RESULT are passed once for each.
"""

from enum import StrEnum

from council.law.refusals import NotNow, RequestTooLate


class Step(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"
    DEBATE = "debate"
    PROPOSALS = "proposals"  # the chair goes through what has been proposed
    ORDER = "order"  # the question order is presented and approved
    QUESTION = "question"  # the question is put; the chair listens
    FOUND = "found"  # the chair has said what was perceived; the gavel has not fallen
    REQUESTED = "requested"  # a division is asked for and shall be held
    DIVISION = "division"
    TIE = "tie"
    RESULT = "result"  # the figures are known; the gavel has not fallen
    DECIDED = "decided"
    LEFT = "left"  # left undecided, since too few were there


class Act(StrEnum):
    """What the chair, or a member, does with an item."""

    OPEN = "open"
    CLOSE_DEBATE = "close_debate"
    REVIEW = "review"
    APPROVE_ORDER = "approve_order"
    FIND = "find"
    REQUEST_DIVISION = "request_division"
    OPEN_DIVISION = "open_division"
    CLOSE_DIVISION = "close_division"
    CASTING_VOTE = "casting_vote"
    ANNUL = "annul"
    GAVEL = "gavel"
    STEP_BACK = "step_back"
    LEAVE_UNDECIDED = "leave_undecided"


FITS: dict[Act, frozenset[Step]] = {
    Act.OPEN: frozenset({Step.WAITING}),
    Act.CLOSE_DEBATE: frozenset({Step.DEBATE}),
    Act.REVIEW: frozenset({Step.PROPOSALS}),
    Act.APPROVE_ORDER: frozenset({Step.ORDER}),
    Act.FIND: frozenset({Step.QUESTION}),
    Act.REQUEST_DIVISION: frozenset({Step.FOUND, Step.REQUESTED}),
    Act.OPEN_DIVISION: frozenset({Step.REQUESTED}),
    Act.CLOSE_DIVISION: frozenset({Step.DIVISION}),
    Act.CASTING_VOTE: frozenset({Step.TIE}),
    Act.ANNUL: frozenset({Step.DIVISION, Step.TIE, Step.RESULT}),
    Act.LEAVE_UNDECIDED: frozenset(Step) - {Step.WAITING, Step.DIVISION, Step.DECIDED, Step.LEFT},
    Act.GAVEL: frozenset({Step.FOUND, Step.RESULT}),
    Act.STEP_BACK: frozenset(
        {Step.DEBATE, Step.PROPOSALS, Step.ORDER, Step.QUESTION, Step.FOUND, Step.REQUESTED}
    ),
}
"""Which steps each act may be taken at. Until the gavel every step can go back (STEP_BACK)."""


def require(act: Act, step: Step) -> None:
    """Refuse an act that does not fit the step.

    Raises:
        RequestTooLate: a division is asked for after the gavel, or before anything is found.
        NotNow: any other act out of step, with the act and the step.
    """
    if step in FITS[act]:
        return
    if act is Act.REQUEST_DIVISION:
        raise RequestTooLate(step=step.value)
    raise NotNow(act=act.value, step=step.value)


def after_debate(proposals: int) -> Step:
    """Where an item goes after the debate: with nothing proposed, straight to the gavel."""
    return Step.PROPOSALS if proposals else Step.FOUND
