"""Waiting for something to be so, instead of for time to pass."""

import time
from collections.abc import Callable

PATIENCE = 20.0


def until(so: Callable[[], object], within: float = PATIENCE) -> None:
    """Ask again and again until the answer is true; fails when it never was."""
    deadline = time.monotonic() + within
    while not so():
        assert time.monotonic() < deadline, "it never came to be so"
        time.sleep(0.02)
