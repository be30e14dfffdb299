"""Every chain of the journal, recomputed from its first entry to its head."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from council.store import journal
from council.store.backup.manifest import Head
from council.store.backup.refusals import JournalBroken
from council.store.models import JournalEntry
from council.store.queries.heads import heads

AT_A_TIME = 1000
"""Entries read at once; a journal of ten years need not fit into memory."""


def verify(session: Session) -> list[Head]:
    """Recompute all chains within the session's snapshot; gives where each ends.

    Raises:
        JournalBroken: at the first entry that does not fit, or a chain without its head.
    """
    ends: list[Head] = []
    for chain, seq, hash_ in heads(session):
        last = _verify(session, chain)
        if last != (seq, hash_):
            raise JournalBroken(f"{chain}: {seq}")
        ends.append(Head(chain, seq, hash_))
    loose = select(JournalEntry.chain).where(JournalEntry.chain.not_in([e.chain for e in ends]))
    if (chain_ := session.scalar(loose.limit(1))) is not None:
        raise JournalBroken(chain_)
    return sorted(ends)


def require(known: Sequence[Head], session: Session) -> None:
    """Stop unless each of these entries stands in the journal with this hash.

    Raises:
        JournalBroken: the first that does not.
    """
    for head in known:
        entry = session.get(JournalEntry, (head.chain, head.seq))
        if entry is None or entry.hash != head.hash:
            raise JournalBroken(f"{head.chain}: {head.seq}")


def _verify(session: Session, chain: str) -> tuple[int, str] | None:
    last: JournalEntry | None = None

    def read() -> Iterator[JournalEntry]:
        nonlocal last
        for entry in session.scalars(_entries(chain)):
            last = entry
            yield entry
            session.expunge(entry)

    try:
        journal.verify(read())
    except journal.BrokenChain as broken:
        raise JournalBroken(str(broken)) from None
    return None if last is None else (last.seq, last.hash)


def _entries(chain: str) -> Select[JournalEntry]:
    return (
        select(JournalEntry)
        .where(JournalEntry.chain == chain)
        .order_by(JournalEntry.seq)
        .execution_options(yield_per=AT_A_TIME)
    )
