"""The body, its parties and people, and the seats (mandates)."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.store.base import Base, words


class Role(StrEnum):
    """What a person is in the council. The presidium are members too."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    CHAIR = "chair"
    FIRST_VICE = "first_vice"
    SECOND_VICE = "second_vice"
    SECRETARY = "secretary"
    ADMIN = "admin"


PRESIDIUM = frozenset({Role.CHAIR, Role.FIRST_VICE, Role.SECOND_VICE})
SEATED = PRESIDIUM | {Role.MEMBER}
"""Roles that hold a seat."""


class Body(Base):
    """The council itself: one row, one database."""

    __tablename__ = "body"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_body"),
        CheckConstraint("seats >= 21 AND seats % 2 = 1", name="odd_seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # Regionfullmäktige
    organisation: Mapped[str]  # Region Norrbotten
    board: Mapped[str]  # Regionstyrelsen
    seats: Mapped[int]
    demonstration: Mapped[bool]


class Party(Base):
    """A party: its letters carry the meaning, the colour is decoration."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    letters: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    colour: Mapped[str]  # "#rrggbb"
    hall_order: Mapped[int]  # from left to right in the hall
    size_order: Mapped[int]  # in tables, the largest first


class Person(Base):
    """Somebody who can sign in."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('secretary', 'admin')) = (party_id IS NULL)", name="councillors_have_party"
        ),
        CheckConstraint("(role = 'substitute') = (call_order IS NOT NULL)", name="call_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    call_order: Mapped[int | None]  # a substitute's turn within the party
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)

    party: Mapped[Party | None] = relationship(lazy="raise")
    seat: Mapped["Seat | None"] = relationship(lazy="raise", back_populates="holder")

    @property
    def ref(self) -> str:
        """How the journal names the person: no name, no personal data."""
        return f"p{self.id}"


class Seat(Base):
    """A mandate. Its number is its place in the hall; a vacant one has no holder."""

    __tablename__ = "seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    constituency: Mapped[str] = mapped_column(default="")  # valkrets; empty where there is one

    party: Mapped[Party] = relationship(lazy="raise")
    holder: Mapped[Person | None] = relationship(lazy="raise", back_populates="seat")


class SubstituteList(Base):
    """A seat's own substitutes in their order, where a council has lists for each member.

    Where no seat has one, the party's substitutes serve in the order of ``Person.call_order``.
    """

    __tablename__ = "substitute_list"
    __table_args__ = (UniqueConstraint("seat_id", "place"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[int]  # from 1

    person: Mapped[Person] = relationship(lazy="raise")


class HouseRule(Base):
    """What the council's own rules of order say otherwise than the usual default."""

    __tablename__ = "house_rule"

    key: Mapped[str] = mapped_column(primary_key=True)  # a field of law/rules_of_order.py
    value: Mapped[str]
