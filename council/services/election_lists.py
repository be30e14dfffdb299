"""The groups' papers of a proportional election: handed in before the ballot, label and names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.refusals import ListRegistered
from council.services.desks import require_desk
from council.services.election_parts import (
    BEFORE_THE_BALLOT,
    demand_on,
    hold_election,
    taken_names,
    tidy,
    who_acts,
)
from council.services.item_parts import item_ref
from council.services.missing import find
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import BallotList, Item
from council.store.queries import elections as reading


def register_list(
    item_id: int,
    person_id: int,
    label: str,
    names: Sequence[str],
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
) -> int:
    """Hand in a group's paper: its label in words and its names (LPV 5–7 §§). Gives its number.

    Raises:
        Missing, MeetingNotOpen, NotServing, NotPresiding. NotNow: the ballot has been opened.
        NotProportional, SubstitutesNotProportional: no such election may be held here.
        NamesMissing: no label, no name, or a name twice. ListRegistered: the same paper is there.
        AlreadyElected: elected as a member in the same election.
    """
    with writing(hurry=True) as session:
        meeting, item, election = hold_election(
            session, item_id, "register_list", BEFORE_THE_BALLOT
        )
        law.require_proportional_kind(demand_on(session, meeting, election, by=0))
        person = who_acts(session, meeting, person_id, mover_id)
        (label,) = tidy([label])
        kept = tidy(names)
        law.require_not_elected(kept, taken_names(session, election))
        _require_another(session, item, label, kept)
        paper = BallotList(item_id=item.id, label=label, names="\n".join(kept), registered_at=now)
        session.add(paper)
        session.flush()
        payload = {
            "item": item_ref(item),
            "by": person.ref,
            "list": f"l{paper.id}",
            "names": len(kept),
        }
        journal.append(
            session, meeting.chain, "election.list_registered", payload, actor=actor, now=now
        )
        return paper.id


def _require_another(session: Session, item: Item, label: str, names: Sequence[str]) -> None:
    paper = [law.same_name(one) for one in (label, *names)]
    for other in reading.lists(session, item.id):
        if paper == [law.same_name(one) for one in (other.label, *reading.names_of(other))]:
            raise ListRegistered(label=other.label)


def withdraw_list(list_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Take back a list that was written wrong, before the ballot: who presides, the secretary.

    Raises:
        Missing, MeetingNotOpen, NotPresiding. NotNow: the ballot has been opened.
    """
    with writing(hurry=True) as session:
        paper = find(session, BallotList, list_id)
        meeting, item, _election = hold_election(
            session, paper.item_id, "register_list", BEFORE_THE_BALLOT
        )
        require_desk(session, meeting, person_id)
        session.delete(find(session, BallotList, list_id))
        payload = {"item": item_ref(item), "list": f"l{list_id}"}
        journal.append(
            session, meeting.chain, "election.list_withdrawn", payload, actor=actor, now=now
        )
