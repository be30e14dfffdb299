"""How the database is opened: settled on every connection, whatever the server's defaults are."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from council.store import engine as opening
from council.store.base import db
from council.store.engine import reading, write_alone, writing
from council.store.models import JournalHead, Throttle
from tests.factories import NOON

SETTLED = {
    "synchronous": 2,  # FULL
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "wal_autocheckpoint": 0,
    "trusted_schema": 0,
}


def settled(connection):
    """What a connection answers about its settings."""
    return {name: connection.scalar(text(f"PRAGMA {name}")) for name in SETTLED}


INSERT_HEAD = "INSERT INTO journal_head VALUES ('m1', 0, '', '')"


def a_head(name):
    return JournalHead(chain=name, seq=0, at="", hash="")


def heads():
    with reading() as session:
        return set(session.scalars(text("SELECT chain FROM journal_head")))


def file_of_the_database():
    return db.engine.url.database


def test_every_pooled_connection_to_sqlite_is_settled(sqlite):
    with ExitStack() as open_at_once:
        connections = [open_at_once.enter_context(db.engine.connect()) for _ in range(5)]

        assert [settled(connection) for connection in connections] == [SETTLED] * 5


def test_the_writing_connection_is_settled(sqlite):
    with writing() as session:
        assert settled(session.connection()) == SETTLED


def test_a_connection_is_settled_again_after_a_checkpoint(sqlite):
    opening.checkpoint(db.engine)

    with db.engine.connect() as connection:
        assert settled(connection) == SETTLED


@pytest.mark.parametrize(
    ("pragma", "wrong"),
    [
        ("synchronous=FULL", "synchronous=NORMAL"),
        ("foreign_keys=ON", "foreign_keys=OFF"),
        ("wal_autocheckpoint=0", "wal_autocheckpoint=1000"),
    ],
)
def test_a_looser_setting_would_be_seen(tmp_path, monkeypatch, pragma, wrong):
    loosened = [wrong if one == pragma else one for one in opening.PRAGMAS]
    monkeypatch.setattr(opening, "PRAGMAS", loosened)
    engine = create_engine(f"sqlite:///{tmp_path / 'loose.db'}")
    opening.prepare(engine)

    with engine.connect() as connection:
        assert settled(connection) != SETTLED
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("lock_timeout", "3s"),
        ("transaction_isolation", "read committed"),
        ("synchronous_commit", "on"),
    ],
)
def test_every_pooled_connection_to_postgresql_is_settled(postgresql, name, wanted):
    loosen(lock_timeout="0", default_transaction_isolation="serializable", synchronous_commit="off")

    with ExitStack() as open_at_once:
        connections = [open_at_once.enter_context(db.engine.connect()) for _ in range(3)]
        assert [one.scalar(text(f"SHOW {name}")) for one in connections] == [wanted] * 3


def test_an_operator_may_ask_postgresql_for_more_than_on(postgresql):
    loosen(synchronous_commit="remote_apply")

    with db.engine.connect() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "remote_apply"


def loosen(**defaults):
    """Give the database other defaults, as an operator may have done."""
    with db.engine.begin() as connection:
        for name, value in defaults.items():
            database = db.engine.url.database
            connection.execute(text(f"ALTER DATABASE {database} SET {name} = '{value}'"))
    db.engine.dispose()


def test_a_writer_holds_sqlite_from_the_start(sqlite):
    with (
        writing(),
        closing(sqlite3.connect(file_of_the_database(), timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_reader_keeps_no_writer_waiting(sqlite):
    with reading() as session:
        session.scalar(text("SELECT count(*) FROM journal_head"))
        with writing() as writer:
            writer.add(a_head("m1"))


def test_a_reader_reads_one_snapshot(store):
    with reading() as session:
        before = session.scalar(text("SELECT count(*) FROM journal_head"))
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write_head, store, "m1").result()

        assert session.scalar(text("SELECT count(*) FROM journal_head")) == before
    assert heads() == {"m1"}


def write_head(app, name):
    with app.app_context(), writing() as session:
        session.add(a_head(name))


def test_a_reader_cannot_write_to_postgresql(postgresql):
    with reading() as session, pytest.raises(Exception, match="read-only"):
        session.execute(text("DELETE FROM throttle"))


def test_a_reader_of_sqlite_that_becomes_a_writer_is_refused_at_once(sqlite):
    """Why ``writing()`` says so from the start: the busy timeout does not help here."""
    deferred = db.engine.connect()
    deferred.execute(text("SELECT count(*) FROM journal_head")).scalar()
    with writing() as session:
        session.add(a_head("m1"))

    began = monotonic()
    with pytest.raises(OperationalError, match="locked"):
        deferred.execute(text("INSERT INTO journal_head VALUES ('m2', 0, '', '')"))
    assert monotonic() - began < 1
    deferred.close()


def test_writers_that_read_first_wait_for_each_other(store):
    with writing() as session:
        session.add(Throttle(account="a", failures=0, free_at=NOON))

    def count_up():
        with store.app_context():
            for _ in range(10):
                with writing() as session:
                    session.get(Throttle, "a", with_for_update=True).failures += 1

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count_up) for _ in range(4)]:
            done.result()

    with reading() as session:
        assert session.get(Throttle, "a").failures == 40


def test_what_fails_is_not_written_and_the_next_writer_is_let_in(store):
    def fail():
        with writing() as session:
            session.add(a_head("m1"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with writing() as session:
        session.add(a_head("m2"))
    assert heads() == {"m2"}


@pytest.fixture
def small_log(monkeypatch):
    """A log that is copied after every write."""
    monkeypatch.setattr("council.store.gate.Gate.CHECKPOINT_EVERY", 1)


def log_size():
    return Path(f"{file_of_the_database()}-wal").stat().st_size


def test_the_log_is_copied_into_the_database_when_it_has_grown(sqlite, small_log):
    with writing() as session:
        session.add(a_head("m1"))

    assert log_size() == 0
    with closing(sqlite3.connect(file_of_the_database())) as other:
        assert other.execute("SELECT chain FROM journal_head").fetchall() == [("m1",)]


def test_the_log_is_not_copied_at_every_write(sqlite):
    with writing() as session:
        session.add(a_head("m1"))

    assert log_size() > 0


def test_writes_of_a_batch_are_counted_too(sqlite, small_log):
    write_alone(lambda connection: connection.execute(text(INSERT_HEAD)))

    assert log_size() == 0


def test_a_reader_does_not_hold_up_those_who_write(sqlite, small_log):
    """TRUNCATE waits for readers unless it is told not to, and all writers with it."""
    reading_now, done = Event(), Event()

    def read_slowly():
        with sqlite.app_context(), reading() as session:
            session.scalar(text("SELECT count(*) FROM journal_head"))
            reading_now.set()
            done.wait(20)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(read_slowly)
        reading_now.wait(5)
        began = monotonic()
        for name in ("m1", "m2", "m3"):
            with writing() as session:
                session.add(a_head(name))
        waited = monotonic() - began
        done.set()
        slow.result()

    assert waited < 2
    assert heads() == {"m1", "m2", "m3"}


def test_a_checkpoint_that_fails_is_no_fault_of_the_writer():
    """A full disk: the log keeps what was committed, and the copy is made when there is room."""

    class Full:
        def raw_connection(self):
            return self

        def cursor(self):
            return self

        def execute(self, statement):
            if "checkpoint" in statement:
                raise sqlite3.OperationalError("database or disk is full")

        def invalidate(self):
            pass

        def close(self):
            pass

    assert opening.checkpoint(Full()) is False
