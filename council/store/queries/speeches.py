"""The speakers' list of an item: who has the floor, who waits, who has spoken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from council.law.speaking import Kind
from council.law.speaking_time import Limits
from council.store.models import Item, ItemState, Person, Speech
from council.store.queries.rules_of_order import rules_of_order

NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Floor:
    """An item's list at a moment. ``line_drawn``: nobody new may ask for a speech."""

    speaking: Speech | None = None
    waiting: Sequence[Speech] = ()
    last: Speech | None = None
    line_drawn: bool = False
    limits: Limits = NO_LIMITS

    @property
    def answered(self) -> Speech | None:
        """The speech that a reply would answer: the one under way, else the last one."""
        return self.speaking or self.last

    def seconds(self, speech: Speech) -> int:
        """How long a speech may take; 0 without a limit."""
        return self.limits.seconds(speech.kind) or 0


def floor(session: Session, item: Item | None) -> Floor:
    """The list of an item under treatment; an empty one where nothing is treated."""
    if item is None or item.state is not ItemState.OPEN:
        return Floor()
    called = spoke(session, item.id)
    return Floor(
        speaking=next((one for one in called if one.ended_at is None), None),
        waiting=waiting(session, item.id),
        last=called[-1] if called else None,
        line_drawn=item.line_drawn_at is not None,
        limits=limits(session),
    )


def of_meeting(session: Session, meeting_id: int) -> Floor:
    """The list of the item that a meeting treats."""
    item = session.scalars(
        select(Item).where(Item.meeting_id == meeting_id, Item.state == ItemState.OPEN)
    ).one_or_none()
    return floor(session, item)


def public(shown: Floor) -> Floor:
    """The list as the hall and the public see it; points of order are put to the chair alone."""
    return replace(shown, waiting=[one for one in shown.waiting if one.kind is not Kind.ORDER])


def waiting(session: Session, item_id: int) -> list[Speech]:
    """Who waits for the floor, the next one first."""
    return list(
        session.scalars(
            _of(item_id)
            .where(Speech.called_at.is_(None), Speech.struck_at.is_(None))
            .order_by(Speech.place, Speech.id)
        )
    )


def spoke(session: Session, item_id: int) -> list[Speech]:
    """Who has had the floor in an item, or has it, in the order in which they got it."""
    return spoke_in(session, [item_id]).get(item_id, [])


def spoke_in(session: Session, items: Sequence[int]) -> dict[int, list[Speech]]:
    """Who has had the floor in some items, by item."""
    rows = session.scalars(
        _of(*items).where(Speech.called_at.is_not(None)).order_by(Speech.called_at, Speech.id)
    )
    by_item: dict[int, list[Speech]] = {}
    for one in rows:
        by_item.setdefault(one.item_id, []).append(one)
    return by_item


def speaking(session: Session, meeting_id: int) -> Speech | None:
    """Who has the floor in a meeting."""
    return session.scalars(
        select(Speech).where(
            Speech.meeting_id == meeting_id,
            Speech.called_at.is_not(None),
            Speech.ended_at.is_(None),
        )
    ).one_or_none()


def limits(session: Session) -> Limits:
    """The speaking times of the council's rules of order."""
    rules = rules_of_order(session)
    return Limits(rules.speech_minutes, rules.reply_minutes, rules.replies_each)


def _of(*items: int) -> Select[Speech]:
    return (
        select(Speech)
        .where(Speech.item_id.in_(items))
        .options(
            joinedload(Speech.person).joinedload(Person.party),
            joinedload(Speech.reply_to).joinedload(Speech.person).joinedload(Person.party),
        )
    )
