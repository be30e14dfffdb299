"""How rows look as public data. What a key means stays for ever: programs stand on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from council.store.base import written
from council.store.models import (
    Division,
    Document,
    Item,
    Meeting,
    Person,
    Proposal,
    Recusal,
    Seat,
)
from council.store.queries.public_decisions import Decided
from council.store.queries.public_notices import Announcement

Shape = dict[str, Any]


def meeting(row: Meeting) -> Shape:
    """A meeting in a list."""
    return {
        "id": row.id,
        "date": row.date.isoformat(),
        "title": row.title,
        "kind": row.kind.value,
        "state": row.state.value,
    }


def item(row: Item, divisions: Sequence[Division]) -> Shape:
    """An item on an agenda."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "kind": row.kind.value,
        "state": row.state.value,
        "divisions": [division.id for division in divisions],
        "decision": row.decision,
        "paragraph": _paragraph(row),
    }


def document(row: Document) -> Shape:
    """A paper of an item, whole."""
    return {"id": row.id, "title": row.title, "kind": row.kind, "text": row.text}


def proposal(row: Proposal) -> Shape:
    """A proposal; who moved it stands before who seconds it."""
    movers = sorted(row.movers, key=lambda mover: mover.seconds)
    return {
        "id": row.id,
        "kind": row.kind.value,
        "text": f"att {row.decision}",
        "movers": [{"name": mover.name, "party": mover.party} for mover in movers],
        "state": row.state.value,
        "clause": row.clause,
        "motive": row.motive or None,
        "refused": None if row.refused is None else row.refused.value,
    }


def recused(row: Recusal) -> Shape:
    """Who stepped aside from an item, and who served instead. Never why."""
    substitute = None if row.substitute is None else row.substitute.name
    return named(row.person) | {"substitute": substitute}


def named(row: Person) -> Shape:
    """Somebody in an item, as the record names one."""
    return {"member": row.name, "party": row.party.letters if row.party else None}


def seat(row: Seat) -> Shape | None:
    """Who holds a seat; None where it is vacant."""
    return None if row.holder is None else _person(row.holder, row.party.letters, row.number)


def substitute(row: Person) -> Shape:
    """A substitute, who holds no seat."""
    return _person(row, row.party.letters if row.party else None, None)


def member(row: Person) -> Shape:
    """A councillor or a substitute."""
    return substitute(row) | {"seat": row.seat.number if row.seat else None}


def decision(row: Decided) -> Shape:
    """A decision, with the division that led to it, if there was one."""
    return {
        "item": item_ref(row.item),
        "meeting": meeting_ref(row.item.meeting),
        "decision": row.item.decision,
        "decided_at": moment(row.item.decided_at),
        "division": None if row.division is None else row.division.id,
    }


def notice(row: Announcement) -> Shape:
    """An announcement on the notice board."""
    return {
        "kind": "announcement",
        "meeting": meeting_ref(row.meeting),
        "title": row.meeting.title,
        "starts": row.meeting.starts,
        "place": row.meeting.place,
        "items": row.items,
        "put_up": moment(row.put_up),
    }


def _person(row: Person, party: str | None, number: int | None) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "party": party,
        "role": row.role.value,
        "seat": number,
    }


def item_ref(row: Item) -> Shape:
    """An item as others point at it."""
    return {"id": row.id, "title": row.title, "paragraph": _paragraph(row)}


def meeting_ref(row: Meeting) -> Shape:
    """A meeting as others point at it."""
    return {"id": row.id, "date": row.date.isoformat()}


def _paragraph(row: Item) -> int | None:
    return None if row.paragraph is None else row.paragraph.number


def moment(value: datetime | None) -> str | None:
    """A moment, if there was one."""
    return None if value is None else written(value)
