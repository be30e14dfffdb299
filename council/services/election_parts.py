"""What the use cases of elections share: the election itself, who may act, names as kept."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.elections import Demand
from council.law.procedure import Step
from council.law.refusals import MeetingNotOpen, NamesMissing, NotNow
from council.services.desks import require_desk
from council.services.item_parts import hold_item, require_serving
from council.services.missing import find, found
from council.services.quorums import quorum
from council.store.models import (
    Electing,
    Election,
    ElectionWay,
    Item,
    Meeting,
    MeetingState,
    Person,
)
from council.store.queries import elections as reading

BEFORE_THE_BALLOT = frozenset(
    {
        Step.WAITING,
        Step.DEBATE,
        Step.PROPOSALS,
        Step.ORDER,
        Step.QUESTION,
        Step.FOUND,
        Step.REQUESTED,
    }
)
"""While a proportional election can be asked for and lists are handed in."""
TO_NOMINATE = frozenset({Step.WAITING, Step.DEBATE})
LONGEST_NAME = 200


def hold_election(
    session: Session, item_id: int, act: str, steps: Iterable[Step]
) -> tuple[Meeting, Item, Election]:
    """An election under its meeting's lock, while an act fits.

    Raises:
        Missing: no such item. MeetingNotOpen.
        NotNow: the item elects nobody, or is past the act.
    """
    meeting, item = hold_item(session, item_id)
    election = reading.election(session, item_id)
    if election is None or item.step not in steps:
        raise NotNow(act=act, step=item.step.value)
    if meeting.state is not MeetingState.OPEN:
        raise MeetingNotOpen
    return meeting, item, election


def who_acts(
    session: Session, meeting: Meeting, person_id: int, for_id: int | None = None
) -> Person:
    """Whose act it is: the person's own, or the member's for whom the desk writes it down.

    Raises:
        NotPresiding: neither who presides nor the secretary writes it down.
        NotServing: whose act it is does not serve.
    """
    if for_id is not None and for_id != person_id:
        require_desk(session, meeting, person_id)
    person = find(session, Person, person_id if for_id is None else for_id)
    require_serving(session, meeting, person.id)
    return person


def demand_on(session: Session, meeting: Meeting, election: Election, by: int) -> Demand:
    """A demand for a proportional election as the law sees it; all who are present count."""
    return Demand(
        by=by,
        present=quorum(session, meeting).counted,
        seats=election.seats,
        allowed=election.proportional_allowed,
        members_proportional=_members_proportional(session, election),
    )


def _members_proportional(session: Session, election: Election) -> bool | None:
    if election.electing is not Electing.SUBSTITUTES:
        return None
    if election.members_item_id is None:
        return False
    members = found(reading.election(session, election.members_item_id))
    return members.way is ElectionWay.PROPORTIONAL


def tidy(names: Iterable[str]) -> list[str]:
    """Names in the form in which they are kept.

    Raises:
        NamesMissing: none at all, an empty or too long one, or one twice.
    """
    kept = [" ".join(name.split()) for name in names]
    seen: set[str] = set()
    for name in kept:
        if not name or len(name) > LONGEST_NAME or law.same_name(name) in seen:
            raise NamesMissing(name=name[:LONGEST_NAME])
        seen.add(law.same_name(name))
    if not kept:
        raise NamesMissing(name="")
    return kept


def taken_names(session: Session, election: Election) -> list[str]:
    """Who is elected already as a member, where substitutes are elected."""
    if election.members_item_id is None:
        return []
    return [one.name for one in reading.elected(session, election.members_item_id)]
