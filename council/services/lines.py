"""Who may be called to a seat now, and whose turn it is: the facts for ``law/substitutes.py``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.refusals import NoRotation
from council.law.roll import require_return
from council.law.rules_of_order import CallUp
from council.law.substitutes import Line, Mandate, call_order
from council.services.missing import find
from council.services.presences import day, stretches_of_all
from council.services.spells import as_spells
from council.store.models import Ending, Item, Meeting, Person, Presence
from council.store.queries import aside, calling
from council.store.queries.rules_of_order import rules_of_order


@dataclass(frozen=True, slots=True)
class Hall:
    """What the lines of a moment rest on, read once."""

    mandates: Sequence[Mandate]
    stretches: Mapping[int, Sequence[Presence]]
    now: datetime
    engaged: frozenset[int]
    """Who stands in for somebody in the item under treatment, or is recused in it."""

    def ready(self, person_id: int) -> bool:
        """Whether somebody is there, serves on no seat, waits for none and is not barred."""
        known = self.stretches.get(person_id, ())
        free = any(
            one.left_at is None and one.seat_id is None and one.waits_for_id is None
            for one in known
        )
        if not free or person_id in self.engaged:
            return False
        try:
            require_return(as_spells(known), day(self.now))
        except NoRotation:
            return False
        return True

    def begun(self, person_id: int) -> bool:
        """Whether somebody has served at this meeting and yielded to a member."""
        return any(one.ended is Ending.YIELDED for one in self.stretches.get(person_id, ()))

    def serves(self, person_id: int) -> bool:
        """Whether somebody serves on a seat."""
        return any(
            one.left_at is None and one.seat_id is not None
            for one in self.stretches.get(person_id, ())
        )


def hall(session: Session, meeting: Meeting, item: Item | None, now: datetime) -> Hall:
    """The hall at this moment; ``item``: the one under treatment, or that somebody steps in for."""
    own_lists = rules_of_order(session).call_up is CallUp.MEMBER
    engaged: set[int] = set()
    for one in () if item is None else aside.recusals(session, item.id):
        engaged |= {one.person_id} | ({one.substitute_id} if one.substitute_id else set())
    return Hall(
        mandates=calling.mandates(session, own_lists=own_lists),
        stretches=stretches_of_all(session, meeting),
        now=now,
        engaged=frozenset(engaged),
    )


def line(known: Hall, seat_id: int, *, keeps: int | None = None) -> Line:
    """The line of a seat."""
    seat = next(one for one in known.mandates if one.seat == seat_id)
    ranked = calling.constituencies(list(known.mandates), seat.party)
    order = call_order(seat, known.mandates, ranked)
    return Line(
        order=order,
        ready=frozenset(filter(known.ready, order)),
        begun=frozenset(filter(known.begun, seat.substitutes)),
        serving=frozenset(filter(known.serves, order)),
        keeps=keeps,
    )


def named(session: Session, person_id: int) -> str:
    """Somebody's name, for a refusal."""
    return find(session, Person, person_id).name
