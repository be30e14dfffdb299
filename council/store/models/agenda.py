"""Agenda items with their documents, points and proposals, and the § each ends in."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.law.majorities import Special
from council.law.procedure import Step
from council.law.proposals import Ground
from council.law.proposals import Kind as ProposalKind
from council.store.base import Base, words
from council.store.models.meetings import Meeting
from council.store.models.motions import Motion
from council.store.models.people import Person

if TYPE_CHECKING:
    from council.store.models.questions import Question


class ItemKind(StrEnum):
    """What kind of item it is; an election is decided by other rules."""

    DECISION = "decision"
    MOTION = "motion"
    BUDGET = "budget"
    ELECTION = "election"
    APPOINTMENT = "appointment"  # employing somebody: voted on secretly, as an election
    INTERPELLATION = "interpellation"
    QUESTION = "question"
    MOTION_RECEIVED = "motion_received"
    ANNOUNCEMENT = "announcement"
    INFORMATION = "information"


PERSONNEL = frozenset({ItemKind.ELECTION, ItemKind.APPOINTMENT})
"""Items on election or employment: secret division, and the lot at a tie (KL 5 kap. 54, 56 §§)."""


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
            "(state = 'open') = (step NOT IN ('waiting', 'decided', 'left'))",
            name="state_follows_step",
        ),
        CheckConstraint("(state = 'waiting') = (opened_at IS NULL)", name="opened_has_time"),
        CheckConstraint(
            "(decided_at IS NULL) = (step NOT IN ('decided', 'left'))", name="decided_has_time"
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
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("question.id", use_alter=True, name="fk_item_question_id")
    )
    """The question that is put now, or was put last."""
    line_drawn_at: Mapped[datetime | None]  # streck i debatten
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    announced: Mapped[bool] = mapped_column(default=True)  # on the notice board in time
    announced_on: Mapped[date | None]  # where later than the meeting (KL 5 kap. 14 §)
    prepared: Mapped[bool] = mapped_column(default=True)  # by a committee
    taken_up_at: Mapped[datetime | None]  # all present agreed to decide it though not announced
    agreed_at: Mapped[datetime | None]  # all present agree on the decision of an unprepared one
    special: Mapped[Special | None] = mapped_column(words(Special))
    returns_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    """The item that was tabled, referred back or left undecided and comes back as this one."""
    minority_used: Mapped[bool] = mapped_column(default=False)
    """Whether a minority has had this matter tabled or referred back, now or before."""
    block: Mapped[int | None]  # those decided in one blow share a number in the meeting
    budget_year: Mapped[int | None]
    answerer: Mapped[str] = mapped_column(default="")  # whom an interpellation is put to
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)

    motion: Mapped[Motion | None] = relationship(lazy="raise")
    asked_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[asked_by_id])
    answered_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[answered_by_id])
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
    clauses: Mapped[list["Clause"]] = relationship(lazy="raise", order_by="Clause.number")
    question: Mapped["Question | None"] = relationship(
        lazy="raise", foreign_keys=[question_id], post_update=True
    )
    questions: Mapped[list["Question"]] = relationship(
        lazy="raise", order_by="Question.sequence", foreign_keys="Question.item_id"
    )
    returns: Mapped["Item | None"] = relationship(lazy="raise", remote_side="Item.id")
    paragraph: Mapped["Paragraph | None"] = relationship(lazy="raise", back_populates="item")


class Clause(Base):
    """One point (att-sats) of what is proposed, where points may be decided differently."""

    __tablename__ = "clause"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    text: Mapped[str]  # after "att"


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
    ``motive``: the reasons, which a referral back must have.
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
    clause: Mapped[int | None]  # the point it concerns; None: the whole
    motive: Mapped[str] = mapped_column(default="")
    moved_at: Mapped[datetime | None]  # in the meeting; None: was there from the start
    withdrawn_at: Mapped[datetime | None]
    refused: Mapped[Ground | None] = mapped_column(words(Ground))  # not put, KL 5 kap. 57 §
    refused_at: Mapped[datetime | None]

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
