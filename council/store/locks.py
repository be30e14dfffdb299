"""Locks within a transaction, in the order division, seat, journal head.

On PostgreSQL the division's lock is an advisory one and a statement of its own, taken before
the state is read: its queue is fair, so a waiting chair stops later pressers, where row locks
kept the chair waiting for seconds. SQLite's one writer needs no more than the gate.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.store.models import Division, Meeting

DIVISION = 1
"""Class of the advisory locks on divisions; the classes of one database stand here only."""
MEETING = 2
"""Class of the advisory locks on meetings: the agenda's way and attendance."""
ACCOUNT = 3
"""Class of the advisory locks on accounts that are guessed at."""
NUMBERING = 4
"""Class of the advisory locks on the numbering of §§, one for each calendar year."""
PRESSER = 5
"""Class of the advisory locks on people who press: one press of a person at a time."""
ARCHIVE = 6
"""Class of the advisory lock on the archive: one file is read into it at a time."""


def _advisory(session: Session, kind: int, number: int, *, alone: bool) -> None:
    if session.get_bind().dialect.name == "postgresql":
        take = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        session.execute(select(take(kind, number)))


def hold_division(session: Session, division_id: int, *, alone: bool) -> Division | None:
    """The division under its lock: shared by presses, alone for what changes its state."""
    _advisory(session, DIVISION, division_id, alone=alone)
    return session.get(Division, division_id, populate_existing=True)


def hold_meeting(session: Session, meeting_id: int) -> Meeting | None:
    """The meeting under its lock, so that one act at a time changes it."""
    _advisory(session, MEETING, meeting_id, alone=True)
    return session.get(Meeting, meeting_id, populate_existing=True)


def hold_account(session: Session, account: str) -> None:
    """One guess at a time at one account (``account``: its SHA-256 in hex)."""
    _advisory(session, ACCOUNT, int(account[:7], 16), alone=True)


def hold_numbering(session: Session, year: int) -> None:
    """One § at a time takes a number of the year."""
    _advisory(session, NUMBERING, year, alone=True)


def hold_archive(session: Session) -> None:
    """One file at a time is read into the archive."""
    _advisory(session, ARCHIVE, 0, alone=True)
