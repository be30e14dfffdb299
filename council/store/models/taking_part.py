"""Who steps aside from an item, or takes no part in its decision."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.store.base import Base, words
from council.store.models.agenda import Item
from council.store.models.people import Person, Seat


class RecusalGround(StrEnum):
    """Why somebody may not take part (KL 5 kap. 47 and 48 §§)."""

    PERSONAL = "personal"
    ACCOUNTABLE = "accountable"  # may speak all the same (49 §)


class DeclaredBy(StrEnum):
    """Who said so."""

    MEMBER = "member"
    CHAIR = "chair"


class Recusal(Base):
    """Somebody who steps aside for one item, and who stands in for it. The reason is private."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    ground: Mapped[RecusalGround] = mapped_column(words(RecusalGround))
    declared_by: Mapped[DeclaredBy] = mapped_column(words(DeclaredBy))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]  # the council found that there was no ground

    item: Mapped[Item] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    seat: Mapped[Seat] = relationship(lazy="raise")
    substitute: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[substitute_id])


class NotTakingPart(Base):
    """Somebody who said beforehand to take no part in a decision (KL 4 kap. 25 §)."""

    __tablename__ = "not_taking_part"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
