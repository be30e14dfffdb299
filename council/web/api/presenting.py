"""Public data, whole: from a session to what is answered. The chair's JSON says the same.

A caller that has just written must hand in a session that began after it, for one that is older
sees what was before.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from council.services.missing import Missing, found
from council.store.models import Body, Meeting
from council.store.queries import (
    public_decisions,
    public_divisions,
    public_items,
    public_meetings,
    public_members,
    public_notices,
)
from council.store.queries.public_divisions import told_openly
from council.store.queries.public_parties import by_party
from council.web.api import ballots, shapes, voting
from council.web.api.asked import Asked
from council.web.api.shapes import Shape

T = TypeVar("T")


def division(session: Session, division_id: int, *, seats: bool = False) -> Shape:
    """A division with its votes, as far as they may be told.

    Args:
        seats: give each vote the number of its seat, as the printed list does.

    Raises:
        Missing: none that is public.
    """
    row = public_divisions.division(session, division_id)
    if row is None:
        raise Missing
    told = told_openly(row.division)
    facts = voting.division(row.division, row.parties if told else None)
    if told:
        casting_vote = row.division.casting_vote
        facts["votes"] = [
            ({"seat": one.number} if seats else {}) | voting.vote(one, casting_vote)
            for one in row.votes
        ]
    facts |= ballots.of_division(session, row.division)
    return marked(session, facts, row.division.meeting)


def divisions(session: Session, asked: Asked) -> Shape:
    """Divisions without their votes, the newest first."""
    page = public_divisions.divisions(
        session, since=asked.since, until=asked.until, after=asked.after, limit=asked.limit
    )
    parties = by_party(session, [row.id for row in page.rows if told_openly(row)])
    rows = [voting.division(row, parties.get(row.id)) for row in page.rows]
    return listing(session, "divisions", rows, page.next, asked)


def meetings(session: Session, asked: Asked) -> Shape:
    """Meetings that have been announced, the newest first."""
    page = public_meetings.meetings(
        session, since=asked.since, until=asked.until, after=asked.after, limit=asked.limit
    )
    return listing(
        session, "meetings", [shapes.meeting(row) for row in page.rows], page.next, asked
    )


def meeting(session: Session, meeting_id: int) -> Shape:
    """A meeting with its agenda.

    Raises:
        Missing: none that is public.
    """
    row = found(public_meetings.meeting(session, meeting_id))
    agenda = public_meetings.agenda(session, meeting_id)
    items = [shapes.item(one.item, one.divisions) for one in agenda]
    return marked(session, {**shapes.meeting(row), "items": items}, row)


def item(session: Session, item_id: int) -> Shape:
    """An item with its papers, its proposals and every question that was put.

    Raises:
        Missing: none that is public.
    """
    whole = public_items.item(session, item_id)
    if whole is None:
        raise Missing
    row = whole.item
    facts = {
        **shapes.item(row, whole.divisions),
        "meeting": {"id": row.meeting.id, "date": row.meeting.date.isoformat()},
        "text": row.documents[0].text if row.documents else row.summary,
        "documents": [shapes.document(one) for one in row.documents],
        "clauses": [{"number": one.number, "text": one.text} for one in row.clauses],
        "proposals": [shapes.proposal(one) for one in row.proposals],
        "questions": voting.questions(row, whole.divisions),
        "recused": [shapes.recused(one) for one in whole.recusals],
        "not_taking_part": [shapes.named(one) for one in whole.no_part],
    }
    return marked(session, facts, row.meeting)


def members(session: Session, asked: Asked) -> Shape:
    """Who holds a seat, in the order of the hall; then the substitutes, as they are called."""
    seated = [shapes.seat(row) for row in public_members.seats(session)]
    rows = [row for row in seated if row is not None]
    rows += [shapes.substitute(row) for row in public_members.substitutes(session)]
    part, after = _part(rows, asked, lambda row: int(row["id"]))
    return listing(session, "members", part, after, asked)


def member(session: Session, person_id: int, asked: Asked) -> Shape:
    """A councillor or substitute, also a former one, with how each division went, newest first.

    Raises:
        Missing: none such.
    """
    person = found(public_members.member(session, person_id))
    page = public_members.record(session, person, after=asked.after, limit=asked.limit)
    took_part = public_members.participation(session, person)
    facts = {
        **shapes.member(person),
        "participation": {"voted": took_part.voted, "held": took_part.held},
        "votes": [voting.cast(row) for row in page.rows],
        "next": _address(f"members/{person_id}", page.next, asked),
    }
    return marked(session, facts)


def decisions(session: Session, asked: Asked) -> Shape:
    """Decisions, the newest first."""
    page = public_decisions.decisions(
        session, since=asked.since, until=asked.until, after=asked.after, limit=asked.limit
    )
    rows = [shapes.decision(row) for row in page.rows]
    return listing(session, "decisions", rows, page.next, asked)


def notices(session: Session, asked: Asked, today: date) -> Shape:
    """What stands on the notice board today, the latest meeting first."""
    rows = [
        row
        for row in reversed(public_notices.announcements(session, today))
        if (asked.since is None or row.meeting.date >= asked.since)
        and (asked.until is None or row.meeting.date <= asked.until)
    ]
    part, after = _part(rows, asked, lambda row: row.meeting.id)
    return listing(session, "notices", [shapes.notice(row) for row in part], after, asked)


def _part(
    rows: Sequence[T], asked: Asked, number: Callable[[T], int]
) -> tuple[Sequence[T], int | None]:
    """The part asked for of a list that is always short enough to be read whole."""
    numbers = [number(row) for row in rows]
    begin = 0 if asked.after is None else len(rows)
    if asked.after in numbers:
        begin = numbers.index(asked.after) + 1
    part = rows[begin : begin + asked.limit]
    return part, number(part[-1]) if begin + asked.limit < len(rows) else None


def listing(
    session: Session, name: str, rows: Sequence[Shape], after: int | None, asked: Asked
) -> Shape:
    """A part of a list, with the address of the next part."""
    return marked(session, {name: list(rows), "next": _address(name, after, asked)})


def _address(name: str, after: int | None, asked: Asked) -> str | None:
    if after is None:
        return None
    days = {"from": asked.since, "to": asked.until}
    query = {key: day.isoformat() for key, day in days.items() if day is not None}
    return f"/api/v1/{name}?" + urlencode({**query, "limit": asked.limit, "after": after})


def marked(session: Session, facts: Shape, meeting: Meeting | None = None) -> Shape:
    """Say of what is only a demonstration that it is: nobody shall print it as true."""
    body = session.get(Body, 1)
    pretended = (body is not None and body.demonstration) or (
        meeting is not None and meeting.demonstration
    )
    return {"demonstration": True, **facts} if pretended else facts
