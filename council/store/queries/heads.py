"""The journal's heads: what a reader's copy of a page, and the operator's watch, go by."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.store.journal import BODY
from council.store.models import JournalHead


def heads(session: Session, chains: Sequence[str] = ()) -> list[tuple[str, int, str]]:
    """Chain, sequence and hash of the chains named; of all where none is."""
    wanted = select(JournalHead.chain, JournalHead.seq, JournalHead.hash)
    if chains:
        wanted = wanted.where(JournalHead.chain.in_(chains))
    rows = session.execute(wanted.order_by(JournalHead.chain))
    return [(chain, seq, hash_) for chain, seq, hash_ in rows]


def newest(session: Session, limit: int) -> list[tuple[str, int, str]]:
    """Chain, sequence and hash of the body's chain and of those last written to."""
    rows = session.execute(
        select(JournalHead.chain, JournalHead.seq, JournalHead.hash)
        .order_by((JournalHead.chain == BODY).desc(), JournalHead.at.desc(), JournalHead.chain)
        .limit(limit)
    )
    return [(chain, seq, hash_) for chain, seq, hash_ in rows]


def stamp(session: Session) -> tuple[int, int, str]:
    """Something of all heads that changes when any of them does, without reading them all out:
    how many chains and entries there are, and the hash of the newest entry.
    """
    chains, entries = session.execute(select(func.count(), func.sum(JournalHead.seq))).one()
    newest = session.scalar(
        select(JournalHead.hash).order_by(JournalHead.at.desc(), JournalHead.chain.desc()).limit(1)
    )
    return chains, entries or 0, newest or ""
