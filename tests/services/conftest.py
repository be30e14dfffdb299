"""Use cases are called directly: one application context for the whole test, a council in it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import factories


@pytest.fixture
def council(any_store: Flask) -> Iterator[Flask]:
    """The standing council on both databases, in an open application context."""
    with any_store.app_context():
        factories.a_council()
        yield any_store
