"""Who is nominated. The nominating committee's proposal is the item's board proposal.

Who is nominated from the hall becomes a candidate; a nomination that fills every place is a
proposal that competes with the committee's, so that it too can be found by acclamation.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.proposals import Kind
from council.law.refusals import NamesMissing
from council.services.election_parts import (
    TO_NOMINATE,
    hold_election,
    taken_names,
    tidy,
    who_acts,
)
from council.services.item_parts import item_ref, proposal_ref
from council.services.proposal_parts import mover_of
from council.services.wording import listed
from council.store import journal
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Candidate, Election, Item, Person, Proposal
from council.store.queries import elections as reading


def nominate(
    item_id: int,
    person_id: int,
    names: Sequence[str],
    actor: Actor,
    *,
    now: datetime,
    mover_id: int | None = None,
) -> list[int]:
    """Nominate; gives the candidates' places. ``mover_id``: for whom the desk writes it down.

    Raises:
        Missing, MeetingNotOpen, NotServing, NotPresiding.
        NotNow: the debate is over. NamesMissing: no name, or one that is nominated already.
        AlreadyElected: elected as a member in the same election.
    """
    with writing(hurry=True) as session:
        meeting, item, election = hold_election(session, item_id, "nominate", TO_NOMINATE)
        person = who_acts(session, meeting, person_id, mover_id)
        names = tidy(names)
        _require_new(session, election, names)
        proposal = _competing(session, item, election, names, person, now)
        places = _add(session, item, names, person, proposal)
        payload = {
            "item": item_ref(item),
            "by": person.ref,
            "candidates": [f"c{place}" for place in places],
            "proposal": proposal_ref(proposal.id) if proposal else None,
        }
        journal.append(session, meeting.chain, "election.nominated", payload, actor=actor, now=now)
        return places


def _require_new(session: Session, election: Election, names: Sequence[str]) -> None:
    law.require_not_elected(names, taken_names(session, election))
    known = {law.same_name(one.name) for one in reading.candidates(session, election.item_id)}
    for name in names:
        if law.same_name(name) in known:
            raise NamesMissing(name=name)


def _competing(
    session: Session,
    item: Item,
    election: Election,
    names: Sequence[str],
    person: Person,
    now: datetime,
) -> Proposal | None:
    """The proposal that a nomination for every place is."""
    if len(names) != election.seats:
        return None
    last = session.scalar(select(func.max(Proposal.position)).where(Proposal.item_id == item.id))
    whom = listed(names)
    proposal = Proposal(
        item_id=item.id,
        position=(last or 0) + 1,
        kind=Kind.OTHER,
        phrase=f"valet av {whom}",
        effect=f"{whom} väljs",
        decision=f"välja {whom}",
        moved_at=now,
        movers=[mover_of(session, person, seconds=False)],
    )
    session.add(proposal)
    session.flush()
    return proposal


def _add(
    session: Session,
    item: Item,
    names: Sequence[str],
    person: Person,
    proposal: Proposal | None,
) -> list[int]:
    before = reading.candidates(session, item.id)
    first = 1 + max((one.place for one in before), default=0)
    places = list(range(first, first + len(names)))
    session.add_all(
        Candidate(
            item_id=item.id,
            place=place,
            name=name,
            proposal_id=proposal.id if proposal else None,
            nominated_by_id=person.id,
        )
        for place, name in zip(places, names, strict=True)
    )
    session.flush()
    return places
