"""What is said of a press that came when its division was no longer open."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.tally import Choice
from council.store.models import Division, DivisionState, Method
from council.store.queries import current
from council.web.words import exact_clock, vote_word


def sentence(division: Division, choice: str) -> str:
    """What happened to the press, and when: the division was closed, or declared void, first.

    Args:
        division: one that is not open.
        choice: what was pressed; one of ``Choice``, for nothing else gets so far.
    """
    vote = vote_word(Choice(choice)).upper()
    if division.state is DivisionState.ANNULLED:
        return _(
            "Ordföranden förklarade omröstningen ogiltig kl.\u00a0%(time)s, innan ditt %(vote)s "
            "kom fram.",
            time=_when(division.closed_at),
            vote=vote,
        )
    return _(
        "Omröstningen stängdes %(time)s, innan ditt %(vote)s kom fram.",
        time=_when(division.closed_at),
        vote=vote,
    )


def replaced_by(session: Session, division: Division) -> Method | None:
    """How votes are given now, where a list on the same item took the place of a void division."""
    if division.state is not DivisionState.ANNULLED:
        return None
    now = current.open_division(session, division.meeting_id)
    if now is None or now.item_id != division.item_id or not now.by_name:
        return None
    return now.method


def _when(closed: datetime | None) -> str:
    return exact_clock(closed) if closed else ""
