"""Many rows at once, and votes sorted on disk."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from council.store import bulk, sorting
from council.store.engine import reading, writing
from council.store.models import ArchiveVote, Throttle
from council.store.sorting import Ballot, sorter
from tests.factories import NOON
from tests.support.changes import nothing_changes


def throttles(*accounts):
    return ((account, 1, "2025-03-05T11:00:00.000000Z") for account in accounts)


def test_rows_are_kept_as_they_come(store):
    with writing() as session:
        bulk.put(session.connection(), Throttle, throttles("b", "a"))

    with reading() as session:
        kept = session.scalars(select(Throttle).order_by(Throttle.account)).all()
    assert [(one.account, one.failures, one.free_at) for one in kept] == [
        ("a", 1, NOON),
        ("b", 1, NOON),
    ]


def test_what_the_database_refuses_leaves_nothing(store):
    with nothing_changes(), pytest.raises(IntegrityError), writing() as session:
        bulk.put(session.connection(), Throttle, throttles("a", "b", "a"))


def test_what_fails_underway_leaves_nothing(store):
    def rows():
        yield from throttles("a")
        raise ZeroDivisionError

    with nothing_changes(), pytest.raises(ZeroDivisionError), writing() as session:
        bulk.put(session.connection(), Throttle, rows())


def test_a_vote_belongs_to_a_division(store):
    with nothing_changes(), pytest.raises(IntegrityError), writing() as session:
        bulk.put(session.connection(), ArchiveVote, [(1, "Ledamot 1", "A", "yes")])


def test_votes_come_back_by_event_name_and_row():
    given = [
        Ballot(2, "B", 2, "", "yes"),
        Ballot(1, "B", 5, "", "no"),
        Ballot(1, "Å", 3, "", "no"),
        Ballot(1, "B", 4, "", "yes"),
    ]
    with sorter() as votes:
        assert votes.take(iter(given)) == 4
        sorted_ones = [(event, list(ballots)) for event, ballots in votes.by_event()]

    assert sorted_ones == [(1, [given[3], given[1], given[2]]), (2, [given[0]])]


def test_a_full_disk_is_the_database_s_to_tell(monkeypatch):
    monkeypatch.setattr(sorting, "SETTINGS", ("max_page_count=8",))

    with sorter() as votes, pytest.raises(OperationalError, match="full"):
        votes.take(Ballot(1, f"Ledamot {row}", row, "", "yes") for row in range(10_000))
