"""What an act changed: the whole record before and after, and what the journal says of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from council.law.refusals import Refused
from council.services.missing import Missing
from council.store import journal
from council.store.base import Base
from council.store.engine import reading
from council.store.models import JournalEntry, JournalHead

Rows = dict[str, list[tuple[Any, ...]]]


def everything() -> Rows:
    """Every row of every table."""
    with reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def nothing_changes() -> Iterator[None]:
    """The block leaves every row as it was."""
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(why: type[Refused] | type[Missing], /, **facts: Any) -> Iterator[None]:
    """The block is refused for the reason, with these facts among its own; nothing changes."""
    with nothing_changes(), pytest.raises(why) as caught:
        yield
    told = getattr(caught.value, "facts", {})
    assert {name: told.get(name) for name in facts} == facts


@contextmanager
def entries(chain: str) -> Iterator[list[JournalEntry]]:
    """What the block appends to a chain; the list is empty until the block is left."""
    appended: list[JournalEntry] = []
    with reading() as session:
        head = journal.head(session, chain)
        before = -1 if head is None else head.seq
    yield appended
    with reading() as session:
        appended.extend(journal.after(session, chain, before))


@contextmanager
def one_entry(meeting: int, kind: str) -> Iterator[list[JournalEntry]]:
    """The block appends exactly one entry to a meeting's chain, of this kind."""
    with entries(f"m{meeting}") as appended:
        yield appended
    assert [entry.kind for entry in appended] == [kind]


def kinds(meeting: int) -> list[str]:
    """The kinds of a meeting's entries, the first first."""
    return [entry.kind for entry in whole(f"m{meeting}")]


def whole(chain: str) -> list[JournalEntry]:
    """A chain's entries, the first first."""
    with reading() as session:
        return journal.after(session, chain, -1, limit=100_000)


def require_sound_journal() -> None:
    """Every chain verifies, and ends in its head."""
    with reading() as session:
        heads = list(session.scalars(select(JournalHead)))
    for head in heads:
        chain = whole(head.chain)
        journal.verify(chain)
        assert (chain[-1].seq, chain[-1].hash, chain[-1].at) == (head.seq, head.hash, head.at)
