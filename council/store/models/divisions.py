"""Divisions: the frozen roll, the presses, the sealed votes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.majorities import Basis
from council.law.roll import Standing
from council.law.roll_call import Mark
from council.law.tally import Choice
from council.store.base import Base, words
from council.store.models.agenda import Item, Proposal
from council.store.models.meetings import Meeting
from council.store.models.people import Person
from council.store.models.questions import Question

KEY_LENGTH = 64
"""The longest key of a press, in characters."""


class DivisionKind(StrEnum):
    """What a division decides."""

    PREPARATORY = "preparatory"
    MAIN = "main"
    PROCEDURAL = "procedural"
    ELECTION = "election"


class Method(StrEnum):
    """How the votes are given."""

    DEVICE = "device"
    ROLL_CALL = "roll-call"
    CLERK = "clerk"
    PAPER = "paper"


ON_LIST = frozenset({Method.ROLL_CALL, Method.PAPER})
"""Methods of an open division whose votes are given by name on a list."""


class DivisionState(StrEnum):
    """Open for presses, closed for ever, or declared void."""

    OPEN = "open"
    CLOSED = "closed"
    ANNULLED = "annulled"


class By(StrEnum):
    """Through what a vote came: pressed on a device or for somebody, or given on a list."""

    DEVICE = "device"
    CLERK = "clerk"
    ROLL_CALL = "roll-call"
    PAPER = "paper"


ONE_OPEN = text("state = 'open'")
ASIDE = text("person_id IS NULL OR substitute_for IS NOT NULL")


class Division(Base):
    """One division on one question."""

    __tablename__ = "division"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (state = 'open')", name="closed_has_time"),
        CheckConstraint(
            "(state = 'annulled') = (annul_reason IS NOT NULL)", name="annulled_has_reason"
        ),
        CheckConstraint("state <> 'open' OR outcome IS NULL", name="open_has_no_outcome"),
        CheckConstraint("casting_vote IS NULL OR votes_yes = votes_no", name="casting_vote_at_tie"),
        CheckConstraint(
            "(casting_vote IS NULL) = (casting_by_id IS NULL)", name="casting_vote_is_whole"
        ),
        UniqueConstraint("item_id", "sequence"),
        # The hall decides one thing at a time.
        Index(
            "uq_division_open",
            "meeting_id",
            unique=True,
            sqlite_where=ONE_OPEN,
            postgresql_where=ONE_OPEN,
        ),
        Index("ix_division_opened", "opened_at"),
        Index("ix_division_meeting", "meeting_id", "state", "secret"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    sequence: Mapped[int]  # within the item, from 1
    kind: Mapped[DivisionKind] = mapped_column(words(DivisionKind))
    method: Mapped[Method] = mapped_column(words(Method), default=Method.DEVICE)
    secret: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DivisionState] = mapped_column(words(DivisionState))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    yes_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))  # None: decided today
    no_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))  # None: rejection of yes
    yes_phrase: Mapped[str]  # "regionstyrelsens förslag"
    yes_effect: Mapped[str]
    no_phrase: Mapped[str]
    no_effect: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    annul_reason: Mapped[str | None]
    votes_yes: Mapped[int | None]
    votes_no: Mapped[int | None]
    votes_abstain: Mapped[int | None]
    votes_absent: Mapped[int | None]
    casting_vote: Mapped[Choice | None] = mapped_column(words(Choice, "castingvote"))
    casting_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    casting_reason: Mapped[str | None]  # public; why it went against the chair's own vote
    outcome: Mapped[Choice | None] = mapped_column(words(Choice, "outcome"))
    rule: Mapped[str | None]  # key in law/rules.py
    counted_side: Mapped[Choice | None] = mapped_column(words(Choice, "countedside"))
    """The side on which another share than the simple majority is counted."""
    present: Mapped[int | None]  # who served on the roll, whether they voted or not
    needed: Mapped[int | None]  # of those present, where not the simple majority decides
    had: Mapped[int | None]
    basis: Mapped[Basis | None] = mapped_column(words(Basis))
    unsettled: Mapped[bool] = mapped_column(default=False)
    """Whether the chair is to say if a minority or a majority tabled or referred it back."""
    seal: Mapped[str | None]  # the journal's hash of the closing

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    item: Mapped[Item] = relationship(lazy="raise")
    question: Mapped[Question | None] = relationship(lazy="raise")
    yes: Mapped[Proposal | None] = relationship(lazy="raise", foreign_keys=[yes_id])
    no: Mapped[Proposal | None] = relationship(lazy="raise", foreign_keys=[no_id])
    casting_by: Mapped[Person | None] = relationship(lazy="raise")
    roll: Mapped[list["DivisionSeat"]] = relationship(
        lazy="raise", order_by="DivisionSeat.number", back_populates="division"
    )
    votes: Mapped[list["Vote"]] = relationship(lazy="raise", viewonly=True)

    @property
    def by_name(self) -> bool:
        """Whether votes are given by name on a list: an open division at a roll call, or on
        papers."""
        return self.method in ON_LIST and not self.secret


class DivisionSeat(Base):
    """One seat in a division, frozen at its opening, with the names that held then.

    ``person_id`` is who serves on it and may vote; None where nobody does. ``why_not``: why who
    sits there may not (recused, or takes no part in the decision).
    """

    __tablename__ = "division_seat"

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    number: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]  # of who serves, else of who holds the seat, else ""
    party: Mapped[str]  # letters
    substitute_for: Mapped[str | None]
    why_not: Mapped[Standing | None] = mapped_column(words(Standing))
    remote: Mapped[bool] = mapped_column(default=False)

    division: Mapped[Division] = relationship(lazy="raise", back_populates="roll")

    __table_args__ = (
        # A press finds its seat, and a reader all that somebody has voted on in thirty years.
        Index("ix_division_seat_person", "person_id", "division_id", "seat_id"),
        # The few rows on which somebody else served, or nobody.
        Index(
            "ix_division_seat_aside",
            "seat_id",
            "division_id",
            sqlite_where=ASIDE,
            postgresql_where=ASIDE,
        ),
    )


class Press(Base):
    """One press, never changed. A seat's last press is its vote."""

    __tablename__ = "press"
    __table_args__ = (
        UniqueConstraint("division_id", "seat_id", "key"),
        ForeignKeyConstraint(
            ["division_id", "seat_id"], ["division_seat.division_id", "division_seat.seat_id"]
        ),
        CheckConstraint(f"length(key) BETWEEN 1 AND {KEY_LENGTH}", name="key_length"),
        CheckConstraint("choice IN ('yes', 'no', 'abstain')", name="choice"),
        CheckConstraint("\"by\" IN ('device', 'clerk')", name="by"),
        {"sqlite_strict": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int]
    seat_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str]
    key: Mapped[str]
    by: Mapped[str]
    auth: Mapped[str]
    receipt: Mapped[str] = mapped_column(unique=True)
    recorded_at: Mapped[datetime]


