"""One standing council and what happens in it, built with only the facts that matter in a test.

Call these inside an application context of the service under test. The cast:

- ``agneta`` is a member (S); ``bo`` is her party's first substitute;
- ``cia`` is a member of another party (V);
- ``dag`` has left his mandate: he can sign in, holds no seat and never votes;
- ``ordforande``, ``vice1`` and ``vice2`` preside and hold seats; ``sekreterare`` and ``admin``
  hold none;
- all other seats are held by ``ledamot001`` …, numbered as the seats.

Everybody's password is ``PASSWORD``. Times are fixed and lie in the past, so that what happens
after them by the real clock comes later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import attendance, divisions, items, meetings, presses, questions
from council.services.presses import Receipt
from council.store import journal
from council.store.base import db
from council.store.engine import reading, writing
from council.store.journal import SYSTEM, Actor
from council.store.models import (
    Body,
    Item,
    ItemKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Mover,
    Party,
    Person,
    Proposal,
    Role,
    Seat,
)

PASSWORD = "klubbslag-prov"
DAY = date(2025, 3, 5)
MORNING = datetime(2025, 3, 5, 8, 0, tzinfo=UTC)
"""When people check in and the meeting opens: 9.00 in the hall."""
NOON = datetime(2025, 3, 5, 11, 0, tzinfo=UTC)
"""When things happen, unless a test says otherwise: 12.00 in the hall."""

PARTIES = (
    ("V", "Vänsterpartiet", "#af0000", 4),
    ("S", "Socialdemokraterna", "#ed1b34", 9),
    ("C", "Centerpartiet", "#009933", 3),
    ("M", "Moderaterna", "#1b49dd", 5),
)
"""Letters, name, colour and share of 21 seats, from left to right in the hall."""

NAMED = {
    "agneta": ("Agneta", Role.MEMBER, "S"),
    "cia": ("Cia", Role.MEMBER, "V"),
    "ordforande": ("Ordföranden", Role.CHAIR, "S"),
    "vice1": ("Förste vice ordföranden", Role.FIRST_VICE, "M"),
    "vice2": ("Andre vice ordföranden", Role.SECOND_VICE, "C"),
}
"""Those who hold the first seats of their parties."""

PHRASES = {
    Kind.BOARD: ("regionstyrelsens förslag", "motionen avslås", "avslå motionen"),
    Kind.APPROVAL: ("motionens förslag", "motionen bifalls", "bifalla motionen"),
    Kind.REJECTION: ("avslag på förslaget", "förslaget avslås", "avslå förslaget"),
    Kind.AMENDMENT: ("ändringsförslaget", "förslaget ändras", "bifalla förslaget med ändring"),
    Kind.COUNTER: ("motförslaget", "motförslaget bifalls", "bifalla motförslaget"),
    Kind.OTHER: ("det egna förslaget", "det egna förslaget bifalls", "bifalla det egna förslaget"),
    Kind.ADDITION: ("tilläggsyrkandet", "tillägget görs", "göra tillägget"),
    Kind.DISMISSAL: ("avvisning", "ärendet avvisas", "avvisa ärendet"),
    Kind.ADJOURNMENT: ("ajournering", "sammanträdet ajourneras", "ajournera sammanträdet"),
    Kind.TABLING: ("bordläggning", "ärendet bordläggs", "bordlägga ärendet"),
    Kind.REFERRAL: ("återremiss", "ärendet återremitteras", "återremittera ärendet"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A division that takes presses, and where it belongs."""

    division: int
    item: int
    meeting: int


def a_council(seats: int = 21) -> None:
    """The body with its parties, its members, substitutes, secretary and administrator."""
    with writing() as session:
        session.add(
            Body(
                id=1,
                name="Regionfullmäktige",
                organisation="Provregionen",
                board="Regionstyrelsen",
                seats=seats,
                demonstration=True,
            )
        )
        parties = _parties(session)
        _members(session, parties, seats)
        _others(session, parties)
        journal.begin(
            session,
            journal.BODY,
            "body.created",
            {"seats": seats},
            body="Provregionen, Regionfullmäktige",
            day=DAY,
            now=MORNING,
        )


