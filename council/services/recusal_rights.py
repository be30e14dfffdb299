"""What somebody who is recused in an item may and may not do there: KL 5 kap. 47–49 §§."""

from sqlalchemy.orm import Session

from council.law import taking_part
from council.law.refusals import ArrivedLate, NotServing
from council.law.taking_part import Ground
from council.services.presences import entered_in_time, ongoing
from council.store.models import Item, Meeting
from council.store.queries import aside


def require_may_take_part(session: Session, item: Item, person_id: int) -> None:
    """Let nobody who is recused in an item take part in its handling.

    Raises:
        RecusedHere: with the rule of the ground.
    """
    taking_part.require_may_take_part(ground(session, item, person_id))


def may_speak(session: Session, item: Item, person_id: int) -> bool:
    """Whether somebody may take part in an item's debate, as far as recusal goes (49 §)."""
    return taking_part.may_speak(ground(session, item, person_id))


def require_may_speak(session: Session, item: Item, person_id: int) -> None:
    """Let nobody who is recused speak, save the accountable (49 §).

    Raises:
        RecusedHere: with the rule of the ground.
    """
    if not may_speak(session, item, person_id):
        require_may_take_part(session, item, person_id)


def ground(session: Session, item: Item, person_id: int) -> Ground | None:
    """On what ground somebody is recused in an item; None: not at all."""
    recusal = aside.recusal(session, item.id, person_id)
    return None if recusal is None else Ground(recusal.ground.value)


def require_part_in(session: Session, meeting: Meeting, item: Item, person_id: int) -> None:
    """Let only who serves in an item go on: on a seat, or standing in; and not recused.

    Raises:
        NotServing, RecusedHere.
        ArrivedLate: the person came after the item's roll was fixed.
    """
    there = ongoing(session, meeting, person_id)
    standing_in = aside.stood_in_for(session, item.id, person_id) is not None
    if there is None or (there.seat_id is None and not standing_in):
        raise NotServing
    require_may_take_part(session, item, person_id)
    if not standing_in and not entered_in_time(session, item, there):
        raise ArrivedLate
