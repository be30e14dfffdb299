"""Setting the council's rules of order: for the whole council, never in the midst of a division."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.house_rules import SETTINGS, parse
from council.law.refusals import DivisionOpen
from council.law.setting import Value, as_text
from council.store import journal, locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Division, DivisionState, HouseRule, Meeting, MeetingState
from council.store.queries.rules_of_order import rules_of_order


def change(key: str, value: str, actor: Actor, *, now: datetime) -> bool:
    """Set one rule. Gives whether that changed anything.

    Raises:
        BadRuleOfOrder: no such rule, or no such value of it.
        DivisionOpen: votes are being given under the rules that hold.
    """
    return bool(change_all({key: value}, actor, now=now))


def change_all(values: Mapping[str, str], actor: Actor, *, now: datetime) -> list[str]:
    """Set several rules, all or none. Gives the keys of those that are other than before.

    Raises:
        BadRuleOfOrder, DivisionOpen: as above; nothing is changed.
    """
    wanted = {key: parse(key, text) for key, text in values.items()}
    with writing() as session:
        _require_no_division(session)
        before = rules_of_order(session)
        changed = [key for key, value in wanted.items() if getattr(before, key) != value]
        if not changed:
            return []
        for key in changed:
            _keep(session, key, wanted[key])
        payload = {
            "changes": [
                {
                    "rule": key,
                    "from": as_text(getattr(before, key)),
                    "to": as_text(wanted[key]),
                }
                for key in changed
            ]
        }
        journal.append(session, journal.BODY, "rules.changed", payload, actor=actor, now=now)
        return changed


def _require_no_division(session: Session) -> None:
    """Under the lock of every meeting that is on, so that none opens in between."""
    for meeting_id in session.scalars(
        select(Meeting.id).where(Meeting.state == MeetingState.OPEN).order_by(Meeting.id)
    ).all():
        locks.hold_meeting(session, meeting_id)
    still_open = select(Division.id).where(Division.state == DivisionState.OPEN).limit(1)
    if session.scalar(still_open) is not None:
        raise DivisionOpen


def _keep(session: Session, key: str, value: Value) -> None:
    row = session.get(HouseRule, key)
    if value == SETTINGS[key].default:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(HouseRule(key=key, value=as_text(value)))
    else:
        row.value = as_text(value)
