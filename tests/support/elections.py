"""An election in the standing council: its item, its candidates, its ballots and lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from council.law.procedure import Step
from council.law.proposals import Kind
from council.services import ballots, elections, items, questions, requests, slips
from council.services.slip_codes import slip_code
from council.services.slips import Marked
from council.store.engine import reading, writing
from council.store.models import (
    Candidate,
    Electing,
    Election,
    Item,
    ItemKind,
    MeetingState,
    Method,
    Proposal,
)
from tests.factories import (
    NOON,
    a_meeting,
    actor,
    an_item,
    does,
    everyone_present,
    holders,
    person,
)

COMMITTEE = ("Ada", "Bix", "Cleo")


def an_election(
    seats: int = 3,
    *,
    names: Sequence[str] = COMMITTEE,
    electing: Electing = Electing.MEMBERS,
    allowed: bool = True,
    members_item: int | None = None,
    meeting: int | None = None,
    opened: bool = True,
) -> tuple[int, int]:
    """A meeting with everybody there and an item of election in it, opened unless said."""
    if meeting is None:
        meeting = a_meeting(state=MeetingState.OPEN)
        everyone_present(meeting)
    item = an_item(meeting, kind=ItemKind.ELECTION, proposals=(Kind.BOARD,))
    with writing() as session:
        session.add(
            Election(
                item_id=item,
                electing=electing,
                seats=seats,
                proportional_allowed=allowed,
                members_item_id=members_item,
            )
        )
        session.add_all(
            Candidate(item_id=item, place=place, name=name)
            for place, name in enumerate(names, start=1)
        )
    if opened:
        does("ordforande", items.open_item, item)
    return meeting, item


def acclaimed(item: int, which: int = 0) -> None:
    """The chair has found one of the proposals; the gavel has not fallen."""
    does("ordforande", questions.close_debate, item)
    does("ordforande", questions.review_proposals, item)
    does("ordforande", questions.approve_order, item, None)
    with reading() as session:
        found = session.scalars(
            select(Proposal.id).where(Proposal.item_id == item).order_by(Proposal.position)
        ).all()[which]
    does("ordforande", questions.declare, item, found)


def a_ballot(item: int, *, method: Method = Method.DEVICE, now: datetime = NOON) -> int:
    """The secret ballot, opened the short way or after what was found."""
    return ballots.open_ballot(
        item, person("ordforande"), actor("ordforande"), now=now, method=method
    )


def requested(item: int, by: str = "cia") -> None:
    """Somebody has asked for a division on what the chair found."""
    acclaimed(item)
    does(by, requests.request_division, item)


def hand_in(division: int, username: str, marked: Marked, code: str | None = None, key: str = ""):
    """Let somebody hand in a slip."""
    return slips.cast_slip(division, person(username), code or slip_code(), marked, key=key)


def all_vote(division: int, slips_given: Sequence[Marked]) -> None:
    """Let the first seats of the hall hand in these, one each."""
    for username, marked in zip(holders(), slips_given, strict=False):
        hand_in(division, username, marked)


def names(*chosen: str) -> Marked:
    """A slip with names."""
    return Marked(names=chosen)


def group(label: object) -> Marked:
    """A slip for a group."""
    return Marked(group=str(label))


BLANK = Marked(blank=True)


def close(division: int, *, now: datetime = NOON) -> None:
    """The chair closes the ballot."""
    ballots.close_ballot(division, person("ordforande"), actor("ordforande"), now=now)


def groups(item: int, lists: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Lists handed in by the chair's desk; gives their numbers."""
    return {
        label: does("ordforande", elections.register_list, item, label, members)
        for label, members in lists.items()
    }


def demanded(item: int, count: int) -> None:
    """So many members ask for a proportional election."""
    for username in holders()[:count]:
        does(username, elections.demand_proportional, item)


def step_of(item: int) -> Step:
    """Where an item stands."""
    with reading() as session:
        return session.get_one(Item, item).step