def a_meeting(
    *,
    day: date = DAY,
    kind: MeetingKind = MeetingKind.REHEARSAL,
    state: MeetingState = MeetingState.PUBLISHED,
    now: datetime = MORNING,
) -> int:
    """A meeting that waits to be opened; ``OPEN``: opened by the chair, who presides."""
    with writing() as session:
        meeting = Meeting(
            title="Sammanträde på prov",
            kind=kind,
            date=day,
            starts="09.00",
            place="Sessionssalen",
            state=MeetingState.DRAFT if state is MeetingState.DRAFT else MeetingState.PUBLISHED,
            demonstration=False,
        )
        session.add(meeting)
        session.flush()
        journal.begin(
            session,
            meeting.chain,
            "meeting.created",
            {"kind": kind.value},
            body="Provregionen, Regionfullmäktige",
            day=day,
            now=now,
        )
    if state is MeetingState.OPEN:
        meetings.open_meeting(meeting.id, person("ordforande"), actor("ordforande"), now=now)
    return meeting.id


def an_item(
    meeting: int,
    *,
    kind: ItemKind = ItemKind.MOTION,
    proposals: Sequence[Kind] = (Kind.BOARD, Kind.APPROVAL),
) -> int:
    """The next item of a meeting's agenda; its proposals in the order in which they are moved."""
    with writing() as session:
        number = 1 + (
            session.scalar(select(func.max(Item.number)).where(Item.meeting_id == meeting)) or 0
        )
        item = Item(
            meeting_id=meeting,
            number=number,
            title=f"Ärende {number}",
            kind=kind,
            reference=f"Dnr PROV-{number}",
            proposals=[_proposal(place, one) for place, one in enumerate(proposals, start=1)],
        )
        session.add(item)
        session.flush()
        return item.id


def everyone_present(meeting: int, *, now: datetime = MORNING) -> int:
    """Record all who hold a seat as present. Gives how many came to it."""
    return attendance.record_present(meeting, None, SYSTEM, now=now)


def an_open_item(
    *,
    kind: ItemKind = ItemKind.MOTION,
    proposals: Sequence[Kind] = (Kind.BOARD, Kind.APPROVAL),
    meeting: int | None = None,
    now: datetime = NOON,
) -> tuple[int, int]:
    """A meeting (a new one, with everybody there, unless given) and an item in debate in it."""
    if meeting is None:
        meeting = a_meeting(state=MeetingState.OPEN)
        everyone_present(meeting)
    item = an_item(meeting, kind=kind, proposals=proposals)
    items.open_item(item, person("ordforande"), actor("ordforande"), now=now)
    return meeting, item


def a_found_item(
    proposals: Sequence[Kind] = (Kind.BOARD, Kind.APPROVAL),
    *,
    which: int = 0,
    meeting: int | None = None,
) -> tuple[int, int]:
    """An item for which the chair has found one of the proposals; the gavel has not fallen."""
    meeting, item = an_open_item(proposals=proposals, meeting=meeting)
    does("ordforande", questions.close_debate, item)
    does("ordforande", questions.review_proposals, item)
    does("ordforande", questions.approve_order, item, None)
    does("ordforande", questions.declare, item, proposals_of(item)[which])
    return meeting, item


def an_open_division(
    *,
    proposals: Sequence[Kind] = (Kind.BOARD, Kind.APPROVAL),
    meeting: int | None = None,
    now: datetime = NOON,
) -> Opened:
    """A division that was opened the short way; yes is for the first proposal."""
    meeting, item = an_open_item(proposals=proposals, meeting=meeting, now=now)
    division = divisions.open_division(item, person("ordforande"), actor("ordforande"), now=now)
    return Opened(division, item, meeting)


def press(
    division: int, username: str, choice: Choice, key: str | None = None, *, now: datetime = NOON
) -> Receipt:
    """Let somebody press; without a key, with one that nobody else has."""
    return presses.cast(
        division,
        person(username),
        choice,
        key or f"{username}-{choice.value}",
        auth="password",
        now=now,
    )


def vote(division: int, *, yes: int, no: int, abstain: int = 0, now: datetime = NOON) -> None:
    """Let the first seats of the hall say yes, the next no, the next abstain."""
    choices = [Choice.YES] * yes + [Choice.NO] * no + [Choice.ABSTAIN] * abstain
    for username, choice in zip(holders(), choices, strict=False):
        press(division, username, choice, now=now)


Given = TypeVar("Given")


def does(
    who: str, act: Callable[..., Given], target: int, *rest: Any, now: datetime = NOON, **more: Any
) -> Given:
    """Let somebody do something: ``does("ordforande", items.gavel, item)``."""
    return act(target, person(who), *rest, actor(who), now=now, **more)


