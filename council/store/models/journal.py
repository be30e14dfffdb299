"""The journal's rows: insert-only, one chain per meeting and one for the body."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.store.base import Base


class JournalEntry(Base):
    """One entry, as it was hashed. ``actor`` and ``payload`` are canonical JSON."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("chain", "prev"), {"sqlite_strict": True})

    chain: Mapped[str] = mapped_column(primary_key=True)  # "m12", or "body"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    v: Mapped[int]
    kind: Mapped[str]
    at: Mapped[str]
    actor: Mapped[str]
    payload: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class JournalHead(Base):
    """The last entry of each chain; its row is the lock under which the chain grows."""

    __tablename__ = "journal_head"
    __table_args__ = ({"sqlite_strict": True},)

    chain: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    at: Mapped[str]
    hash: Mapped[str]
