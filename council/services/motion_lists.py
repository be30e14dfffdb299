"""The list of motions that are not decided, as an item that tells the council (KL 5 kap. 35 §)."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from council.law.deadlines import motion_due
from council.law.refusals import NotNow
from council.services.agenda import OVER, LateItem, put_last
from council.services.missing import found
from council.store import locks
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Document, ItemKind, Motion
from council.store.queries import motions

TITLE = "Redovisning av motioner som inte är slutligt behandlade"


def put_list_on_agenda(meeting_id: int, actor: Actor, *, now: datetime) -> int:
    """Put the list last on a meeting's agenda, as an announcement. Gives the item's number.

    Raises:
        Missing. NotNow: the meeting is over, or every motion is decided.
    """
    with writing() as session:
        meeting = found(locks.hold_meeting(session, meeting_id))
        waiting = motions.going_on(session)
        if meeting.state in OVER or not waiting:
            raise NotNow(act="list_motions", step=meeting.state.value)
        item = put_last(session, meeting, LateItem(TITLE, ItemKind.ANNOUNCEMENT), actor, now)
        _document(session, item.id, waiting)
        return item.id


def _document(session: Session, item_id: int, waiting: Sequence[Motion]) -> None:
    session.add(
        Document(
            item_id=item_id,
            position=1,
            title="Förteckning över motioner",
            kind="förteckning",
            text="\n".join(map(_line, waiting)),
            nonce=secrets.token_hex(16),
        )
    )


def _line(motion: Motion) -> str:
    movers = ", ".join(motion.movers.splitlines())
    due = motion_due(motion.received_on).isoformat()
    report = motion.report.strip() or "Beredningen pågår."
    return f"- **{motion.title}** ({movers}). Inkom {motion.received_on}, senast {due}. {report}"
