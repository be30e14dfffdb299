"""Who stands aside in an item: recusal, and not taking part in the decision.

Recusal (jäv): KL 5 kap. 47–49 §§. In fullmäktige only 6 kap. 30 § second and third paragraphs
hold, so the recused need not leave the hall; they may neither speak nor decide, nor put
proposals. Not taking part: 4 kap. 25 §; announced before the question is put.
"""

from enum import StrEnum

from council.law.procedure import Step
from council.law.refusals import RecusedHere, TooLateToStandAside


class Ground(StrEnum):
    """Why somebody is recused."""

    PERSONAL = "personal"  # concerns the member or somebody close (47 §)
    ACCOUNTABLE = "accountable"  # accountable for what is judged (48 §)


RULE_OF = {Ground.PERSONAL: "recusal", Ground.ACCOUNTABLE: "accountable"}
"""The key of each ground's rule."""


def may_speak(ground: Ground | None) -> bool:
    """Whether somebody may take part in the debate: not the recused, save the accountable.

    Those whose own activity is judged may speak in spite of it (49 §).
    """
    return ground is not Ground.PERSONAL


def require_may_take_part(ground: Ground | None) -> None:
    """Let nobody who is recused take part in the handling of the item.

    Raises:
        RecusedHere: with the rule of the ground.
    """
    if ground is not None:
        raise RecusedHere(ground=ground.value, decides=RULE_OF[ground])


BEFORE_THE_QUESTION = frozenset({Step.DEBATE, Step.PROPOSALS, Step.ORDER})
"""While nothing has been put to the council."""


def require_time_to_stand_aside(step: Step) -> None:
    """Not taking part is announced before the chair puts the first question.

    Raises:
        TooLateToStandAside: with the step.
    """
    if step not in BEFORE_THE_QUESTION:
        raise TooLateToStandAside(step=step.value)
