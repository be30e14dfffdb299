"""What a machine cannot run is left out by name; in CI only a look at a sample for a program that
is not ours and that cannot be installed there."""

import os
from typing import NoReturn

import pytest

SAMPLE = "exemplet prövades inte"


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def leave_out(reason: str) -> NoReturn:
    """Skip the test that asked; in CI, fail it."""
    if in_ci():
        message = f"CI får inte utelämna något: {reason}"
        raise pytest.fail.Exception(message, pytrace=False) from None
    raise pytest.skip.Exception(reason) from None


def leave_out_sample(program: str, package: str) -> NoReturn:
    """Skip a look at a sample, in CI too: nothing of ours runs the program that is missing."""
    reason = f"{SAMPLE}: {program} saknas, installera {package}"
    raise pytest.skip.Exception(reason) from None


def may_be(report: pytest.TestReport) -> bool:
    """Whether CI takes that a test was left out."""
    return isinstance(report.longrepr, tuple) and SAMPLE in report.longrepr[2]
