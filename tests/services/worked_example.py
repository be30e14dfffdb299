"""§ 112 of the worked example, as facts: 71 seats, a motion, with and without a division."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import (
    attendance,
    convening,
    divisions,
    founding,
    items,
    meetings,
    presses,
    questions,
    requests,
)
from council.services.drafts import NewDocument, NewItem, NewMeeting, NewMover, NewProposal
from council.services.founding import NewBody, NewPerson
from council.store import journal
from council.store.engine import reading, writing
from council.store.journal import SYSTEM, Actor
from council.store.models import (
    Body,
    DivisionSeat,
    Item,
    ItemKind,
    ItemState,
    Meeting,
    MeetingKind,
    MeetingState,
    Mover,
    Paragraph,
    Person,
    Proposal,
    Role,
)

SPLIT = {"S": 24, "SJVP": 13, "M": 10, "V": 8, "C": 6, "SD": 6, "KD": 4}
KNOWN = {1: "S", 2: "S", 12: "S", 14: "M", 20: "S", 30: "C", 33: "V", 34: "V", 41: "SJVP", 52: "KD"}
"""Those whose numbers stand in the example; the others are numbered as they come."""
VOTES: dict[str, list[Choice]] = {
    "S": [Choice.NO] * 23 + [Choice.ABSTAIN],
    "SJVP": [Choice.YES] * 13,
    "M": [Choice.YES] * 10,
    "V": [Choice.NO] * 8,
    "C": [Choice.YES] * 6,
    "SD": [Choice.YES] * 6,
    "KD": [Choice.YES] * 3 + [Choice.ABSTAIN],
}
DAY = date(2026, 11, 25)
SUMMARY = (
    "Vänsterpartiets regiongrupp föreslår i en motion att Region Norrbotten ansöker om medlemskap "
    "i föreningen Klimatkommunerna. Motionärerna anför att regionen genom föreningen får "
    "erfarenhetsutbyte, stöd och nätverk i klimatarbetet. Regionstyrelsen har berett motionen och "
    "föreslår att den avslås med hänvisning till att regionen redan deltar i nätverk med liknande "
    "syfte."
)


def at(clock: str) -> datetime:
    """A moment of the day, told by the hall's clock: "14.02.51"."""
    hour, minute, second = map(int, clock.split("."))
    return datetime(2026, 11, 25, hour - 1, minute, second, tzinfo=UTC)


def example_council() -> None:
    """The body of the example, with 71 members, two substitutes and a secretary."""
    with writing() as session:
        people = [*_members(), *_others()]
        new = NewBody("Regionfullmäktige", "Region Norrbotten", "Regionstyrelsen")
        founding.found_body(session, new, people, now=at("08.00.00"))
        _paragraph_111(session)


def example_meeting() -> tuple[int, int]:
    """The meeting, opened with everybody there, and its item in debate."""
    with writing() as session:
        meeting = convening.convene(
            session, session.get_one(Body, 1), _meeting(), now=at("08.00.00")
        )
        convening.publish(session, meeting, now=at("08.00.00"))
        _second(session, Kind.APPROVAL, "Ledamot 34", "V")
        _second(session, Kind.BOARD, "Ledamot 14", "M")
        item = session.scalars(select(Item.id).where(Item.meeting_id == meeting.id)).one()
        number = meeting.id
    attendance.record_present(number, None, SYSTEM, now=at("08.45.00"))
    attendance.record_present(number, ["ersattare03"], SYSTEM, now=at("08.50.00"))
    chair, actor = the_chair()
    meetings.open_meeting(number, chair, actor, now=at("09.00.00"))
    items.open_item(item, chair, actor, now=at("13.40.00"))
    return number, item


def found_for_the_board(item: int) -> None:
    """The way to what the chair finds: for the board's proposal."""
    chair, actor = the_chair()
    with reading() as session:
        board = session.scalars(
            select(Proposal.id).where(Proposal.item_id == item, Proposal.kind == Kind.BOARD)
        ).one()
    questions.close_debate(item, chair, actor, now=at("14.00.00"))
    questions.review_proposals(item, chair, actor, now=at("14.00.30"))
    questions.approve_order(item, chair, None, actor, now=at("14.01.00"))
    questions.declare(item, chair, board, actor, now=at("14.02.00"))


def asked_for(item: int) -> None:
    """Ledamot 33 asks for a division."""
    requests.request_division(item, person("ledamot33"), _actor("ledamot33"), now=at("14.02.31"))


