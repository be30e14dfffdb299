"""KL 5 kap. 47–49 §§ and 4 kap. 25 §: who stands aside in an item."""

import pytest

from council.law.procedure import Step
from council.law.refusals import RecusedHere, TooLateToStandAside
from council.law.taking_part import (
    BEFORE_THE_QUESTION,
    Ground,
    may_speak,
    require_may_take_part,
    require_time_to_stand_aside,
)


def test_who_is_not_recused_takes_part():
    require_may_take_part(None)
    assert may_speak(None)


@pytest.mark.parametrize(
    ("ground", "rule"), [(Ground.PERSONAL, "recusal"), (Ground.ACCOUNTABLE, "accountable")]
)
def test_the_recused_take_no_part_and_are_told_the_rule(ground, rule):
    with pytest.raises(RecusedHere) as refused:
        require_may_take_part(ground)

    assert refused.value.facts == {"ground": ground.value, "decides": rule}


def test_the_accountable_may_speak_and_the_personally_concerned_may_not():
    assert may_speak(Ground.ACCOUNTABLE)
    assert not may_speak(Ground.PERSONAL)


@pytest.mark.parametrize("step", sorted(BEFORE_THE_QUESTION))
def test_not_taking_part_is_announced_before_the_question(step):
    require_time_to_stand_aside(step)


@pytest.mark.parametrize("step", [step for step in Step if step not in BEFORE_THE_QUESTION])
def test_and_never_after_it_nor_before_the_item(step):
    with pytest.raises(TooLateToStandAside) as refused:
        require_time_to_stand_aside(step)

    assert refused.value.facts == {"step": step.value}
