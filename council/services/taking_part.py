"""Not taking part in a decision: KL 4 kap. 25 §, announced before the question is put."""

from datetime import datetime

from council.law.refusals import NotNow
from council.law.taking_part import require_time_to_stand_aside
from council.services.item_parts import hold_item, item_ref
from council.services.recusals import require_part_in
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import MeetingState, NotTakingPart


def take_no_part(item_id: int, person_id: int, actor: Actor, *, now: datetime) -> None:
    """Announce that one takes no part in the decision. Saying it again changes nothing.

    The person stays on the roll as present, and counts for the quorum and for shares of those
    present. Whoever presides may say so too, but must break a tie all the same.

    Raises:
        Missing. NotNow: the meeting is not open. NotServing, RecusedHere.
        TooLateToStandAside: a question has been put, or the item is not under treatment.
    """
    with writing(hurry=True) as session:
        meeting, item = hold_item(session, item_id)
        if meeting.state is not MeetingState.OPEN:
            raise NotNow(act="take_no_part", step=meeting.state.value)
        require_part_in(session, meeting, item, person_id)
        require_time_to_stand_aside(item.step)
        if session.get(NotTakingPart, (item.id, person_id)) is not None:
            return
        payload = {"item": item_ref(item), "member": f"p{person_id}"}
        entry = journal.append(
            session, meeting.chain, "item.not_taking_part", payload, actor=actor, now=now
        )
        session.add(NotTakingPart(item_id=item.id, person_id=person_id, at=moment(entry.at)))
