"""Agenda items with their documents and proposals, and the § each ends in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.procedure import Step
from council.law.proposals import Kind as ProposalKind
from council.store.base import Base, words
from council.store.models.meetings import Meeting
from council.store.models.people import Person


class ItemKind(StrEnum):
    """What kind of item it is; an election is decided by other rules."""

    DECISION = "decision"
    MOTION = "motion"
    ELECTION = "election"
    INTERPELLATION = "interpellation"
    QUESTION = "question"
    INFORMATION = "information"


class ItemState(StrEnum):
    """Where an item stands, in the words of the public data."""

    WAITING = "waiting"
    OPEN = "open"
    DECIDED = "decided"
    TABLED = "tabled"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class ProposalState(StrEnum):
    """What became of a proposal."""

    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    CARRIED = "carried"
    LOST = "lost"
    NOT_PUT = "not_put"


UNDER_TREATMENT = text("state = 'open'")


class Item(Base):
    """One item of the agenda. ``step`` is its way through the meeting (law/procedure.py)."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint(
            "(state = 'open') = (step NOT IN ('waiting', 'decided'))", name="state_follows_step"
        ),
        CheckConstraint("(state = 'waiting') = (opened_at IS NULL)", name="opened_has_time"),
        CheckConstraint("(decided_at IS NULL) = (step <> 'decided')", name="decided_has_time"),
        CheckConstraint(
            "(requested_at IS NULL) = (requested_by_id IS NULL)", name="request_is_whole"
        ),
        # The hall treats one item at a time.
        Index(
            "uq_item_open",
            "meeting_id",
            unique=True,
            sqlite_where=UNDER_TREATMENT,
            postgresql_where=UNDER_TREATMENT,
        ),
        Index("ix_item_decided", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(words(ItemKind))
    reference: Mapped[str]  # the case number (diarienummer), "Dnr …"
    summary: Mapped[str] = mapped_column(default="")  # prose, the secretary's
    summary_version: Mapped[int] = mapped_column(default=1)
    recipients: Mapped[str] = mapped_column(default="")  # who gets the decision
    state: Mapped[ItemState] = mapped_column(words(ItemState), default=ItemState.WAITING)
    step: Mapped[Step] = mapped_column(words(Step), default=Step.WAITING)
    opened_at: Mapped[datetime | None]
    order_approved_at: Mapped[datetime | None]
    found_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", use_alter=True, name="fk_item_found_id")
    )
    found_at: Mapped[datetime | None]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    documents: Mapped[list["Document"]] = relationship(
        lazy="raise", order_by="Document.position", back_populates="item"
    )
    proposals: Mapped[list["Proposal"]] = relationship(
        lazy="raise",
        order_by="Proposal.position",
        back_populates="item",
        foreign_keys="Proposal.item_id",
    )
    found: Mapped["Proposal | None"] = relationship(
        lazy="raise", foreign_keys=[found_id], post_update=True
    )
    requested_by: Mapped[Person | None] = relationship(lazy="raise")
    paragraph: Mapped["Paragraph | None"] = relationship(lazy="raise", back_populates="item")


class Document(Base):
    """A paper of an item, its text whole."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("item_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[str]  # motion, utlåtande, tjänsteskrivelse …
    text: Mapped[str]  # Markdown
    nonce: Mapped[str]  # hides the text behind its commitment in the journal, should it go

    item: Mapped[Item] = relationship(lazy="raise", back_populates="documents")


class Proposal(Base):
    """A proposal (yrkande). Its wording is used letter by letter on ballots and in the §.

    ``phrase``: what a vote is for ("regionstyrelsens förslag"). ``effect``: what follows
    ("motionen avslås"). ``decision``: what is decided, after "beslutar att" ("avslå motionen").
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("item_id", "position"),
        UniqueConstraint("item_id", "put_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    position: Mapped[int]  # in the order in which they were moved
    kind: Mapped[ProposalKind] = mapped_column(words(ProposalKind, "proposalkind"))
    phrase: Mapped[str]
    effect: Mapped[str]
    decision: Mapped[str]
    state: Mapped[ProposalState] = mapped_column(words(ProposalState), default=ProposalState.MOVED)
    put_as: Mapped[int | None]  # place in the approved question order, from 1

    item: Mapped[Item] = relationship(
        lazy="raise", back_populates="proposals", foreign_keys=[item_id]
    )
    movers: Mapped[list["Mover"]] = relationship(lazy="raise", order_by="Mover.id")


class Mover(Base):
    """Who moved or seconds a proposal: a person, a party's group or the board, by name."""

    __tablename__ = "mover"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    name: Mapped[str]
    party: Mapped[str | None]  # letters
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seconds: Mapped[bool] = mapped_column(default=False)


class Paragraph(Base):
    """The § of a decided item, numbered on through the calendar year, never used again."""

    __tablename__ = "paragraph"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    year: Mapped[int]
    number: Mapped[int]

    item: Mapped[Item] = relationship(lazy="raise", back_populates="paragraph")
