"""SQLite: a copy by ``VACUUM INTO``, and the file put in place.

The copy reads one snapshot beside the votes and outside their gate: it holds up no writer, and
copies no write-ahead log (``wal_autocheckpoint=0``), which is what the gate is for.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session

from council.store.backup import chains, secrecy
from council.store.backup.manifest import Head
from council.store.backup.refusals import CopyFailed, Damaged


def copy(engine: Engine, to: Path) -> list[Head]:
    """Copy the database into a new file and see that it is whole; gives where each chain ends.

    Raises:
        CopyFailed, SecretBallotOpen, JournalBroken, Damaged: the file must not be used.
    """
    with Session(engine) as session:
        secrecy.require_none_open(session)  # not even for a moment does such a copy lie on a disk
    _vacuum_into(engine, to)
    _clear(to)
    return examine(to)


def _vacuum_into(engine: Engine, to: Path) -> None:
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))  # for our eyes only
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(to),))
    except sqlite3.OperationalError as error:
        raise CopyFailed(str(error)) from None
    finally:
        raw.close()


def _clear(file: Path) -> None:
    """Take out what is no part of the record, and overwrite where it stood."""
    with closing(sqlite3.connect(file, isolation_level=None)) as copied:
        copied.execute("PRAGMA secure_delete=ON")
        for table in secrecy.LEFT_OUT:
            copied.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables


def examine(file: Path) -> list[Head]:
    """See that a database at today's schema is whole; gives where each chain ends.

    Raises:
        SecretBallotOpen, JournalBroken, Damaged: what is wrong with it.
    """
    require_whole(file)
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with Session(engine) as session:
        secrecy.require_none_open(session)
        return chains.verify(session)


def require_whole(file: Path) -> None:
    """Let SQLite itself look through every page of a file.

    Raises:
        Damaged: it is no database, or not a whole one.
    """
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as opened:
            told = [row[0] for row in opened.execute("PRAGMA integrity_check(1)")]
            told += [f"{row[0]}: {row[1]}" for row in opened.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from None
    if told != ["ok"]:
        raise Damaged(told[0] if told[0] != "ok" else told[1])
