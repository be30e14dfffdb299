"""How much is tried: little in ``make test``, more where the environment says so (nightly)."""

import os


def times(ordinarily: int) -> int:
    """So many tries, times what COUNCIL_TEST_TIMES asks for."""
    return ordinarily * int(os.environ.get("COUNCIL_TEST_TIMES", "1"))


def in_soak(what: str, ordinarily: int) -> int:
    """How much ``make soak`` tries of something, if COUNCIL_SOAK_… does not say otherwise."""
    return int(os.environ.get(f"COUNCIL_SOAK_{what}", str(ordinarily)))