def person(username: str) -> int:
    """Somebody's number."""
    return _known(str(db.engine.url), username)[0]


def actor(username: str, capacity: str | None = None) -> Actor:
    """Somebody as the journal names who acts."""
    number, role, _ = _known(str(db.engine.url), username)
    return Actor(f"p{number}", capacity or role.value, "password")


def seat(username: str) -> int:
    """The row number of the seat that somebody holds."""
    _, _, held = _known(str(db.engine.url), username)
    assert held is not None, f"{username} holds no seat"
    return held


@cache
def _known(_database: str, username: str) -> tuple[int, Role, int | None]:
    """Number, role and seat; each database is one council's, so they are asked for once."""
    with reading() as session:
        row = session.execute(
            select(Person.id, Person.role, Seat.id)
            .outerjoin(Seat, Seat.holder_id == Person.id)
            .where(Person.username == username)
        ).one()
        return row[0], row[1], row[2]


def holders() -> list[str]:
    """The user names of all who hold a seat, in the order of the seats."""
    with reading() as session:
        return list(
            session.scalars(
                select(Person.username)
                .join(Seat, Seat.holder_id == Person.id)
                .order_by(Seat.number)
            )
        )


def proposals_of(item: int) -> list[int]:
    """The numbers of an item's proposals, as they were moved."""
    with reading() as session:
        return list(
            session.scalars(
                select(Proposal.id).where(Proposal.item_id == item).order_by(Proposal.position)
            )
        )


def later(minutes: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(minutes=minutes)


@cache
def password_hash() -> str:
    """``PASSWORD`` as it is kept, hashed with so little effort that signing in costs a test
    nothing; what the service itself spends on a hash is tried where passwords are set."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def _parties(session: Session) -> dict[str, Party]:
    by_size = sorted(PARTIES, key=lambda party: -party[3])
    parties = {
        letters: Party(
            letters=letters,
            name=name,
            colour=colour,
            hall_order=place,
            size_order=by_size.index((letters, name, colour, share)) + 1,
        )
        for place, (letters, name, colour, share) in enumerate(PARTIES, start=1)
    }
    session.add_all(parties.values())
    session.flush()
    return parties


def _members(session: Session, parties: dict[str, Party], seats: int) -> None:
    numbers = iter(range(1, seats + 1))
    for letters, held in _split(seats).items():
        named = [name for name, (_, _, party) in NAMED.items() if party == letters]
        for place in range(held):
            number = next(numbers)
            username = named[place] if place < len(named) else f"ledamot{number:03}"
            shown, role, _ = NAMED.get(username, (f"Ledamot {number}", Role.MEMBER, letters))
            session.add(
                Seat(
                    number=number,
                    party_id=parties[letters].id,
                    holder=_person(username, shown, role, parties[letters]),
                )
            )


def _split(seats: int) -> dict[str, int]:
    """So many seats for each party, as the shares of 21; what is left over goes to S."""
    split = {letters: max(2, share * seats // 21) for letters, _, _, share in PARTIES}
    split["S"] += seats - sum(split.values())
    return split


def _others(session: Session, parties: dict[str, Party]) -> None:
    for letters, party in parties.items():
        for order in (1, 2):
            first = letters == "S" and order == 1
            username = "bo" if first else f"ersattare_{letters.lower()}{order}"
            shown = "Bo" if first else f"Ersättare {order} ({letters})"
            session.add(_person(username, shown, Role.SUBSTITUTE, party, call_order=order))
    session.add(_person("dag", "Dag", Role.MEMBER, parties["S"]))
    session.add(_person("sekreterare", "Sekreteraren", Role.SECRETARY, None))
    session.add(_person("admin", "Administratören", Role.ADMIN, None))


def _person(
    username: str, name: str, role: Role, party: Party | None, *, call_order: int | None = None
) -> Person:
    return Person(
        username=username,
        name=name,
        role=role,
        party_id=party.id if party else None,
        call_order=call_order,
        password_hash=password_hash(),
    )


def _proposal(place: int, kind: Kind) -> Proposal:
    phrase, effect, decision = PHRASES[kind]
    mover = "Regionstyrelsen" if kind is Kind.BOARD else f"Förslagsställare {place}"
    return Proposal(
        position=place,
        kind=kind,
        phrase=phrase,
        effect=effect,
        decision=decision,
        movers=[Mover(name=mover, party=None if kind is Kind.BOARD else "V")],
    )
