"""The record as a stranger reads it: whatever somebody could have spoilt in it is found."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest

from council.law.tally import Choice
from council.services import divisions
from council.store.base import db
from tests import factories
from tests.factories import does
from tests.support import ledger
from tests.support.history import Closing, History, Told, Tried
from tests.support.served import ROOT
from tests.support.soaked import kind


@dataclass
class Seen:
    """A division in which Agneta changes her vote and Cia presses once, as they saw it."""

    url: str
    division: int
    history: History

    def faults(self):
        """What cannot be true of it."""
        return ledger.faults(self.url, self.division, self.history)

    def faults_while_open(self):
        return ledger.faults_while_open(self.url, self.division, self.history)

    def closes(self):
        does("ordforande", divisions.close_division, self.division)
        self.history.closings.append(Closing(8.0, 9.0))


@pytest.fixture
def seen(council):
    """The division, still open."""
    division = factories.an_open_division().division
    url = db.engine.url.render_as_string(hide_password=False)
    one = Seen(url, division, History())
    for at, (who, choice) in enumerate([("agneta", "yes"), ("cia", "yes"), ("agneta", "no")]):
        code = factories.press(division, who, Choice(choice)).code
        one.history.tries.append(
            Tried(factories.seat(who), f"{who}-{choice}", choice, Told.ACCEPTED, code, at, at + 0.5)
        )
    return one


@pytest.fixture
def closed(seen):
    """The same when the gavel has fallen."""
    seen.closes()
    return seen


def spoil(url, statement):
    """Change the record past the service and past the database's own guards."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                file.execute(f'DROP TRIGGER "{name}"')
            changed = file.execute(statement).rowcount
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as server:
            server.execute("SET session_replication_role = replica")
            changed = server.execute(statement).rowcount
    assert changed > 0, "nothing was spoilt"


def test_a_sound_record_has_no_faults(closed):
    assert closed.faults() == []


def test_a_sound_record_has_none_while_it_grows(seen):
    assert seen.faults_while_open() == []


LOST = "DELETE FROM press WHERE id = (SELECT max(id) FROM press)"
DOUBLED = (
    'INSERT INTO press (division_id, seat_id, person_id, choice, key, "by", auth, receipt,'
    " recorded_at) SELECT division_id, seat_id, person_id, choice, 'copy', \"by\", auth,"
    " 'AAAA-AAAA', recorded_at FROM press WHERE id = (SELECT max(id) FROM press)"
)
CHANGED = "UPDATE press SET choice = 'abstain' WHERE id = (SELECT max(id) FROM press)"
WHILE_OPEN = {
    "lost": (LOST, "an acknowledged press is gone"),
    "doubled": (DOUBLED, "a press that nobody made is kept"),
    "changed": (CHANGED, "an acknowledged press is kept as another"),
    "another receipt": (
        "UPDATE press SET receipt = 'AAAA-AAAA' WHERE id = (SELECT max(id) FROM press)",
        "an acknowledged press is kept as another",
    ),
    "moved to another seat": (
        "UPDATE press SET seat_id = (SELECT max(id) FROM seat)"
        " WHERE id = (SELECT max(id) FROM press)",
        "an acknowledged press is gone",
    ),
    "an entry changed": (
        "UPDATE journal_entry SET payload = '{\"seats\":23}' WHERE chain = 'body'",
        "body:0: its hash is not its content's",
    ),
    "an entry in other letters": (
        "UPDATE journal_entry SET payload = replace(payload, ':', ': ') WHERE chain = 'body'",
        "body:0: its hash is not its content's",
    ),
    "an entry taken out": (
        "DELETE FROM journal_entry WHERE kind = 'meeting.opened'",
        "does not follow the entry before it",
    ),
    "the newest entry taken out": (
        "DELETE FROM journal_entry WHERE kind = 'division.opened'",
        "its last entry is not its head",
    ),
    "a chain taken away": (
        "DELETE FROM journal_entry WHERE chain <> 'body'",
        "its last entry is not its head",
    ),
    "a head set back": ("UPDATE journal_head SET seq = seq - 1", "its last entry is not its head"),
}


@pytest.mark.parametrize(("statement", "fault"), WHILE_OPEN.values(), ids=WHILE_OPEN)
def test_what_is_spoilt_in_an_open_division_is_found(seen, statement, fault):
    spoil(seen.url, statement)

    assert any(fault in one for one in seen.faults_while_open())


