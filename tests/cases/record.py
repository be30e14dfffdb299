"""What stands in the record of a hall: items, proposals, divisions, rolls, paragraphs."""

from datetime import datetime

from sqlalchemy import select

from council.law.procedure import Step
from council.store import journal
from council.store.engine import reading, writing
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    MeetingKind,
    MeetingState,
    Paragraph,
    Proposal,
)


class Record:
    """Reading, as everybody could."""

    meeting: int

    def items(self) -> list[int]:
        """The items of the meeting, in their order."""
        with reading() as session:
            return list(
                session.scalars(
                    select(Item.id).where(Item.meeting_id == self.meeting).order_by(Item.number)
                )
            )

    def item(self, item_id: int) -> Item:
        """An item as it stands."""
        with reading() as session:
            return session.get_one(Item, item_id)

    def proposals(self, item_id: int) -> list[int]:
        """The proposals of an item, as they were moved."""
        with reading() as session:
            return list(
                session.scalars(
                    select(Proposal.id)
                    .where(Proposal.item_id == item_id)
                    .order_by(Proposal.position)
                )
            )

    def as_put(self, item_id: int) -> list[int]:
        """The proposals of an item in the approved question order."""
        with reading() as session:
            return list(
                session.scalars(
                    select(Proposal.id)
                    .where(Proposal.item_id == item_id, Proposal.put_as.is_not(None))
                    .order_by(Proposal.put_as)
                )
            )

    def proposal(self, proposal_id: int | None) -> Proposal:
        """A proposal as it stands."""
        with reading() as session:
            return session.get_one(Proposal, proposal_id)

    def paragraph(self, item_id: int) -> int | None:
        """The number of an item's §, if it has one."""
        with reading() as session:
            return session.scalar(select(Paragraph.number).where(Paragraph.item_id == item_id))

    def divisions(self, item_id: int) -> list[Division]:
        """The divisions of an item, in their order."""
        with reading() as session:
            return list(
                session.scalars(
                    select(Division).where(Division.item_id == item_id).order_by(Division.sequence)
                )
            )

    def division(self, division_id: int) -> Division:
        """A division as it stands."""
        with reading() as session:
            return session.get_one(Division, division_id)

    def roll(self, division_id: int) -> list[DivisionSeat]:
        """The frozen roll of a division: those seats on which somebody serves."""
        with reading() as session:
            return list(
                session.scalars(
                    select(DivisionSeat)
                    .where(
                        DivisionSeat.division_id == division_id,
                        DivisionSeat.person_id.is_not(None),
                        DivisionSeat.why_not.is_(None),
                    )
                    .order_by(DivisionSeat.number)
                )
            )

    def held_before(self, early: datetime, number: int = 1) -> None:
        """An earlier meeting ended in a § with this number."""
        with writing() as session:
            meeting = Meeting(
                title="Tidigare sammanträde",
                kind=MeetingKind.ORDINARY,
                date=early.date(),
                starts="09.00",
                place="Sessionssalen",
                state=MeetingState.CLOSED,
                demonstration=False,
                opened_at=early,
                closed_at=early,
            )
            session.add(meeting)
            session.flush()
            item = Item(
                meeting_id=meeting.id,
                number=1,
                title="Tidigare ärende",
                kind=ItemKind.DECISION,
                reference="Dnr 1",
                state=ItemState.DECIDED,
                step=Step.DECIDED,
                opened_at=early,
                decided_at=early,
                decision="Regionfullmäktige lägger ärendet till handlingarna.",
            )
            session.add(item)
            session.flush()
            session.add(
                Paragraph(item_id=item.id, meeting_id=meeting.id, year=early.year, number=number)
            )
            journal.begin(
                session, meeting.chain, "meeting.created", {}, body="", day=early.date(), now=early
            )
