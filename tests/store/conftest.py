"""The store's tests call it directly: an application context is open for the whole test."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def store(any_store: Flask) -> Iterator[Flask]:
    """An empty database of each kind, in an open application context."""
    with any_store.app_context():
        yield any_store


@pytest.fixture
def council(store: Flask, seeded: None) -> Flask:
    """The standing council on both databases, in an open application context."""
    return store


@pytest.fixture
def sqlite(sqlite_store: Flask) -> Iterator[Flask]:
    """An empty SQLite database, in an open application context."""
    with sqlite_store.app_context():
        yield sqlite_store


@pytest.fixture
def postgresql(postgres_store: Flask) -> Iterator[Flask]:
    """An empty PostgreSQL database, in an open application context."""
    with postgres_store.app_context():
        yield postgres_store
