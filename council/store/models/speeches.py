"""The speakers' list of an item."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.speaking import Kind as SpeechKind
from council.store.base import Base, words
from council.store.models.people import Person

SPEAKING = text("called_at IS NOT NULL AND ended_at IS NULL")


class Speech(Base):
    """One request for the floor: waiting, given, ended or struck off. ``guest`` names who speaks
    without an account here; then ``person_id`` is None."""

    __tablename__ = "speech"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (guest <> '')", name="one_speaker"),
        CheckConstraint("ended_at IS NULL OR called_at IS NOT NULL", name="ends_what_began"),
        CheckConstraint("struck_at IS NULL OR called_at IS NULL", name="struck_never_spoke"),
        # One has the floor.
        Index(
            "uq_speech_speaking",
            "meeting_id",
            unique=True,
            sqlite_where=SPEAKING,
            postgresql_where=SPEAKING,
        ),
        Index("ix_speech_item", "item_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    guest: Mapped[str] = mapped_column(default="")
    kind: Mapped[SpeechKind] = mapped_column(words(SpeechKind, "speechkind"))
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("speech.id"))
    about: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    place: Mapped[int]  # its turn among those that wait, ascending; not contiguous
    called_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    struck_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise")
    reply_to: Mapped["Speech | None"] = relationship(lazy="raise", remote_side="Speech.id")
