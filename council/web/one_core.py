"""One core for threads that take turns: Python lets one run at a time, and handing the turn over
between cores costs more than waiting for it on the same one."""

import os
import random
import sys

EVERYWHERE: frozenset[int] = (
    frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()
)
"""The cores that this process was given; empty where the system does not tell."""


def stay() -> None:
    """Keep the calling thread, and those that it starts, on one core of those given.

    Which one is left to chance, so that two services on one machine are seldom on the same. Other
    programs are not bound: the system moves them away.
    """
    if len(EVERYWHERE) > 1 and getattr(sys, "_is_gil_enabled", lambda: True)():
        os.sched_setaffinity(0, {random.choice(sorted(EVERYWHERE))})  # noqa: S311 - no secret


def roam() -> None:
    """Let the calling thread run on any core: for work that does not need Python's turn, such as
    hashing a password or a long question to SQLite."""
    if EVERYWHERE:
        os.sched_setaffinity(0, EVERYWHERE)
