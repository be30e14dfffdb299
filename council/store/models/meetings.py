"""Meetings and who was there when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.store.base import Base, words
from council.store.models.people import Person, Seat


class MeetingKind(StrEnum):
    """What kind of meeting it is."""

    ORDINARY = "ordinary"
    EXTRA = "extra"
    REHEARSAL = "rehearsal"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    ATTESTED = "attested"


class Meeting(Base):
    """A meeting of the council."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(
            "(state IN ('draft', 'published')) = (opened_at IS NULL)", name="opened_has_time"
        ),
        CheckConstraint(
            "(state IN ('closed', 'attested')) = (closed_at IS NOT NULL)", name="closed_has_time"
        ),
        Index("ix_meeting_date", "date", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind))
    announced_on: Mapped[date | None]  # on the notice board (KL 5 kap. 13 §)
    date: Mapped[date]
    starts: Mapped[str]  # "09.00", local time
    place: Mapped[str]
    state: Mapped[MeetingState] = mapped_column(words(MeetingState))
    demonstration: Mapped[bool]
    presiding_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    presiding: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def chain(self) -> str:
        """The name of the meeting's chain in the journal."""
        return f"m{self.id}"

    @property
    def rehearsable(self) -> bool:
        """Whether simulated councillors may be let in."""
        return self.demonstration or self.kind is MeetingKind.REHEARSAL


class Ending(StrEnum):
    """Why a stretch of presence ended. Only who has left may not serve again that day."""

    LEFT = "left"
    CALLED = "called"  # a waiting substitute was called up: another stretch follows, on the seat
    YIELDED = "yielded"  # to the member, who has come: the substitute waits again
    LINK_LOST = "link_lost"  # took part from afar, and can no longer
    ADJOURNED = "adjourned"  # the meeting goes on another day, with a new roll call


ONGOING = text("left_at IS NULL")


class Presence(Base):
    """One stretch of somebody being there; serving on a seat, or not (a waiting substitute)."""

    __tablename__ = "presence"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="leaves_after_arriving"),
        CheckConstraint("(left_at IS NULL) = (ended IS NULL)", name="end_has_reason"),
        # One person is there once, and one seat has one who serves on it.
        Index(
            "uq_presence_person",
            "meeting_id",
            "person_id",
            unique=True,
            sqlite_where=ONGOING,
            postgresql_where=ONGOING,
        ),
        Index(
            "uq_presence_seat",
            "meeting_id",
            "seat_id",
            unique=True,
            sqlite_where=ONGOING,
            postgresql_where=ONGOING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    ended: Mapped[Ending | None] = mapped_column(words(Ending))
    remote: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")  # why called out of turn; for the desk alone
    waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    """The seat that is taken when the item under treatment is finished."""

    person: Mapped[Person] = relationship(lazy="raise")
    seat: Mapped[Seat | None] = relationship(lazy="raise", foreign_keys=[seat_id])
    waits_for: Mapped[Seat | None] = relationship(lazy="raise", foreign_keys=[waits_for_id])


PAUSING = text("resumed_at IS NULL")


class Adjournment(Base):
    """A pause of a meeting, over lunch or to another day."""

    __tablename__ = "adjournment"
    __table_args__ = (
        CheckConstraint("resumed_at IS NULL OR resumed_at >= from_at", name="resumed_after"),
        # A meeting pauses once at a time.
        Index(
            "uq_adjournment_pausing",
            "meeting_id",
            unique=True,
            sqlite_where=PAUSING,
            postgresql_where=PAUSING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    from_at: Mapped[datetime]
    until: Mapped[datetime]  # when the chair means to go on
    resumed_at: Mapped[datetime | None]
