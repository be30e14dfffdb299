"""Breaking off a division on the tablets, and starting over by roll call or on papers."""

from datetime import datetime

from council.law.refusals import NotNow, ReasonMissing, SecretBallot
from council.services.division_parts import annul_in, open_in, preside_over_division
from council.services.missing import find, found
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import DivisionState, Item, Method, Person

BROKEN_OFF = {
    Method.ROLL_CALL: "avbruten – ersatt av upprop",
    Method.PAPER: "avbruten – ersatt av röstsedlar",
}
"""What the record says of a division that another method replaced."""


def break_off(
    division_id: int,
    person_id: int,
    reason: str,
    method: Method,
    actor: Actor,
    *,
    now: datetime,
) -> int:
    """Declare the open division void and open one by roll call or on papers over the same
    question, since the tablets fail. Gives the number of the new one.

    Both happen, or neither: the hall never stands with a division that was broken off and none
    in its place.

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotQuorate.
        ReasonMissing: no reason given.
        NotNow: it is not open, or was replaced already.
        SecretBallot: a secret ballot is declared void and opened on papers by itself.
    """
    if not reason.strip():
        raise ReasonMissing
    with writing(hurry=True) as session:
        meeting, division = preside_over_division(session, division_id, person_id)
        item = found(session.get(Item, division.item_id))
        if division.state is not DivisionState.OPEN:
            raise NotNow(act="break_off", step=item.step.value)
        if division.secret:
            raise SecretBallot(secret=1)
        told = f"{BROKEN_OFF[method]} ({reason.strip().rstrip('.')})"
        annul_in(session, meeting, item, division, told, actor, now)
        session.flush()
        person = find(session, Person, person_id)
        return open_in(session, meeting, item, person, actor, now, method=method).id
