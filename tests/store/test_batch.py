"""Several writes, one sync: everybody has an answer of the own, and only of what stands."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import monotonic, sleep

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from council.store import engine as opening
from council.store.base import db
from council.store.batch import LARGEST
from council.store.engine import gate_of, reading, write_alone, write_together, writing
from council.store.gate import Busy
from tests.support.until import until

PATIENCE = 10
INSERT = text("INSERT INTO journal_head (chain, seq, at, hash) VALUES (:name, 0, '', :weight)")


class No(Exception):
    """A refusal: nothing was written, and nobody else is concerned."""


def write(name, weight=""):
    """A write that says who wrote it."""

    def work(connection):
        connection.execute(INSERT, {"name": name, "weight": weight})
        return f"{name} is written"

    return work


def refuse(connection):
    connection.execute(text("SELECT 1"))
    raise No


def written():
    with reading() as session:
        return set(session.scalars(text("SELECT chain FROM journal_head")))


def together(app, works, send=write_alone):
    """Let all of them wait for the same turn; what each was told, or what it raised."""

    def ask(work):
        with app.app_context():
            try:
                return send(work)
            except Exception as error:  # noqa: BLE001 - it is what is asked for
                return error

    with ThreadPoolExecutor(len(works)) as pool:
        with waiting_line():
            asked = []
            for place, work in enumerate(works, start=1):
                asked.append(pool.submit(ask, work))
                wait_for(place)
        return [one.result(PATIENCE) for one in asked]


@contextmanager
def waiting_line():
    """Nobody is let in while the block runs; who waits gets into one batch after it."""
    gate = gate_of(db.engine)
    with gate.in_line():
        yield


def wait_for(count):
    deadline = monotonic() + PATIENCE
    gate = gate_of(db.engine)
    while len(gate.waiting) < count or len(gate._lock._waiting) < count:
        assert monotonic() < deadline
        sleep(0.0005)


@contextmanager
def commits():
    """How many transactions that may write are committed in the block."""
    counted = []

    def one_more(connection):
        counted.append(connection)

    event.listen(db.engine, "commit", one_more)
    yield counted
    event.remove(db.engine, "commit", one_more)


def test_everybody_has_the_own_answer_and_the_disk_is_asked_once(sqlite):
    names = [f"m{number}" for number in range(12)]

    with commits() as counted:
        answers = together(sqlite, [write(name) for name in names])

    assert answers == [f"{name} is written" for name in names]
    assert written() == set(names)
    assert len(counted) == 1


def test_a_refusal_disturbs_nobody(sqlite):
    answers = together(sqlite, [write("m1"), refuse, write("m2"), refuse, write("m3")])

    assert [type(answer) for answer in answers] == [str, No, str, No, str]
    assert written() == {"m1", "m2", "m3"}


def test_where_the_work_of_several_breaks_down_halfway_nothing_of_it_stands(sqlite):
    def work(connection, names):
        connection.execute(INSERT, {"name": names[0], "weight": ""})
        raise RuntimeError

    told = together(sqlite, ["a", "b"], send=partial(write_together, work))

    assert [type(answer) for answer in told] == [RuntimeError, RuntimeError]
    assert written() == set()


def test_who_comes_later_in_a_batch_sees_what_came_before(sqlite):
    def look(connection):
        return connection.scalar(text("SELECT count(*) FROM journal_head"))

    answers = together(sqlite, [look, write("m1"), look, write("m2"), look])

    assert [answer for answer in answers if isinstance(answer, int)] == [0, 1, 2]


def test_more_than_one_transaction_can_hold_are_written_in_several(sqlite):
    names = [f"m{number}" for number in range(LARGEST + 5)]

    with commits() as counted:
        answers = together(sqlite, [write(name) for name in names])

    assert not [answer for answer in answers if not isinstance(answer, str)]
    assert written() == set(names)
    assert len(counted) == 2


def test_where_the_commit_fails_nobody_is_told_that_it_is_written(sqlite):
    def fail(_connection):
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    event.listen(db.engine, "commit", fail)
    answers = together(sqlite, [write("m1"), refuse, write("m2")])
    event.remove(db.engine, "commit", fail)

    assert [type(answer) for answer in answers] == [OperationalError] * 3
    assert written() == set()


@pytest.fixture
def impatient(sqlite, monkeypatch):
    """Nobody waits for the turn for longer than a moment."""
    monkeypatch.setattr("council.store.gate.LINE_WAIT", 0.05)
    return sqlite


def ask(app, work):
    with app.app_context():
        return write_alone(work)


def test_who_was_told_to_try_again_is_not_written_unseen(impatient):
    with ThreadPoolExecutor(1) as pool, waiting_line():
        asked = pool.submit(ask, impatient, write("m1"))
        with pytest.raises(Busy):
            asked.result(PATIENCE)

    ask(impatient, write("m2"))
    assert written() == {"m2"}


def test_who_was_taken_along_is_told_what_came_of_it_however_long_it_took(sqlite, monkeypatch):
    line = gate_of(db.engine)._lock

    def write_slowly(connection):
        until(lambda: not line._waiting)  # whom it took along has lost patience
        return write("m1")(connection)

    with ThreadPoolExecutor(2) as pool:
        with waiting_line():
            asked = [pool.submit(ask, sqlite, write_slowly)]
            wait_for(1)
            monkeypatch.setattr("council.store.gate.LINE_WAIT", 1.0)
            asked.append(pool.submit(ask, sqlite, write("m2")))
            wait_for(2)
        told = [one.result(PATIENCE) for one in asked]

    assert told == ["m1 is written", "m2 is written"]
    assert written() == {"m1", "m2"}


@pytest.fixture
def almost_full(sqlite, monkeypatch):
    """A disk with room for some of what is to be written, and not for all."""
    with db.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    monkeypatch.setattr(opening, "PRAGMAS", (*opening.PRAGMAS, f"max_page_count={pages + 6}"))
    db.engine.dispose()
    return sqlite


def test_on_a_full_disk_nobody_is_told_what_is_not_so(almost_full):
    """SQLite takes the whole transaction back by itself, and a commit after that says nothing."""
    names = [f"m{number}" for number in range(12)]
    answers = together(almost_full, [write(name, "x" * 4000) for name in names])

    told = {name for name, answer in zip(names, answers, strict=True) if isinstance(answer, str)}
    assert told == written()
    assert len(told) < len(names)


def test_what_the_database_took_back_is_not_committed_in_silence(almost_full):
    """Also where somebody caught the error and went on."""

    def go_on_after_it_is_full():
        with writing() as session:
            session.execute(INSERT, {"name": "m1", "weight": ""})
            with pytest.raises(OperationalError, match="full"):
                session.execute(INSERT, {"name": "m2", "weight": "x" * 100_000})

    with pytest.raises(OperationalError):
        go_on_after_it_is_full()
    assert written() == set()


def test_after_a_full_disk_the_next_write_goes_in_when_there_is_room(almost_full, monkeypatch):
    together(almost_full, [write(f"m{number}", "x" * 4000) for number in range(12)])
    monkeypatch.undo()
    db.engine.dispose()

    assert together(almost_full, [write("after")]) == ["after is written"]
