"""Asking for a division: KL 5 kap. 53 §, after the chair has found and before the gavel."""

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.refusals import GavelAfterRequest, NotNow
from council.services import putting
from council.services.chairing import preside_over_item
from council.services.item_parts import (
    any_stands,
    divisions_of,
    hold_item,
    instant,
    item_ref,
    require_serving,
)
from council.services.missing import find, found
from council.services.recusal_rights import require_may_take_part
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, JournalEntry, Meeting, Person

KINDS = (
    "division.requested",
    "division.request_withdrawn",
    "acclamation.declared",
    "item.stepped_back",
)
"""The journal's kinds that tell whose requests stand."""


def request_division(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Ask for a division. One who serves is enough; asking again changes nothing.

    Raises:
        Missing: no such item.
        NotServing: only who serves may ask.
        RequestTooLate: nothing has been found yet, or the gavel has fallen.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        require_serving(session, meeting, person_id)
        request(session, meeting, item, find(session, Person, person_id), actor, now)


def record_request(
    item_id: int, person_id: int, requester_id: int, actor: Actor, *, now: datetime
) -> None:
    """The chair records that somebody in the hall asked for a division."""
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        require_serving(session, meeting, requester_id)
        request(session, meeting, item, find(session, Person, requester_id), actor, now)


def withdraw_request(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Take back one's own request, while no division has been opened.

    Raises:
        NotNow: nothing to take back, or somebody else asked.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        standing = requests_standing(session, meeting, item)
        if person_id not in standing or _is_being_held(session, item):
            raise NotNow(act="withdraw_request", step=item.step.value)
        question = found(putting.current(session, item))
        payload = {
            "item": item_ref(item),
            "question": question.ref,
            "by": f"p{person_id}",
        }
        journal.append(
            session, meeting.chain, "division.request_withdrawn", payload, actor=actor, now=now
        )
        del standing[person_id]
        if standing:  # another's request is left, and with it the division
            question.requested_by_id, first = next(iter(standing.items()))
            question.requested_at = moment(first.at)
        else:
            question.requested_by_id, question.requested_at = None, None
            item.step = Step.FOUND


def requests_standing(session: Session, meeting: Meeting, item: Item) -> dict[int, JournalEntry]:
    """Who has asked for the division that is about to be held, and has not taken it back; the
    first first, each with the entry that recorded it."""
    standing: dict[int, JournalEntry] = {}
    question = putting.current(session, item)
    if item.step is not Step.REQUESTED or question is None:
        return standing
    for entry in session.scalars(
        select(JournalEntry)
        .where(JournalEntry.chain == meeting.chain, JournalEntry.kind.in_(KINDS))
        .order_by(JournalEntry.seq)
    ):
        payload = json.loads(entry.payload)
        if (
            payload["item"] != item_ref(item)
            or payload.get("question", question.ref) != question.ref
        ):
            continue
        person_id = int(payload["by"][1:]) if "by" in payload else 0
        match entry.kind:
            case "division.requested":
                standing.setdefault(person_id, entry)
            case "division.request_withdrawn":
                standing.pop(person_id, None)
            case _:  # found anew, or gone back from: what was asked for then is asked for no more
                standing.clear()
    return standing


def request_stands(session: Session, item: Item) -> GavelAfterRequest:
    """The refusal of what would pass by a request: who asked, and when."""
    question = found(putting.current(session, item))
    requester = found(session.get(Person, question.requested_by_id))
    return GavelAfterRequest(by=requester.name, at=instant(question.requested_at))


def may_be_undone(session: Session, meeting: Meeting, item: Item, chair: str) -> bool:
    """Whether the chair may step back from a request: only from one that the chair recorded.

    ``chair``: how the journal names who presides.
    """
    if item.step is not Step.REQUESTED:
        return True
    standing = requests_standing(session, meeting, item)
    return all(json.loads(entry.actor)["ref"] == chair for entry in standing.values())


def request(
    session: Session,
    meeting: Meeting,
    item: Item,
    requester: Person,
    actor: Actor,
    now: datetime,
) -> None:
    """``request_division`` within a transaction."""
    procedure.require(Act.REQUEST_DIVISION, item.step)
    question = putting.current(session, item)
    if question is None:
        raise NotNow(act=Act.REQUEST_DIVISION.value, step=item.step.value)
    require_may_take_part(session, item, requester.id)
    if requester.id in requests_standing(session, meeting, item):
        return
    if item.step is not Step.REQUESTED:
        item.step = Step.REQUESTED
        question.requested_by_id, question.requested_at = requester.id, now
    payload = {"item": item_ref(item), "question": question.ref, "by": requester.ref}
    journal.append(session, meeting.chain, "division.requested", payload, actor=actor, now=now)


def _is_being_held(session: Session, item: Item) -> bool:
    """Whether what was asked for has begun: a division, or the way to the counter-proposal."""
    question = found(putting.current(session, item))
    return bool(putting.winners(session, question)) or any_stands(
        [one for one in divisions_of(session, item) if one.question_id == question.id]
    )
