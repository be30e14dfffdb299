"""Who may reserve against a decision, and until when: KL 4 kap. 27 §.

It is announced before the meeting ends, by somebody who took part in deciding. Written reasons
may follow, as a rule until the protocol is attested (the councils' rules of order).
"""

from collections.abc import Sequence
from enum import StrEnum

from council.law.refusals import DidNotDecide, ReasonsTooLate, ReservationTooLate
from council.law.rules_of_order import ReasonsBy
from council.law.tally import Choice


class Part(StrEnum):
    """What somebody did when the item was decided."""

    DECIDED = "decided"
    ABSTAINED = "abstained"  # from the division
    NO_VOTE = "no_vote"  # present at the division, gave no vote
    NOT_TAKING_PART = "not_taking_part"  # in the decision, as announced
    RECUSED = "recused"
    ABSENT = "absent"  # or not serving


def part_in_division(choice: Choice | None) -> Part:
    """What a vote in the deciding division makes of somebody on its roll.

    Who used the right to abstain (4 kap. 25 §) has not taken part in deciding.
    """
    if choice is None:
        return Part.NO_VOTE
    return Part.ABSTAINED if choice is Choice.ABSTAIN else Part.DECIDED


def whole_part(parts: Sequence[Part]) -> Part:
    """What somebody did in an item with several deciding questions: one is enough.

    With none that was taken part in, the first reason why not is told.
    """
    if Part.DECIDED in parts:
        return Part.DECIDED
    return parts[0] if parts else Part.ABSENT


def require_reservation(part: Part, *, meeting_over: bool, closed: str = "", who: str = "") -> None:
    """Let only who took part in deciding reserve, and only before the meeting ends.

    Raises:
        ReservationTooLate: the meeting is over; ``closed`` says since when.
        DidNotDecide: with what the person did instead; ``who``: where another speaks for them.
    """
    if meeting_over:
        raise ReservationTooLate(closed=closed)
    if part is not Part.DECIDED:
        raise DidNotDecide(part=part.value, who=who)


def require_reasons(by: ReasonsBy, *, meeting_over: bool, attested: bool) -> None:
    """Take written reasons until the moment that the rules of order name; then the fact stands.

    Raises:
        ReasonsTooLate: the protocol is attested, or the meeting over where that is the limit.
    """
    if attested or (meeting_over and by is ReasonsBy.MEETING):
        raise ReasonsTooLate(by=by.value)
