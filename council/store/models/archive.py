"""Divisions of other councils and older days: their figures, and who voted how.

They belong to no meeting here and need no council. Each has been recounted before it was kept.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.tally import Choice
from council.store.base import Base, words


class Position(StrEnum):
    """Where a member stood: one of the three choices, or away."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"


class ArchiveDivision(Base):
    """A division as it was published, whose votes have been found to give those figures."""

    __tablename__ = "archive_division"
    __table_args__ = (
        CheckConstraint("outcome IN ('yes', 'no')", name="one_side_won"),
        Index("ix_archive_division_date", "date", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(unique=True)  # what its publisher calls it
    title: Mapped[str]
    date: Mapped[date]
    votes_yes: Mapped[int]
    votes_no: Mapped[int]
    votes_abstain: Mapped[int]
    votes_absent: Mapped[int]
    outcome: Mapped[Choice] = mapped_column(words(Choice, "archiveoutcome"))
    rule: Mapped[str]  # key in law/rules.py
    digest: Mapped[str]  # of everything published: the same event twice is known by it
    imported_at: Mapped[datetime]

    votes: Mapped[list["ArchiveVote"]] = relationship(
        lazy="raise", order_by="ArchiveVote.party, ArchiveVote.member", viewonly=True
    )


class ArchiveVote(Base):
    """How one member voted."""

    __tablename__ = "archive_vote"
    # Millions of rows, always asked for by division: the key is the table.
    __table_args__ = ({"sqlite_with_rowid": False},)

    division_id: Mapped[int] = mapped_column(ForeignKey("archive_division.id"), primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    party: Mapped[str]
    position: Mapped[Position] = mapped_column(words(Position, "archiveposition"))
