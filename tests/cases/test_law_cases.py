"""Every law case, each under its own number: played with the real services on a real database,
its refusals taken at the doors, and every key of what must hold compared."""

from typing import Any

import pytest
from flask import Flask

from tests.cases.form import law_cases
from tests.cases.plays import play

CASES = law_cases()


def test_no_number_is_given_twice():
    numbers = [case["id"] for case in CASES]

    assert CASES
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("raw", CASES, ids=lambda raw: raw["id"])
def test_what_must_hold_holds(raw: dict[str, Any], hall_app: Flask) -> None:
    play(raw, hall_app)
