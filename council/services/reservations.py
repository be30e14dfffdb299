"""Reservations: announced while the meeting goes on, their reasons in writing later.

KL 4 kap. 27 §. A reservation is the member's own; who presides or the secretary may record one
that was made aloud.
"""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.refusals import NoReservation, NotNow, NotPresiding, TextMissing
from council.law.reservations import require_reasons, require_reservation
from council.services.deciding import part_in
from council.services.desks import require_desk
from council.services.editions import commitment
from council.services.item_parts import hold_item, instant, item_ref
from council.services.missing import find, found
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, Meeting, MeetingState, Person, Reservation
from council.store.queries.rules_of_order import rules_of_order

OVER = frozenset({MeetingState.CLOSED, MeetingState.ATTESTED})
"""When a meeting has ended."""


def reserve(item_id: int, person_id: int, written: bool, actor: Actor, *, now: datetime) -> int:
    """Reserve against a decision. Again changes nothing. Gives the reservation's number.

    ``written``: reasons in writing are to follow.

    Raises:
        Missing: no such item.
        ReservationTooLate: the meeting is over.
        NotNow: nothing has been decided yet.
        DidNotDecide: the person took no part in deciding, with what was done instead.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        person = find(session, Person, person_id)
        return _announce(session, meeting, item, person, written=written, actor=actor, now=now)


def record_reservation(
    item_id: int,
    person_id: int,
    member_id: int,
    written: bool,
    actor: Actor,
    *,
    now: datetime,
) -> int:
    """Record a reservation that a member made aloud: who presides, or the secretary.

    Raises:
        NotPresiding: somebody else tries to. Otherwise as ``reserve``.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        require_desk(session, meeting, person_id)
        member = find(session, Person, member_id)
        return _announce(session, meeting, item, member, written=written, actor=actor, now=now)


def give_reasons(item_id: int, person_id: int, text: str, actor: Actor, *, now: datetime) -> None:
    """Hand in the written reasons, or another text in their place, until their time is out.

    The journal holds what binds it to the text, not the text itself.

    Raises:
        Missing: no such item.
        NoReservation: the person has not reserved.
        ReasonsTooLate: the protocol is attested; only the fact stands.
        TextMissing: nothing is written.
    """
    with writing() as session:
        meeting, item = hold_item(session, item_id)
        reservation = of_person(session, item, person_id)
        if reservation is None:
            raise NoReservation
        require_reasons(
            rules_of_order(session).written_reasons_by,
            meeting_over=meeting.state in OVER,
            attested=meeting.state is MeetingState.ATTESTED,
        )
        if not text.strip():
            raise TextMissing
        reservation.written, reservation.text = True, text.strip()
        reservation.nonce = secrets.token_hex(16)
        payload = {
            "item": item_ref(item),
            "person": f"p{person_id}",
            "commitment": commitment(reservation.nonce, reservation.text),
        }
        entry = journal.append(
            session, meeting.chain, "reservation.reasons_given", payload, actor=actor, now=now
        )
        reservation.text_at = moment(entry.at)


def of_person(session: Session, item: Item, person_id: int) -> Reservation | None:
    """Somebody's reservation against the decision in an item."""
    return session.scalars(
        select(Reservation).where(
            Reservation.item_id == item.id, Reservation.person_id == person_id
        )
    ).one_or_none()


def require_presiding(session: Session, meeting: Meeting, person_id: int) -> None:
    """Let only who presides go on, or who did when the meeting was closed.

    Raises:
        NotPresiding: anybody else.
    """
    if meeting.presiding_id != person_id:
        leads = session.get(Person, meeting.presiding_id) if meeting.presiding_id else None
        raise NotPresiding(presiding="" if leads is None else leads.name)


def _announce(
    session: Session,
    meeting: Meeting,
    item: Item,
    person: Person,
    *,
    written: bool,
    actor: Actor,
    now: datetime,
) -> int:
    before = of_person(session, item, person.id)
    if before is not None:
        return before.id
    over = meeting.state in OVER
    if not over and item.step is not Step.DECIDED:
        raise NotNow(act="reserve", step=item.step.value)
    part = part_in(session, item, person.id)
    who = "" if actor.ref == person.ref else person.name
    require_reservation(part, meeting_over=over, closed=instant(meeting.closed_at), who=who)
    payload = {"item": item_ref(item), "person": person.ref, "written": written}
    entry = journal.append(
        session, meeting.chain, "reservation.made", payload, actor=actor, now=now
    )
    reservation = Reservation(
        item_id=item.id, person_id=person.id, announced_at=moment(entry.at), written=written
    )
    session.add(reservation)
    session.flush()
    return found(reservation).id
