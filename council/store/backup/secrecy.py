"""What no backup may hold: who is signed in, and a secret ballot that is not yet over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.store.backup.refusals import SecretBallotOpen
from council.store.models import Division, DivisionState, SignIn, Throttle

LEFT_OUT = (SignIn.__tablename__, Throttle.__tablename__)
"""Tables whose rows stay behind: a stolen backup opens no session."""


def require_none_open(session: Session) -> None:
    """Stop while a secret ballot is open: until it closes, two tables beside each other tell
    in what order people voted and what was voted.

    Raises:
        SecretBallotOpen: one is.
    """
    is_open = select(Division.id).where(Division.secret, Division.state == DivisionState.OPEN)
    if session.scalar(is_open.limit(1)) is not None:
        raise SecretBallotOpen
