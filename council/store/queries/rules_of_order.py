"""The council's rules of order as they are set."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.house_rules import from_texts
from council.law.rules_of_order import RulesOfOrder
from council.store.models import HouseRule


def rules_of_order(session: Session) -> RulesOfOrder:
    """What holds: the usual, but for what the council has set otherwise."""
    rows = session.execute(select(HouseRule.key, HouseRule.value))
    return from_texts({row.key: row.value for row in rows})
