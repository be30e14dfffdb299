"""KL 4 kap. 27 §: who may reserve, and until when."""

import pytest

from council.law.refusals import DidNotDecide, ReasonsTooLate, ReservationTooLate
from council.law.reservations import (
    Part,
    part_in_division,
    require_reasons,
    require_reservation,
    whole_part,
)
from council.law.rules_of_order import ReasonsBy
from council.law.tally import Choice

OTHERS = [part for part in Part if part is not Part.DECIDED]


def test_who_decided_may_reserve_while_the_meeting_goes_on():
    require_reservation(Part.DECIDED, meeting_over=False)


@pytest.mark.parametrize("part", Part)
def test_nobody_may_reserve_when_the_meeting_is_over(part):
    with pytest.raises(ReservationTooLate) as refused:
        require_reservation(part, meeting_over=True, closed="2026-11-18T19:30:00+01:00")

    assert refused.value.facts == {"closed": "2026-11-18T19:30:00+01:00"}


@pytest.mark.parametrize("part", OTHERS)
def test_who_took_no_part_may_not_reserve_and_is_told_why(part):
    with pytest.raises(DidNotDecide) as refused:
        require_reservation(part, meeting_over=False)

    assert refused.value.facts == {"part": part.value, "who": ""}


@pytest.mark.parametrize(
    ("choice", "part"),
    [
        (Choice.YES, Part.DECIDED),
        (Choice.NO, Part.DECIDED),
        (Choice.ABSTAIN, Part.ABSTAINED),
        (None, Part.NO_VOTE),
    ],
)
def test_a_vote_tells_whether_its_voter_decided(choice, part):
    assert part_in_division(choice) is part


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Part.ABSENT),
        ([Part.ABSTAINED], Part.ABSTAINED),
        ([Part.ABSTAINED, Part.DECIDED], Part.DECIDED),
        ([Part.ABSTAINED, Part.NO_VOTE], Part.ABSTAINED),
    ],
)
def test_one_deciding_question_taken_part_in_is_enough(parts, whole):
    assert whole_part(parts) is whole


@pytest.mark.parametrize(
    ("by", "meeting_over", "attested", "taken"),
    [
        (ReasonsBy.ATTESTATION, False, False, True),
        (ReasonsBy.ATTESTATION, True, False, True),
        (ReasonsBy.ATTESTATION, True, True, False),
        (ReasonsBy.MEETING, False, False, True),
        (ReasonsBy.MEETING, True, False, False),
        (ReasonsBy.MEETING, True, True, False),
    ],
)
def test_reasons_are_taken_until_the_rules_of_order_say(by, meeting_over, attested, taken):
    if taken:
        require_reasons(by, meeting_over=meeting_over, attested=attested)
        return
    with pytest.raises(ReasonsTooLate) as refused:
        require_reasons(by, meeting_over=meeting_over, attested=attested)
    assert refused.value.facts == {"by": by.value}
