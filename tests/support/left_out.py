"""What a machine cannot run is left out by name, except in CI, where nothing may be."""

import os
from typing import NoReturn

import pytest


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def leave_out(reason: str) -> NoReturn:
    """Skip the test that asked; in CI, fail it."""
    if in_ci():
        message = f"CI får inte utelämna något: {reason}"
        raise pytest.fail.Exception(message, pytrace=False) from None
    raise pytest.skip.Exception(reason) from None
