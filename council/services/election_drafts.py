"""What an item elects, before its meeting is convened; and how it is written down then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from council.law.elections import Office, may_be_proportional
from council.services.election_parts import tidy
from council.store.models import Candidate, Electing, Election


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody whom the nominating committee proposes."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class NewElection:
    """Whom an item elects.

    ``office`` and ``by_election`` settle whether it may be proportional (KL 5 kap. 58 §).
    ``members_item``: of substitutes, the number on the agenda of the item that elects the members.
    """

    seats: int
    office: Office = Office.OTHER
    electing: Electing = Electing.OTHER
    by_election: bool = False
    members_item: int | None = None
    candidates: Sequence[NewCandidate] = field(default=())


def write_election(
    session: Session, item_id: int, new: NewElection, items: Mapping[int, int]
) -> None:
    """Write an election into an item of a meeting. ``items``: the items' rows by number.

    Raises:
        NamesMissing: a candidate without a name, or the same twice.
    """
    members = None if new.members_item is None else items[new.members_item]
    session.add(
        Election(
            item_id=item_id,
            electing=new.electing,
            seats=new.seats,
            proportional_allowed=may_be_proportional(new.office, by_election=new.by_election),
            members_item_id=members,
        )
    )
    names = tidy(one.name for one in new.candidates) if new.candidates else []
    session.add_all(
        Candidate(item_id=item_id, place=place, name=name, party=one.party)
        for place, (name, one) in enumerate(zip(names, new.candidates, strict=True), start=1)
    )
