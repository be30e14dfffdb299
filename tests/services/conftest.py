"""Use cases are called directly: one application context for the whole test, a council in it."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def council(any_store: Flask, seeded: None) -> Iterator[Flask]:
    """The standing council on both databases, in an open application context."""
    with any_store.app_context():
        yield any_store
