"""What follows of an item's gavel beside the decision: the motion's clock, the answer given."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law.questions import Kind
from council.law.tally import Choice
from council.services import motions
from council.store.models import Item, ItemKind, ItemState, Question

ASKED = (ItemKind.INTERPELLATION, ItemKind.QUESTION)


def follow(session: Session, item: Item) -> None:
    """Within the transaction of the gavel that finished an item."""
    motions.follow(session, item)
    answered = item.kind in ASKED and item.state is ItemState.DECIDED
    if answered and not _refused_leave(session, item):
        item.answered_at = item.decided_at


def _refused_leave(session: Session, item: Item) -> bool:
    """Whether the council decided that an interpellation may not be put (62 §)."""
    refused = select(Question.id).where(
        Question.item_id == item.id, Question.kind == Kind.LEAVE, Question.outcome == Choice.NO
    )
    return session.scalar(refused) is not None