@pytest.mark.parametrize(
    ("statement", "column"),
    [(LOST, "lost"), (DOUBLED, "doubled"), (WHILE_OPEN["a head set back"][0], "broken")],
    ids=["lost", "doubled", "broken"],
)
def test_make_soak_counts_it_as_what_it_is(seen, statement, column):
    spoil(seen.url, statement)

    assert {kind(fault) for fault in seen.faults_while_open()} == {column}


AFTER_THE_GAVEL = {
    "a press lost": (LOST, "an acknowledged press is gone"),
    "a press doubled": (DOUBLED, "the journal says 3 presses, 4 are kept"),
    "a press changed": (CHANGED, "a vote is lost"),
    "a vote lost": (
        "DELETE FROM vote WHERE seat_id = (SELECT max(seat_id) FROM vote)",
        "a vote is lost",
    ),
    "a vote changed": (
        "UPDATE vote SET choice = 'abstain' WHERE seat_id = (SELECT max(seat_id) FROM vote)",
        "a vote is lost",
    ),
    "figures changed": (
        "UPDATE division SET votes_yes = votes_yes + 5",
        "the figures are not the votes'",
    ),
    "the closing changed": (
        "UPDATE journal_entry SET payload = replace(payload, '\"presses_n\":3',"
        " '\"presses_n\":4') WHERE kind = 'division.closed'",
        "its hash is not its content's",
    ),
    "the seal changed": (
        "UPDATE division SET seal = entry.prev FROM journal_entry AS entry"
        " WHERE entry.kind = 'division.closed'",
        "is not its closing's hash",
    ),
    "the time turned back": (
        "UPDATE journal_entry SET at = '2020-01-01T00:00:00.000000Z'"
        " WHERE kind = 'division.closed'",
        "is older than the entry before it",
    ),
}


@pytest.mark.parametrize(("statement", "fault"), AFTER_THE_GAVEL.values(), ids=AFTER_THE_GAVEL)
def test_what_is_spoilt_in_a_closed_division_is_found(closed, statement, fault):
    spoil(closed.url, statement)

    assert any(fault in one for one in closed.faults())


def test_an_index_that_is_not_its_tables_is_found(sqlite_url, seeded):
    """A quick check passes it by, and the service would not find what stands in the table."""
    other = "CREATE INDEX ix_person_party_id ON person (id)"
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file, file:
        file.execute("PRAGMA writable_schema = ON")
        changed = file.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'ix_person_party_id'", (other,)
        )
        assert changed.rowcount == 1

    assert ledger.whole_faults(sqlite_url, "quick_check") == []
    assert ledger.whole_faults(sqlite_url)[0].startswith("the file: ")


def test_a_refusal_as_closed_before_anybody_closed_is_found(seen):
    seen.history.tries.append(Tried(1, "early", "yes", Told.CLOSED, None, 3.0, 3.5))

    [fault] = seen.faults_while_open()
    assert "refused before anybody closed" in fault


def test_a_vote_that_is_sealed_before_the_gavel_is_found(seen):
    seen_open = seen.history.until_now()
    seen.closes()

    [first, second] = ledger.faults_while_open(seen.url, seen.division, seen_open)
    assert "sealed in an open division" in first
    assert "sealed in an open division" in second


def test_a_press_that_waits_for_its_answer_may_be_kept(seen):
    waiting = seen.history.tries.pop()
    seen.history.asked.append((waiting.seat, waiting.key))

    assert seen.faults_while_open() == []


def published(seen, *votes, **counts):
    votes = [{"member": member, "position": position} for member, position in votes]
    figures = {"yes": 1, "no": 1, "abstain": 0, "absent": 19} | counts
    return ledger.published_faults(
        seen.url, {"id": seen.division, "votes": votes, "counts": figures}
    )


def test_a_publication_that_is_not_the_sealed_votes_is_found(closed):
    right, absent = [("Agneta", "no"), ("Cia", "yes")], ("Ordföranden", "absent")
    swapped = [("Agneta", "yes"), ("Cia", "no")]

    assert published(closed, *right, absent) == []
    assert "the list" in published(closed, ("Agneta", "yes"), ("Cia", "yes"))[0]
    assert "the list" in published(closed, *right, ("Cia", "yes"))[0]
    assert "the list" in published(closed, *swapped)[0]
    assert "the figures" in published(closed, *right, no=2)[0]


def test_it_reads_without_the_service():
    blocked = "import sys; sys.modules['council'] = None; import tests.support.ledger"

    subprocess.run([sys.executable, "-c", blocked], cwd=ROOT, check=True)
