"""Everything that plays an act, gathered, and one case played from its first act to its last."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from tests.cases import (
    acts_acclamation,
    acts_after,
    acts_chain,
    acts_days,
    acts_divisions,
    acts_elections,
    acts_matters,
    acts_questions,
    acts_quorum,
    acts_recusal,
    acts_seats,
    acts_service,
    acts_substitutes,
)
from tests.cases.form import Case
from tests.cases.scene import Scene

PARTS = (
    acts_acclamation,
    acts_after,
    acts_chain,
    acts_days,
    acts_divisions,
    acts_elections,
    acts_matters,
    acts_questions,
    acts_quorum,
    acts_recusal,
    acts_seats,
    acts_service,
    acts_substitutes,
)


def play(raw: Mapping[str, Any], app: Flask) -> None:
    """Play a case in a council of its own; what must hold is compared."""
    with app.app_context():
        Scene(Case.of(raw), app).play()
