"""What members add to a decision: reservations and notes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.tally import Choice
from council.store.base import Base, words
from council.store.models.people import Person


class Reservation(Base):
    """Somebody does not stand behind a decision (KL 4 kap. 27 §)."""

    __tablename__ = "reservation"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    announced_at: Mapped[datetime]
    written: Mapped[bool]  # reasons in writing are to follow
    text: Mapped[str] = mapped_column(default="")
    text_at: Mapped[datetime | None]
    nonce: Mapped[str] = mapped_column(default="")  # of the text's commitment in the journal

    person: Mapped[Person] = relationship(lazy="raise")


class NoteKind(StrEnum):
    """What a member wants in the protocol."""

    NOTE = "note"  # protokollsanteckning
    STATEMENT = "statement"  # särskilt yttrande
    WRONG_PRESS = "wrong_press"  # meant to vote otherwise; the result stands


class Note(Base):
    """Something a member wants in the protocol; the chair says whether it is taken in."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'wrong_press') = (intended IS NOT NULL)", name="wrong_press_says_what"
        ),
        CheckConstraint("accepted_at IS NULL OR refused_at IS NULL", name="settled_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoteKind] = mapped_column(words(NoteKind))
    division_id: Mapped[int | None] = mapped_column(ForeignKey("division.id"), index=True)
    intended: Mapped[Choice | None] = mapped_column(words(Choice, "intended"))
    text: Mapped[str] = mapped_column(default="")
    nonce: Mapped[str] = mapped_column(default="")
    announced_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")
