"""The journal: append-only, one hash chain per meeting and one for the body.

An entry's hash covers all of it but the hash itself, with the previous entry's hash inside, so
that a change, a removal or a reordering is found by anyone who holds a later hash. Order is the
sequence, never the time; the sequence is given under the head's lock, held to commit, so that
the order of sequence is the order of commit and a stream that resumes skips nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.store.base import moment, written
from council.store.canonical import GENESIS_DOMAIN, JOURNAL_DOMAIN, canonical, digest
from council.store.models import JournalEntry, JournalHead

BODY = "body"
"""The name of the body's chain; a meeting's is ``m`` and its number."""
VERSION = 1
WAKE = "klubbslag"
"""The name under which PostgreSQL tells every process that a chain has grown."""

clock_back: list[Callable[[int], None]] = []
"""Who is told by how many seconds the clock stood before the last entry."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a reference without a name, in what capacity, signed in how."""

    ref: str
    capacity: str
    auth: str

    def entry(self) -> dict[str, str]:
        """The actor as the journal writes it."""
        return {"ref": self.ref, "as": self.capacity, "auth": self.auth}


SYSTEM = Actor("system", "system", "none")
"""The service itself: commands, imports, the demonstration."""


@dataclass(frozen=True, slots=True)
class Genesis:
    """What the first entry's ``prev`` is made of."""

    body: str
    meeting: str
    date: str


def begin(
    session: Session,
    chain: str,
    kind: str,
    payload: Mapping[str, Any],
    *,
    body: str,
    day: date,
    now: datetime,
    actor: Actor = SYSTEM,
) -> JournalEntry:
    """Start a chain with its genesis entry, number 0."""
    root = digest(GENESIS_DOMAIN, asdict(Genesis(body, chain, day.isoformat())))
    entry = _entry(chain, 0, kind, written(now), actor, payload, root)
    session.add(JournalHead(chain=chain, seq=0, at=entry.at, hash=entry.hash))
    session.add(entry)
    return entry


def append(
    session: Session,
    chain: str,
    kind: str,
    payload: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> JournalEntry:
    """Append one entry to a chain, in the caller's transaction.

    Time never goes backwards: where the clock did, the last entry's time stands and the
    payload says by how many whole seconds (``clock_back_s``). Less than one is no clock that
    went back: who waits for another's entry has read the clock before it.
    """
    head = session.scalars(
        select(JournalHead)
        .where(JournalHead.chain == chain)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    at = max(written(now), head.at)
    if at != written(now):
        behind = int((moment(head.at) - now).total_seconds())
        if behind:
            payload = {**payload, "clock_back_s": behind}
            for listener in clock_back:
                listener(behind)
    entry = _entry(chain, head.seq + 1, kind, at, actor, payload, head.hash)
    session.add(entry)
    head.seq, head.at, head.hash = entry.seq, entry.at, entry.hash
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(WAKE, chain)))  # told at commit
    return entry


def _entry(
    chain: str,
    seq: int,
    kind: str,
    at: str,
    actor: Actor,
    payload: Mapping[str, Any],
    prev: str,
) -> JournalEntry:
    facts = {
        "v": VERSION,
        "meeting": chain,
        "seq": seq,
        "kind": kind,
        "at": at,
        "actor": actor.entry(),
        "payload": dict(payload),
        "prev": prev,
    }
    return JournalEntry(
        chain=chain,
        seq=seq,
        v=VERSION,
        kind=kind,
        at=at,
        actor=canonical(facts["actor"]),
        payload=canonical(facts["payload"]),
        prev=prev,
        hash=digest(JOURNAL_DOMAIN, facts),
    )


def facts(entry: JournalEntry) -> dict[str, Any]:
    """An entry as it was hashed, without the hash."""
    return {
        "v": entry.v,
        "meeting": entry.chain,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "actor": json.loads(entry.actor),
        "payload": json.loads(entry.payload),
        "prev": entry.prev,
    }


class BrokenChain(ValueError):
    """A chain that does not hold together: which chain, at which entry, what."""


def verify(entries: Iterable[JournalEntry]) -> None:
    """Recompute a chain from its first entry on.

    Raises:
        BrokenChain: at the first entry that does not fit.
    """
    previous: JournalEntry | None = None
    for entry in entries:
        where = f"{entry.chain}:{entry.seq}"
        if entry.seq != (0 if previous is None else previous.seq + 1):
            raise BrokenChain(f"{where}: out of sequence")
        if previous is not None and (entry.prev != previous.hash or entry.at < previous.at):
            raise BrokenChain(f"{where}: does not follow the entry before it")
        if entry.hash != _hash(entry):
            raise BrokenChain(f"{where}: its hash is not its content's")
        previous = entry


def _hash(entry: JournalEntry) -> str | None:
    """The hash of an entry's content; None where that is not written in the one way.

    Else a name twice in an object, or the same letters in other bytes, would pass unseen.
    """
    try:
        read = facts(entry)
        as_kept = (canonical(read["actor"]), canonical(read["payload"]))
        return digest(JOURNAL_DOMAIN, read) if as_kept == (entry.actor, entry.payload) else None
    except ValueError:  # no JSON, or nothing that has one way of being written
        return None


def head(session: Session, chain: str) -> JournalHead | None:
    """The last entry's place and hash."""
    return session.get(JournalHead, chain)


def after(session: Session, chain: str, seq: int, limit: int = 500) -> list[JournalEntry]:
    """The entries of a chain after a sequence number, oldest first."""
    return list(
        session.scalars(
            select(JournalEntry)
            .where(JournalEntry.chain == chain, JournalEntry.seq > seq)
            .order_by(JournalEntry.seq)
            .limit(limit)
        )
    )
