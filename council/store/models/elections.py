"""Elections: who is to be elected and how; slips kept apart from who has voted; lots; the elected.

``Tick`` says that a seat has voted, ``Slip`` what somebody voted. Nothing joins them: no key, no
time, no order. At the closing both are written anew, sorted (services/ballots.py).
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.store.base import Base, words


class Electing(StrEnum):
    """Whom an election is of; it settles whether it can be proportional (KL 5 kap. 58 §)."""

    MEMBERS = "members"
    SUBSTITUTES = "substitutes"
    OTHER = "other"


class ElectionWay(StrEnum):
    """How an election was decided."""

    ACCLAMATION = "acclamation"
    MAJORITY = "majority"
    PROPORTIONAL = "proportional"


class Election(Base):
    """What an item of election elects. ``members_item_id``: of substitutes, the members' item."""

    __tablename__ = "election"
    __table_args__ = (CheckConstraint("seats >= 1", name="some_seats"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    electing: Mapped[Electing] = mapped_column(words(Electing))
    seats: Mapped[int]
    proportional_allowed: Mapped[bool]
    members_item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    way: Mapped[ElectionWay | None] = mapped_column(words(ElectionWay))


class Candidate(Base):
    """Somebody nominated; ``party``: letters, where known."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("item_id", "name"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    party: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    """The proposal that names the candidate; None: the nominating committee's."""
    nominated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class BallotList(Base):
    """A group's paper: label and names. The same label with other names is another group."""

    __tablename__ = "ballot_list"
    __table_args__ = (UniqueConstraint("item_id", "label", "names"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    label: Mapped[str]
    names: Mapped[str]  # one a line, the first first
    registered_at: Mapped[datetime]


class Demand(Base):
    """Somebody who asks for a proportional election."""

    __tablename__ = "demand"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


class Tick(Base):
    """That a seat has given its slip. ``key_hash``: so that a press sent again is known again."""

    __tablename__ = "tick"
    # Without row numbers no order of insertion is kept that could join ticks and slips.
    __table_args__ = ({"sqlite_with_rowid": False},)

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    key_hash: Mapped[str]


class Slip(Base):
    """What stands on one slip, as canonical JSON, under a code that only its voter knows."""

    __tablename__ = "slip"
    __table_args__ = ({"sqlite_with_rowid": False},)

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


class PaperCount(Base):
    """Papers counted by hand: how many were ticked off, and how many of each content."""

    __tablename__ = "paper_count"

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str]
    number: Mapped[int]


class Lottery(Base):
    """The lots of a division: committed to before, opened after."""

    __tablename__ = "lottery"

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    seed: Mapped[str]  # shown when the lot has been drawn
    commitment: Mapped[str]
    contribution: Mapped[str | None]  # said aloud in the hall
    committed_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]


class Lot(Base):
    """One lot drawn: between whom, and to whom it fell."""

    __tablename__ = "lot"

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    between: Mapped[str]  # one a line
    falls_to: Mapped[str]


class Elected(Base):
    """Somebody elected, in the order of the places; ``label``: of the group, if proportional."""

    __tablename__ = "elected"
    __table_args__ = (UniqueConstraint("item_id", "name"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
