"""Where the cases are played: on SQLite, or on PostgreSQL where ``COUNCIL_CASES_ON`` says so."""

import os

import pytest
from flask import Flask


@pytest.fixture
def hall_app(request: pytest.FixtureRequest) -> Flask:
    """The service on an empty database of the case's own."""
    on = os.environ.get("COUNCIL_CASES_ON", "sqlite")
    name = {"sqlite": "app", "postgresql": "postgres_app"}[on]
    found: Flask = request.getfixturevalue(name)
    return found
