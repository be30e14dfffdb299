"""Asking for a division: KL 5 kap. 53 §, after the chair has found and before the gavel."""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.refusals import NotNow
from council.services.chairing import preside_over_item
from council.services.item_parts import (
    any_stands,
    divisions_of,
    hold_item,
    item_ref,
    require_serving,
)
from council.services.missing import find
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting, Person


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
        own = item.step is Step.REQUESTED and item.requested_by_id == person_id
        if not own or any_stands(divisions_of(session, item)):
            raise NotNow(act="withdraw_request", step=item.step.value)
        item.step, item.requested_by_id, item.requested_at = Step.FOUND, None, None
        payload = {"item": item_ref(item), "by": f"p{person_id}"}
        journal.append(
            session, meeting.chain, "division.request_withdrawn", payload, actor=actor, now=now
        )


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
    if item.found_id is None:
        raise NotNow(act=Act.REQUEST_DIVISION.value, step=item.step.value)
    if item.step is Step.REQUESTED:
        return
    item.step = Step.REQUESTED
    item.requested_by_id, item.requested_at = requester.id, now
    payload = {"item": item_ref(item), "by": requester.ref}
    journal.append(session, meeting.chain, "division.requested", payload, actor=actor, now=now)
