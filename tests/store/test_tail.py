"""Whoever waits for the record hears of it, from any connection, and can be let go."""

import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask

from council.store import journal
from council.store.base import db
from council.store.engine import writing
from council.store.journal import SYSTEM
from council.store.tail import SqliteTail, Tail, tail
from tests import factories

LONG = 20.0


@pytest.fixture
def waiter(any_store: Flask) -> Iterator[Tail]:
    with any_store.app_context():
        factories.a_council()
        waiting = tail(db.engine)
        yield waiting
        waiting.close()


def test_what_another_connection_records_is_heard(waiter: Tail) -> None:
    waiter.wait(0.1)
    with writing() as session:
        journal.append(session, journal.BODY, "prov", {}, actor=SYSTEM, now=factories.NOON)

    began = time.monotonic()
    assert waiter.wait(LONG)
    assert time.monotonic() - began < LONG / 2


def test_where_nothing_happens_it_says_so_or_has_the_record_asked(waiter: Tail) -> None:
    waiter.wait(0.1)

    # PostgreSQL does not tell of presses: there, one has to look.
    assert waiter.wait(0.1) is not isinstance(waiter, SqliteTail)


def test_who_waits_can_be_let_go(waiter: Tail) -> None:
    began = time.monotonic()
    threading.Timer(0.1, waiter.stop).start()

    assert not waiter.wait(LONG)
    assert time.monotonic() - began < LONG / 2
