"""The journal's heads: what a reader's copy of a page, and the operator's watch, go by."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.store.models import JournalHead


def all_heads(session: Session) -> list[JournalHead]:
    """The last entry of every chain."""
    return list(session.scalars(select(JournalHead).order_by(JournalHead.chain)))


def heads(session: Session, chains: Sequence[str] = ()) -> list[tuple[str, int, str]]:
    """Chain, sequence and hash of the chains named; of all where none is."""
    wanted = select(JournalHead.chain, JournalHead.seq, JournalHead.hash)
    if chains:
        wanted = wanted.where(JournalHead.chain.in_(chains))
    rows = session.execute(wanted.order_by(JournalHead.chain))
    return [(chain, seq, hash_) for chain, seq, hash_ in rows]
