"""What the use cases on recusal share: the item, the recusal that holds, writing one down."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.refusals import AlreadyRecused, NotNow, NotServing
from council.services.item_parts import hold_item, item_ref
from council.services.missing import find, found
from council.services.presences import GOING_ON, ongoing, require_no_division, seat_number
from council.store import journal
from council.store.base import moment
from council.store.journal import Actor
from council.store.models import (
    DeclaredBy,
    Item,
    ItemState,
    Meeting,
    Person,
    Presence,
    Recusal,
)
from council.store.queries import aside

TREATABLE = (ItemState.WAITING, ItemState.OPEN)


def hold(session: Session, item_id: int) -> tuple[Meeting, Item]:
    """An item that can still be stepped aside from, and its meeting, under the meeting's lock.

    Raises:
        Missing. NotNow: the item is done with, or the meeting is not on. DivisionOpen.
    """
    meeting, item = hold_item(session, item_id)
    if meeting.state not in GOING_ON or item.state not in TREATABLE:
        raise NotNow(act="recuse", step=item.step.value)
    require_no_division(session, meeting)
    return meeting, item


def recusal_of(session: Session, item: Item, member_id: int) -> Recusal:
    """A member's recusal that holds in an item.

    Raises:
        Missing: no such person. NotServing: the member is not recused.
    """
    find(session, Person, member_id)
    recusal = aside.recusal(session, item.id, member_id)
    if recusal is None:
        raise NotServing
    return recusal


def note(
    session: Session, meeting: Meeting, item: Item, new: Recusal, actor: Actor, now: datetime
) -> None:
    """Write a recusal down, with the seat that is left.

    Raises:
        NotServing: only who serves can step aside. AlreadyRecused.
    """
    seat_id = _seat_in(session, meeting, item, new.person_id)
    if aside.recusal(session, item.id, new.person_id) is not None:
        raise AlreadyRecused
    payload = {
        "item": item_ref(item),
        "member": f"p{new.person_id}",
        "seat": seat_number(session, seat_id),
        "declared": new.declared_by is DeclaredBy.MEMBER,
    }
    entry = journal.append(session, meeting.chain, "recusal.noted", payload, actor=actor, now=now)
    before = session.scalars(
        select(Recusal).where(Recusal.item_id == item.id, Recusal.person_id == new.person_id)
    ).one_or_none()
    if before is not None:  # lifted before: it holds anew
        before.ground, before.declared_by, before.reason = new.ground, new.declared_by, new.reason
        before.at, before.lifted_at, before.seat_id = moment(entry.at), None, seat_id
        return
    new.item_id, new.seat_id, new.at = item.id, seat_id, moment(entry.at)
    session.add(new)


def _seat_in(session: Session, meeting: Meeting, item: Item, person_id: int) -> int:
    """The seat that somebody serves on in an item.

    Raises:
        NotServing: on none. Who stands in for another's recusal is replaced, not recused.
    """
    there: Presence | None = ongoing(session, meeting, person_id)
    if there is None or there.seat_id is None:
        raise NotServing
    return found(there.seat_id)
