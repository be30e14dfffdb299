"""M2: whether a councillor is checked in, serves, waits, or takes over at the next item."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from council.law.refusals import NotAtADistance
from council.law.remote import require_remote
from council.services import substitutes
from council.services.presences import GOING_ON, on_seat, roll_fixed
from council.services.sign_ins import SignedIn
from council.store.models import Ending, Item, ItemState, Meeting, Person, Presence, Recusal
from council.store.models.people import PRESIDIUM
from council.store.queries import aside, own
from council.store.queries.rules_of_order import rules_of_order
from council.web.clock import now

FOLLOWED = (
    "roll.substitute_called",
    "roll.seat_taken",
    "roll.link_lost",
    "roll.link_regained",
    "recusal.noted",
    "recusal.stood_in",
    "recusal.lifted",
    "item.opened",
    "item.decided",
)
"""The entries after which somebody's own presence may read otherwise."""
FOLLOWED_BY_MOST = ("recusal.noted", "roll.link_lost")
"""The same for who serves on the own seat and has nothing pending: nearly everybody, so that a
whole council does not ask for its page at every item."""


@dataclass(frozen=True, slots=True)
class Mine:
    """How it stands with somebody's own presence.

    ``serves_for``: whose seat it is, where not the own. ``from_next``: serves from the next item
    only. ``kept_by``: who serves on the own seat until the item is finished. ``steps_in``: who
    would be next in turn. ``stands_in_for``: whose recusal it is. ``follows``: after which entries
    it is asked for anew.
    """

    presence: Presence | None
    at_a_distance: bool
    link_lost: bool
    serves_for: Person | None
    from_next: bool
    kept_by: Person | None
    before: Person | None
    steps_in: Person | None
    recusal: Recusal | None
    stands_in_for: Person | None
    item: Item | None
    follows: tuple[str, ...] = FOLLOWED

    @property
    def here(self) -> bool:
        """Whether the person is checked in."""
        return self.presence is not None and self.presence.left_at is None


def mine(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> Mine:
    """A councillor's own presence at this moment. ``item``: the newest of the meeting."""
    presence = own.presence(session, meeting.id, me.person_id)
    here = presence is not None and presence.left_at is None
    treated = item if item is not None and item.state is ItemState.OPEN else None
    stood_in = None if treated is None else aside.stood_in_for(session, treated.id, me.person_id)
    found = Mine(
        presence=presence,
        at_a_distance=meeting.state in GOING_ON and _may_be_far(session, me),
        link_lost=presence is not None and presence.ended is Ending.LINK_LOST,
        serves_for=_holder(presence, me) if here else None,
        from_next=here and _from_next(session, treated, presence),
        kept_by=_kept_by(session, meeting, presence) if here else None,
        before=own.before_in_line(session, me.person_id),
        steps_in=_steps_in(session, meeting, presence) if here else None,
        recusal=None if treated is None else aside.recusal(session, treated.id, me.person_id),
        stands_in_for=None if stood_in is None else session.get(Person, stood_in.person_id),
        item=treated,
    )
    pending = not _settled(found) or aside.awaits(session, meeting.id, me.person_id)
    return found if pending else replace(found, follows=FOLLOWED_BY_MOST)


def _settled(one: Mine) -> bool:
    """Whether a person serves on the own seat, from now on and without another in the place."""
    if not one.here or one.presence is None or one.presence.seat is None:
        return False
    return not (one.serves_for or one.from_next or one.kept_by or one.presence.waits_for_id)


def _may_be_far(session: Session, me: SignedIn) -> bool:
    try:
        require_remote(rules_of_order(session), presidium=me.role in PRESIDIUM)
    except NotAtADistance:
        return False
    return True


def _holder(presence: Presence | None, me: SignedIn) -> Person | None:
    seat = presence.seat if presence else None
    return seat.holder if seat is not None and seat.holder_id != me.person_id else None


def _from_next(session: Session, treated: Item | None, presence: Presence | None) -> bool:
    if treated is None or presence is None or presence.seat_id is None:
        return False
    fixed = roll_fixed(session, treated)
    late = fixed is not None and presence.arrived_at > fixed
    return late and not rules_of_order(session).entry_mid_item


def _kept_by(session: Session, meeting: Meeting, presence: Presence | None) -> Person | None:
    if presence is None or presence.waits_for_id is None:
        return None
    there = on_seat(session, meeting, presence.waits_for_id)
    return None if there is None else session.get(Person, there.person_id)


def _steps_in(session: Session, meeting: Meeting, presence: Presence | None) -> Person | None:
    """Who is next in turn, should this one leave."""
    if presence is None or presence.seat is None:
        return None
    (told,) = substitutes.suggested(session, meeting, [presence.seat], now())
    return None if told.next is None else session.get(Person, told.next)
