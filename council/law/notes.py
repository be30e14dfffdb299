"""Notes to the protocol, and a wrong press: no right in law, custom in the rules of order.

A vote cannot be changed once the division is closed; who pressed wrong may have it noted, and the
result stands.
"""

from enum import StrEnum

from council.law.refusals import NoteTooLate, NoWrongPress
from council.law.tally import Choice


class NoPress(StrEnum):
    """Why there is no vote that a note could be about."""

    NOT_CLOSED = "not_closed"  # open: press again; void: there is no vote
    SECRET = "secret"  # noqa: S105
    NOT_ON_ROLL = "not_on_roll"
    SAME = "same"
    NOT_SAID = "not_said"  # what was meant


def require_note(*, over: bool, closed: str) -> None:
    """Take a note until its time is out: the end of the meeting, or attestation.

    Raises:
        NoteTooLate: with when the meeting was closed.
    """
    if over:
        raise NoteTooLate(closed=closed)


def require_wrong_press(
    *,
    closed: bool,
    secret: bool,
    entitled: bool,
    recorded: Choice | None,
    intended: Choice | None,
) -> None:
    """Let a voter in a closed open division say to have meant another vote than the recorded one.

    Who was entitled and gave no vote may say so too: ``recorded`` is then None.

    Raises:
        NoWrongPress: with the first reason why not.
    """
    why = None
    if not closed:
        why = NoPress.NOT_CLOSED
    elif secret:
        why = NoPress.SECRET
    elif not entitled:
        why = NoPress.NOT_ON_ROLL
    elif intended is None:
        why = NoPress.NOT_SAID
    elif intended is recorded:
        why = NoPress.SAME
    if why is not None:
        raise NoWrongPress(why=why.value)
