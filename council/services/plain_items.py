"""Items in which nothing is proposed, done with in one press (anmälan, information, svar).

An announcement is put to the documents, a motion that has come in is remitted, an interpellation
or a question that was answered is answered: the gavel falls once, and each has its §.
"""

from datetime import datetime

from council.law.procedure import Step
from council.law.refusals import NotNow
from council.law.roll import require_quorum
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.confirming import finish
from council.services.item_parts import proposals_of
from council.services.items import begin
from council.services.matters import may_be_answered_below_quorum, require_may_decide
from council.services.speech_parts import end_all
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import ItemKind

ASKED = frozenset({ItemKind.INTERPELLATION, ItemKind.QUESTION})
RECEIVED = frozenset({ItemKind.ANNOUNCEMENT, ItemKind.INFORMATION, ItemKind.MOTION_RECEIVED})


def settle(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> int:
    """Open, if it waits, and let the gavel fall. Gives the §'s number.

    What is asked must have been taken up first: an interpellation needs the council's leave.

    Raises:
        Missing, MeetingNotOpen, NotPresiding, AnotherItemOpen, NotQuorate, NotAnnounced.
        NotNow: something is proposed, or the item is of another kind or at another step.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        waits = item.step is Step.WAITING and item.kind in RECEIVED
        fits = item.kind in ASKED | RECEIVED and not proposals_of(session, item)
        if not fits or not (waits or item.step is Step.DEBATE):
            raise NotNow(act="settle", step=item.step.value)
        if waits:
            begin(session, meeting, item, actor, now)
        if not may_be_answered_below_quorum(session, item):
            require_quorum(quorum(session, meeting, item))
        require_may_decide(session, meeting, item)
        end_all(session, meeting, item, actor, now)
        return finish(session, meeting, item, None, actor, now).number
