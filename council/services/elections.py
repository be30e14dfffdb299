"""Elections before the ballot: who asks for a proportional one; nominations and lists beside."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.refusals import NotNow
from council.services.desks import require_desk
from council.services.election_lists import register_list as register_list
from council.services.election_lists import withdraw_list as withdraw_list
from council.services.election_parts import (
    BEFORE_THE_BALLOT,
    demand_on,
    hold_election,
    who_acts,
)
from council.services.item_parts import item_ref
from council.services.nominations import nominate as nominate
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Demand, Item, Meeting, Person


def demand_proportional(
    item_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    members: Sequence[int] | None = None,
) -> None:
    """Ask for a proportional election (LPV 2 §). Asking again changes nothing.

    ``members``: those in the hall whose demand who presides, or the secretary, records.

    Raises:
        Missing, MeetingNotOpen, NotServing, NotPresiding.
        NotNow: the ballot has been opened.
        NotProportional, SubstitutesNotProportional: no such election may be held here.
    """
    with writing(hurry=True) as session:
        meeting, item, election = hold_election(
            session, item_id, "demand_proportional", BEFORE_THE_BALLOT
        )
        law.require_proportional_kind(demand_on(session, meeting, election, by=0))
        for member in [person_id] if members is None else members:
            person = who_acts(session, meeting, person_id, member)
            _demand(session, meeting, item, person, actor, now)


def _demand(
    session: Session, meeting: Meeting, item: Item, person: Person, actor: Actor, now: datetime
) -> None:
    if session.get(Demand, (item.id, person.id)) is not None:
        return
    session.add(Demand(item_id=item.id, person_id=person.id, at=now))
    payload = {"item": item_ref(item), "by": person.ref}
    journal.append(session, meeting.chain, "election.demanded", payload, actor=actor, now=now)


def withdraw_demand(
    item_id: int,
    person_id: int,
    actor: Actor,
    *,
    now: datetime,
    member_id: int | None = None,
) -> None:
    """Take back a demand, while the ballot is not opened.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. NotNow: there is none, or it is too late.
    """
    with writing(hurry=True) as session:
        meeting, item, _election = hold_election(
            session, item_id, "demand_proportional", BEFORE_THE_BALLOT
        )
        whose = person_id if member_id is None else member_id
        if whose != person_id:
            require_desk(session, meeting, person_id)
        demand = session.get(Demand, (item.id, whose))
        if demand is None:
            raise NotNow(act="withdraw_demand", step=item.step.value)
        session.delete(demand)
        payload = {"item": item_ref(item), "by": f"p{whose}"}
        journal.append(
            session, meeting.chain, "election.demand_withdrawn", payload, actor=actor, now=now
        )
