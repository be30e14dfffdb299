"""Reading in a meeting with its agenda from a JSON file: all of it, or nothing (docs/import.md)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from council.law.proposals import Kind
from council.services.convening import convene, publish
from council.services.drafts import NewDocument, NewItem, NewMeeting, NewMover, NewProposal
from council.services.importing import item_matters
from council.services.importing.json_file import Object, parse
from council.services.importing.shape import Shape
from council.services.parties import KNOWN
from council.store.engine import writing
from council.store.journal import SYSTEM, Actor
from council.store.models import Body, ItemKind, MeetingKind, Party, Person

MOST_BYTES = 25 * 1024 * 1024
MOST_ITEMS = 500
MOST_PARTS = 100
"""Documents, proposals or movers in one place."""


class NoCouncil(Exception):
    """There is no body yet that could meet."""


@dataclass(frozen=True, slots=True)
class Convened:
    """The meeting that was read in."""

    id: int
    title: str
    date: date
    items: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to: the board's name, people by user name, parties by letters."""

    board: str
    people: Mapping[str, Person]
    parties: Collection[str]


def load(data: bytes, *, now: datetime, actor: Actor = SYSTEM) -> Convened:
    """Read in a meeting and publish its agenda.

    Raises:
        NoCouncil: no body has been founded.
        FaultyFile: with every fault; nothing is changed.
    """
    with writing() as session:
        body = session.get(Body, 1)
        if body is None:
            raise NoCouncil
        new = read(data, _known(session, body))
        meeting = convene(session, body, new, now=now, actor=actor)
        publish(session, meeting, now=now, actor=actor)
        return Convened(meeting.id, meeting.title, meeting.date, len(new.items))


def _known(session: Session, body: Body) -> Known:
    people = session.scalars(
        select(Person).where(Person.active.is_(True)).options(joinedload(Person.party))
    )
    letters = dict.fromkeys([*session.scalars(select(Party.letters)), *KNOWN])
    return Known(body.board, {person.username: person for person in people}, letters)


def read(data: bytes, known: Known) -> NewMeeting:
    """The meeting that a file describes.

    Raises:
        FaultyFile: with every fault.
    """
    shape = Shape()
    top = shape.fields(
        parse(data, MOST_BYTES), "", ("title", "date", "starts", "place", "items"), ("kind",)
    )
    meeting = NewMeeting(
        title=shape.line(top, "", "title"),
        kind=shape.word(top, "", "kind", MeetingKind, MeetingKind.ORDINARY),
        date=shape.day(top, "", "date"),
        starts=shape.clock(top, "", "starts"),
        place=shape.line(top, "", "place"),
        items=[
            _item(shape, path, value, known)
            for path, value in shape.many(top, "", "items", MOST_ITEMS)
        ],
    )
    if top.get("items") == []:
        shape.wrong("", "items", [], _("minst ett ärende"))
    item_matters.require_members_items(shape, meeting.items)
    shape.require_whole()
    return meeting


def _item(shape: Shape, path: str, value: Any, known: Known) -> NewItem:
    given = shape.fields(
        value,
        path,
        ("title", "kind"),
        ("reference", "summary", "recipients", "documents", "proposals", *item_matters.FIELDS),
    )
    proposals = [
        _proposal(shape, inner, one, known)
        for inner, one in shape.many(given, path, "proposals", MOST_PARTS)
    ]
    _require_distinct(shape, path, proposals)
    kind = shape.word(given, path, "kind", ItemKind, ItemKind.DECISION)
    more = item_matters.matters(shape, given, path, kind, known.people, known.parties)
    item_matters.require_clauses(shape, path, more["clauses"], proposals)
    return NewItem(
        title=shape.line(given, path, "title"),
        kind=kind,
        reference=shape.line(given, path, "reference", default=""),
        summary=shape.text(given, path, "summary", needed=False),
        recipients=shape.line(given, path, "recipients", default="", most=1000),
        documents=[
            _document(shape, inner, one)
            for inner, one in shape.many(given, path, "documents", MOST_PARTS)
        ],
        proposals=proposals,
        **more,
    )


def _document(shape: Shape, path: str, value: Any) -> NewDocument:
    given = shape.fields(value, path, ("title", "kind", "text"))
    return NewDocument(
        title=shape.line(given, path, "title"),
        kind=shape.line(given, path, "kind", most=60),
        text=shape.text(given, path, "text", needed=True),
    )


def _proposal(shape: Shape, path: str, value: Any, known: Known) -> NewProposal:
    given = shape.fields(
        value, path, ("kind", "phrase", "effect", "decision"), ("movers", "clause", "motive")
    )
    kind = shape.word(given, path, "kind", Kind, Kind.COUNTER)
    movers = [
        _mover(shape, inner, one, known)
        for inner, one in shape.many(given, path, "movers", MOST_PARTS)
    ]
    if not movers and kind is Kind.BOARD:
        movers = [NewMover(known.board)]
    elif given and not movers:
        shape.wrong(path, "movers", given.get("movers", ""), _("minst en som yrkar"))
    return NewProposal(
        kind=kind,
        phrase=shape.line(given, path, "phrase"),
        effect=shape.line(given, path, "effect"),
        decision=shape.line(given, path, "decision", most=2000),
        movers=movers,
        clause=shape.number(given, path, "clause"),
        motive=shape.text(given, path, "motive", needed=False),
    )


def _mover(shape: Shape, path: str, value: Any, known: Known) -> NewMover:
    if isinstance(value, dict) and "username" in value:
        return _person(shape, path, shape.fields(value, path, ("username",)), known)
    given = shape.fields(value, path, ("name",), ("party",))
    party = shape.line(given, path, "party", default="")
    if party and party not in known.parties:
        expected = _("ett känt parti: %(parties)s", parties=", ".join(known.parties))
        shape.wrong(path, "party", party, expected)
    return NewMover(shape.line(given, path, "name"), party or None)


def _person(shape: Shape, path: str, given: Object, known: Known) -> NewMover:
    username = shape.line(given, path, "username")
    person = known.people.get(username)
    if person is None:
        shape.wrong(path, "username", given["username"], _("ett användarnamn som finns"))
        return NewMover("")
    party = person.party.letters if person.party else None
    return NewMover(person.name, party, username)


def _require_distinct(shape: Shape, path: str, proposals: list[NewProposal]) -> None:
    """What a vote is for must be told apart by its words."""
    first: dict[str, int] = {}
    for number, proposal in enumerate(proposals):
        before = first.setdefault(proposal.phrase, number)
        if before != number and proposal.phrase:
            expected = _("en annan lydelse än i proposals[%(number)s]", number=before)
            shape.wrong(f"{path}.proposals[{number}]", "phrase", proposal.phrase, expected)
