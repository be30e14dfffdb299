"""The elections of a meeting that is convened: whom they elect and who is proposed."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from council.services.drafts import NewCandidate, NewElection, NewItem
from council.store.models import Candidate, Election, Item, Person


def add_elections(
    session: Session,
    items: Sequence[Item],
    drafted: Sequence[NewItem],
    people: Mapping[str, Person],
) -> None:
    """Write what each item of election elects, and the nominating committee's names."""
    by_number = {item.number: item for item in items}
    for item, new in zip(items, drafted, strict=True):
        if new.election is None:
            continue
        session.add(_election(item, new.election, by_number))
        for place, one in enumerate(new.election.candidates, start=1):
            session.add(_candidate(item, place, one, people))


def _candidate(
    item: Item, place: int, new: NewCandidate, people: Mapping[str, Person]
) -> Candidate:
    if new.username is None:
        return Candidate(item_id=item.id, place=place, name=new.name, party=new.party)
    person = people[new.username]
    letters = person.party.letters if person.party else None
    return Candidate(
        item_id=item.id, place=place, name=person.name, party=letters, person_id=person.id
    )


def _election(item: Item, new: NewElection, by_number: Mapping[int, Item]) -> Election:
    members = None if new.members_item is None else by_number[new.members_item]
    return Election(
        item_id=item.id,
        electing=new.electing,
        seats=new.seats,
        proportional_allowed=new.proportional_allowed,
        members_item_id=members.id if members else None,
    )