class ListReading(Base):
    """A reading of the list on which the votes of a division were given by name: the first, and
    the second that must agree with it. ``attester``: who read along where it was not typed twice;
    ``ready_at`` None: somebody is still typing."""

    __tablename__ = "list_reading"
    __table_args__ = (CheckConstraint("reading IN (1, 2)", name="reading"),)

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    reading: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    attester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ready_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    attester: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[attester_id])


class ListMark(Base):
    """What stands beside a seat in a reading of the list; changed freely until the closing."""

    __tablename__ = "list_mark"
    __table_args__ = (
        ForeignKeyConstraint(
            ["division_id", "reading"], ["list_reading.division_id", "list_reading.reading"]
        ),
        ForeignKeyConstraint(
            ["division_id", "seat_id"], ["division_seat.division_id", "division_seat.seat_id"]
        ),
    )

    division_id: Mapped[int] = mapped_column(primary_key=True)
    reading: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[Mark] = mapped_column(words(Mark))


class Vote(Base):
    """The sealed vote of a seat: written once, when the division closes."""

    __tablename__ = "vote"
    __table_args__ = (
        ForeignKeyConstraint(
            ["division_id", "seat_id"], ["division_seat.division_id", "division_seat.seat_id"]
        ),
    )

    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[Choice] = mapped_column(words(Choice))
    by: Mapped[By] = mapped_column(words(By))
