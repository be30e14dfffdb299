"""The journal's chain: every change, removal and reordering is found; time never goes back."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from council.store import journal
from council.store.base import written
from council.store.canonical import GENESIS_DOMAIN, JOURNAL_DOMAIN, digest
from council.store.engine import reading, writing
from council.store.journal import SYSTEM, Actor, BrokenChain, verify
from council.store.models import JournalEntry
from tests.factories import DAY, NOON, later
from tests.support.changes import whole

CHAIR = Actor("p1", "chair", "password")


def begin(chain="m1"):
    with writing() as session:
        journal.begin(session, chain, "meeting.created", {}, body="Fullmäktige", day=DAY, now=NOON)


def append(payload=None, *, chain="m1", kind="note.made", now=NOON):
    with writing() as session:
        return journal.append(session, chain, kind, payload or {}, actor=CHAIR, now=now)


@pytest.fixture
def chain(store):
    """A meeting's chain of five entries."""
    begin()
    for number in range(1, 5):
        append({"number": number, "name": "Åsa"}, now=later(number))
    return whole("m1")


def copy_of(entry, **changed):
    """An entry as a forger would have it."""
    columns = ("chain", "seq", "v", "kind", "at", "actor", "payload", "prev", "hash")
    return JournalEntry(**{name: getattr(entry, name) for name in columns} | changed)


def test_a_chain_that_nobody_touched_verifies(chain):
    verify(chain)


def test_an_entry_is_hashed_as_the_record_describes_it(chain):
    entry = chain[2]
    facts = {
        "v": 1,
        "meeting": "m1",
        "seq": 2,
        "kind": "note.made",
        "at": "2025-03-05T11:02:00.000000Z",
        "actor": {"ref": "p1", "as": "chair", "auth": "password"},
        "payload": {"number": 2, "name": "Åsa"},
        "prev": chain[1].hash,
    }

    assert journal.facts(entry) == facts
    assert entry.hash == digest(JOURNAL_DOMAIN, facts)


def test_the_first_entry_follows_from_body_meeting_and_day(chain):
    root = {"body": "Fullmäktige", "meeting": "m1", "date": "2025-03-05"}

    assert (chain[0].seq, chain[0].prev) == (0, digest(GENESIS_DOMAIN, root))
    assert json.loads(chain[0].actor) == SYSTEM.entry()


def test_the_head_is_the_last_entry(chain):
    with reading() as session:
        head = journal.head(session, "m1")

    assert (head.seq, head.at, head.hash) == (4, chain[-1].at, chain[-1].hash)


CHANGES = {
    "payload": '{"name":"Åsa","number":9}',
    "kind": "vote.note",
    "at": "2025-03-05T11:02:00.000001Z",
    "actor": '{"as":"chair","auth":"password","ref":"p2"}',
    "prev": "0" * 64,
    "hash": "0" * 64,
    "v": 2,
    "chain": "m2",
    "seq": 7,
}


@pytest.mark.parametrize(("column", "value"), CHANGES.items(), ids=CHANGES)
def test_a_changed_entry_is_found(chain, column, value):
    chain[2] = copy_of(chain[2], **{column: value})

    with pytest.raises(BrokenChain):
        verify(chain)


OTHERWISE_WRITTEN = {
    "spaced": '{"name": "Åsa", "number": 2}',
    "turned": '{"number":2,"name":"Åsa"}',
    "taken apart": '{"name":"A\u030asa","number":2}',
    "said twice": '{"name":"Bo","name":"Åsa","number":2}',
    "with a decimal": '{"name":"Åsa","number":2.0}',
    "cut": '{"name":"Åsa","numb',
    "empty": "",
}


@pytest.mark.parametrize("payload", OTHERWISE_WRITTEN.values(), ids=OTHERWISE_WRITTEN)
def test_an_entry_that_is_written_in_another_way_is_found(chain, payload):
    chain[2] = copy_of(chain[2], payload=payload)

    with pytest.raises(BrokenChain, match="m1:2"):
        verify(chain)


def test_two_entries_that_changed_places_are_found(chain):
    chain[2], chain[3] = chain[3], chain[2]

    with pytest.raises(BrokenChain, match="out of sequence"):
        verify(chain)


def test_two_entries_that_changed_places_and_numbers_are_found(chain):
    chain[2], chain[3] = copy_of(chain[3], seq=2), copy_of(chain[2], seq=3)

    with pytest.raises(BrokenChain):
        verify(chain)


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_a_removed_entry_is_found(chain, gone):
    del chain[gone]

    with pytest.raises(BrokenChain, match="out of sequence"):
        verify(chain)


