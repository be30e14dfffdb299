"""Properties are tried on SQLite: the same use cases, many times over."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def council(sqlite_store: Flask, seeded: None) -> Iterator[Flask]:
    """The standing council in an open application context."""
    with sqlite_store.app_context():
        yield sqlite_store
