"""Search in items, decisions, documents and names, whatever the letters' case.

SQLite's lower() knows A to Z only, and so does PostgreSQL's in a plain locale. SQLite borrows
Python's, on the one connection that asks; PostgreSQL translates the letters that Swedish,
Finnish, Meänkieli and Sámi have beyond A to Z.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from council.store.models import Document, Item, ItemKind, Meeting, Party, Person, Seat
from council.store.queries.public_meetings import LISTED

CAPITALS = "ÅÄÖÆØÁÀÂČĐÉÈËÍÎŊÓÔŠŦÚÜÝŽ"
NOT_ASCII = re.compile("[^\x00-\x7f]+")
DOT_ABOVE = "\u0307"
"""Of a capital I that has it, which in lower case becomes two signs, the first of them ASCII."""
LONGEST = 100
"""Signs of a question; what is longer is nobody's."""
MOST_WORDS = 8
MOST = 50
"""Items, and people, that an answer holds."""


@dataclass(frozen=True, slots=True)
class Lower:
    """How a database puts a text in lower case, and a quick look whether one holds a part that
    is ASCII alone, in either case.
    """

    of: Callable[[SQLColumnExpression[str]], ColumnElement[str]]
    looks: Callable[[SQLColumnExpression[str], str], ColumnElement[bool]]

    def __call__(self, text: SQLColumnExpression[str]) -> ColumnElement[str]:
        return self.of(text)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the newest items first."""

    items: Sequence[Item]
    people: Sequence[Person]


def words_of(question: str) -> list[str]:
    """The words that are looked for, each in lower case and once."""
    return list(dict.fromkeys(question[:LONGEST].lower().split()))[:MOST_WORDS]


def search(
    session: Session, words: Sequence[str], *, year: int | None = None, kind: ItemKind | None = None
) -> Found:
    """The items that hold all words, each anywhere, and the people whose names do."""
    if not words:
        return Found((), ())
    lower = lower_of(session)
    by_name = year is None and kind is None
    return Found(
        items=_items(session, and_(*(_in_item(word, lower) for word in words)), year, kind),
        people=_people(session, and_(*(_in_name(word, lower) for word in words)))
        if by_name
        else (),
    )


def meeting_years(session: Session) -> list[int]:
    """The years in which there are meetings, the newest first."""
    days = session.scalars(select(Meeting.date).where(LISTED).distinct())
    return sorted({day.year for day in days}, reverse=True)


def _items(
    session: Session, holds: ColumnElement[bool], year: int | None, kind: ItemKind | None
) -> Sequence[Item]:
    wanted = select(Item).join(Item.meeting).where(LISTED, holds)
    if year is not None:
        wanted = wanted.where(func.substr(Meeting.date, 1, 4) == str(year))
    if kind is not None:
        wanted = wanted.where(Item.kind == kind)
    return session.scalars(
        # Meeting by meeting in the index's order, so that common words are found at once.
        wanted.order_by(Meeting.date.desc(), Meeting.id.desc(), Item.number)
        .limit(MOST)
        .options(
            contains_eager(Item.meeting),
            joinedload(Item.paragraph),
            selectinload(Item.documents),
        )
    ).all()


def _people(session: Session, holds: ColumnElement[bool]) -> Sequence[Person]:
    return session.scalars(
        select(Person)
        .join(Person.party)
        .outerjoin(Seat, Seat.holder_id == Person.id)
        .where(holds)
        .order_by(Party.size_order, Seat.number, Person.name)
        .limit(MOST)
        .options(contains_eager(Person.party), joinedload(Person.seat))
    ).all()


def _in_item(word: str, lower: Lower) -> ColumnElement[bool]:
    # A word holds no line's end: all texts of an item are put in lower case at once.
    texts = Item.title + "\n" + Item.summary + "\n" + Item.reference + "\n"
    document = Document.title + "\n" + Document.text
    return or_(
        holds(texts + func.coalesce(Item.decision, ""), word, lower),
        exists().where(Document.item_id == Item.id, holds(document, word, lower)),
    )


def _in_name(word: str, lower: Lower) -> ColumnElement[bool]:
    return or_(
        holds(Person.name, word, lower),
        lower(Party.letters) == word,
        lower(Party.name) == word,
    )


def holds(text: SQLColumnExpression[str], word: str, lower: Lower) -> ColumnElement[bool]:
    """Whether a text holds a word anywhere."""
    held = lower(text).contains(word, autoescape=True)
    part = max(NOT_ASCII.split(word), key=len)
    if part and DOT_ABOVE not in word:
        # What cannot hold it is passed by at a hundredth of the price.
        return and_(lower.looks(text, part), held)
    return held


def lower_of(session: Session) -> Lower:
    """How this database puts a text in lower case."""
    if session.get_bind().dialect.name != "sqlite":
        return _lower_of_postgresql(session)
    connection: Any = session.connection().connection.driver_connection
    connection.create_function("lower_all", 1, str.lower, deterministic=True)
    return Lower(func.lower_all, lambda text, part: text.contains(part, autoescape=True))


def _lower_of_postgresql(session: Session) -> Lower:
    """Letters are translated only where the database's own locale does not know them: that is
    ten times as dear as all the rest.
    """
    small = CAPITALS.lower()
    known = session.scalar(select(func.lower(CAPITALS))) == small
    return Lower(
        lambda text: func.lower(text if known else func.translate(text, CAPITALS, small)),
        lambda text, part: text.collate("C").icontains(part, autoescape=True),
    )