def test_a_removed_entry_is_found_though_the_rest_is_numbered_anew(chain):
    rest = [copy_of(entry, seq=number) for number, entry in enumerate(chain[:2] + chain[3:])]

    with pytest.raises(BrokenChain, match="does not follow"):
        verify(rest)


def test_an_entry_that_was_put_in_is_found(chain):
    chain[3:3] = [copy_of(chain[2], seq=3, prev=chain[2].hash)]

    with pytest.raises(BrokenChain):
        verify(chain)


def test_time_that_goes_back_is_found_though_all_is_hashed_anew(chain):
    chain[3] = _rehashed(copy_of(chain[3], at=written(NOON)))
    chain[4] = _rehashed(copy_of(chain[4], prev=chain[3].hash))

    with pytest.raises(BrokenChain, match="does not follow"):
        verify(chain)


def _rehashed(entry):
    return copy_of(entry, hash=digest(JOURNAL_DOMAIN, journal.facts(entry)))


@given(where=st.integers(0, 4), data=st.data())
def test_any_one_changed_letter_is_found(where, data):
    entries = _a_chain()
    column = data.draw(st.sampled_from(["kind", "at", "actor", "payload", "prev", "hash"]))
    before = getattr(entries[where], column)
    place = data.draw(st.integers(0, len(before) - 1))
    letter = data.draw(st.characters(exclude_categories=("Cs",)).filter(before[place].__ne__))
    after = before[:place] + letter + before[place + 1 :]
    entries[where] = copy_of(entries[where], **{column: after})

    with pytest.raises(BrokenChain):
        verify(entries)


def _a_chain():
    """Five entries that no database has seen."""
    prev, entries = "0" * 64, []
    for seq in range(5):
        entry = journal._entry("m1", seq, "note.made", written(NOON), CHAIR, {"n": seq}, prev)
        prev = entry.hash
        entries.append(entry)
    return entries


def test_a_clock_that_goes_back_keeps_the_order(chain):
    entry = append(now=later(4) - timedelta(seconds=90))

    assert entry.at == chain[-1].at
    assert json.loads(entry.payload) == {"clock_back_s": 90}
    verify(whole("m1"))


def test_after_the_clock_has_gone_back_time_goes_on_from_where_it_was(chain):
    append(now=later(1))
    entry = append(now=later(5))

    assert entry.at == written(later(5))
    assert json.loads(entry.payload) == {}


def test_two_who_write_at_once_are_no_clock_that_went_back(chain):
    """Who waited for the other's entry read the clock before it."""
    entry = append(now=later(4) - timedelta(milliseconds=700))

    assert entry.at == chain[-1].at
    assert json.loads(entry.payload) == {}


def test_each_chain_has_its_own_time_and_numbers(chain):
    begin("m2")

    assert append(chain="m2", now=NOON).seq == 1
    assert append(chain="m1", now=later(9)).seq == 5


def test_a_chain_begins_once(chain):
    with pytest.raises(Exception, match="journal"):
        begin()
    assert whole("m1")[-1].hash == chain[-1].hash


def test_what_is_not_committed_leaves_no_gap(chain):
    def fail():
        with writing() as session:
            journal.append(session, "m1", "note.made", {}, actor=CHAIR, now=later(5))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert append(now=later(6)).seq == 5
    verify(whole("m1"))


def test_a_payload_that_has_no_one_way_of_being_written_is_refused(chain):
    with pytest.raises(ValueError, match="float"):
        append({"share": 0.5})
    assert len(whole("m1")) == 5


def test_a_stream_that_resumes_gets_what_came_after(chain):
    with reading() as session:
        assert [entry.seq for entry in journal.after(session, "m1", 2)] == [3, 4]
        assert [entry.seq for entry in journal.after(session, "m1", -1, limit=2)] == [0, 1]
        assert journal.after(session, "m2", -1) == []


def test_what_was_changed_in_the_database_past_all_guards_is_found(chain, store):
    with writing() as session:
        drop = "DROP TRIGGER journal_entry_stays"
        postgresql = session.get_bind().dialect.name == "postgresql"
        session.execute(text(drop + " ON journal_entry" if postgresql else drop + "_as_written"))
        session.execute(text("UPDATE journal_entry SET kind = 'vote.note' WHERE seq = 2"))

    with pytest.raises(BrokenChain, match="m1:2"):
        verify(whole("m1"))