def divided(item: int, *, votes: dict[str, list[Choice]] | None = None) -> int:
    """A division as in the example: 38–31, 2 abstaining."""
    chair, actor = the_chair()
    division = divisions.open_division(item, chair, actor, now=at("14.02.51"))
    given = {party: iter(choices) for party, choices in (votes or VOTES).items()}
    with reading() as session:
        roll = session.execute(
            select(DivisionSeat.person_id, DivisionSeat.party, Person.username)
            .join(Person, Person.id == DivisionSeat.person_id)
            .where(DivisionSeat.division_id == division)
            .order_by(DivisionSeat.number)
        ).all()
    for voter, party, username in roll:
        if (choice := next(given[party], None)) is not None:
            presses.cast(division, voter, choice, username, auth="password", now=at("14.03.22"))
    divisions.close_division(division, chair, actor, now=at("14.04.10"))
    return division


def gavel(item: int) -> int:
    """The decision falls."""
    chair, actor = the_chair()
    return items.gavel(item, chair, actor, now=at("14.04.38"))


def the_chair() -> tuple[int, Actor]:
    """Who presides, and as the journal names the person."""
    return person("ledamot01"), _actor("ledamot01")


def person(username: str) -> int:
    """Somebody's number."""
    with reading() as session:
        return session.scalars(select(Person.id).where(Person.username == username)).one()


def _actor(username: str) -> Actor:
    return Actor(f"p{person(username)}", "member", "password")


def _members() -> Iterable[NewPerson]:
    left = dict(SPLIT)
    for party in KNOWN.values():
        left[party] -= 1
    free = [party for party, count in left.items() for _ in range(count)]
    for number in range(1, 72):
        party = KNOWN.get(number) or free.pop(0)
        role = Role.CHAIR if number == 1 else Role.MEMBER
        yield NewPerson(f"ledamot{number:02}", f"Ledamot {number:02}", role, party)


def _others() -> Iterable[NewPerson]:
    yield NewPerson("ersattare03", "Ersättare 03", Role.SUBSTITUTE, "S", 1)
    yield NewPerson("ersattare09", "Ersättare 09", Role.SUBSTITUTE, "M", 1)
    yield NewPerson("sekreterare", "Sekreterare 1", Role.SECRETARY)


def _paragraph_111(session: Session) -> None:
    """An earlier meeting of the year ended in § 111."""
    early = datetime(2026, 10, 21, 8, tzinfo=UTC)
    meeting = Meeting(
        title="Tidigare sammanträde",
        kind=MeetingKind.ORDINARY,
        date=early.date(),
        starts="09.00",
        place="Regionhuset",
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
        reference="Dnr 0001-2025",
        state=ItemState.DECIDED,
        step=Step.DECIDED,
        opened_at=early,
        decided_at=early,
        decision="Regionfullmäktige beslutar att lägga ärendet till handlingarna.",
    )
    session.add(item)
    session.flush()
    session.add(Paragraph(item_id=item.id, meeting_id=meeting.id, year=2026, number=111))
    journal.begin(
        session, meeting.chain, "meeting.created", {}, body="", day=early.date(), now=early
    )


def _meeting() -> NewMeeting:
    return NewMeeting(
        title="Regionfullmäktige",
        kind=MeetingKind.ORDINARY,
        date=DAY,
        starts="09.00",
        place="Regionhuset, sessionssalen, Luleå",
        items=(_motion(),),
    )


def _motion() -> NewItem:
    return NewItem(
        title="Motion om medlemskap i Klimatkommunerna",
        kind=ItemKind.MOTION,
        reference="Dnr 0000-2026",
        summary=SUMMARY,
        recipients="Vänsterpartiets regiongrupp, regionstyrelsen",
        documents=(
            NewDocument("Medlemskap i Klimatkommunerna", "motion", "Text."),
            NewDocument(
                "Regionstyrelsens beslut 2026-11-04, § 210", "regionstyrelsens beslut", "Text."
            ),
            NewDocument("Tjänsteskrivelse 2026-10-12", "tjänsteskrivelse", "Text."),
        ),
        proposals=(
            NewProposal(
                Kind.APPROVAL,
                "bifall till motionen",
                "regionen söker medlemskap",
                "bifalla motionen",
                (NewMover("Ledamot 33", "V", "ledamot33"),),
            ),
            NewProposal(
                Kind.BOARD,
                "regionstyrelsens förslag",
                "motionen avslås",
                "avslå motionen",
                (NewMover("Regionstyrelsen"),),
            ),
        ),
    )


def _second(session: Session, kind: Kind, name: str, party: str) -> None:
    proposal = session.scalars(select(Proposal).where(Proposal.kind == kind)).one()
    session.add(Mover(proposal_id=proposal.id, name=name, party=party, seconds=True))
