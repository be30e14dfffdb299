"""How much is tried: little in ``make test``, more where COUNCIL_TEST_TIMES says so (nightly)."""

import os


def times(ordinarily: int) -> int:
    """So many tries, times what the environment asks for."""
    return ordinarily * int(os.environ.get("COUNCIL_TEST_TIMES", "1"))
