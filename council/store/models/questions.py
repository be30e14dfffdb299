"""What the chair has put: the whole chain of questions of an item, each with how it ended."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.questions import Kind as QuestionKind
from council.law.tally import Choice
from council.store.base import Base, words
from council.store.models.agenda import Item, Proposal
from council.store.models.people import Person


class SettledBy(StrEnum):
    """How a question was settled."""

    ACCLAMATION = "acclamation"
    DIVISION = "division"
    BLOCK = "block"


class Question(Base):
    """One question that was put (proposition), from being put to the gavel.

    ``yes_id`` is None where yes is that the item is decided today; ``no_id`` where no rejects
    what yes stands for. Of a main question both are known when its sides are: the chair first
    finds one of all that compete (``found_id``), and that one is yes.
    ``found`` is the side that the chair found; ``outcome`` the side that won.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("item_id", "sequence"),
        CheckConstraint("(found IS NULL) = (found_at IS NULL)", name="found_has_time"),
        CheckConstraint(
            "(requested_at IS NULL) = (requested_by_id IS NULL)", name="request_is_whole"
        ),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_is_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    sequence: Mapped[int]  # within the item, in the order in which they were put, from 1
    kind: Mapped[QuestionKind] = mapped_column(words(QuestionKind, "questionkind"))
    clause: Mapped[int | None]  # the point it concerns
    main_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    """The main question that a preparatory one belongs to."""
    yes_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    no_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    yes_phrase: Mapped[str] = mapped_column(default="")
    yes_effect: Mapped[str] = mapped_column(default="")
    no_phrase: Mapped[str] = mapped_column(default="")
    no_effect: Mapped[str] = mapped_column(default="")
    found: Mapped[Choice | None] = mapped_column(words(Choice, "found"))
    found_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    found_at: Mapped[datetime | None]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime | None]
    outcome: Mapped[Choice | None] = mapped_column(words(Choice, "outcome"))
    settled_by: Mapped[SettledBy | None] = mapped_column(words(SettledBy))
    settled_at: Mapped[datetime | None]

    item: Mapped[Item] = relationship(lazy="raise", foreign_keys=[item_id], viewonly=True)
    yes: Mapped[Proposal | None] = relationship(lazy="raise", foreign_keys=[yes_id])
    no: Mapped[Proposal | None] = relationship(lazy="raise", foreign_keys=[no_id])
    found_proposal: Mapped[Proposal | None] = relationship(lazy="raise", foreign_keys=[found_id])
    requested_by: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def ref(self) -> str:
        """How the journal names a question."""
        return f"q{self.id}"

    @property
    def winner_id(self) -> int | None:
        """The proposal that has won; None where the side that won has none."""
        return self.yes_id if self.outcome is Choice.YES else self.no_id
