"""What kind of matter an item is, and what those present must agree on before it is decided.

The core calls the three questions of ``require_may_open``, ``require_may_decide`` and
``may_be_answered_below_quorum`` inside its own transactions.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from council.law import matters as law
from council.law.matters import Facts, Subject
from council.law.procedure import Step
from council.law.questions import Kind
from council.law.refusals import NotNow
from council.law.roll import needs_quorum, require_quorum
from council.services import putting
from council.services.attendance import quorum
from council.services.chairing import preside_over_item
from council.services.item_parts import item_ref
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import Item, ItemKind, ItemState, Meeting
from council.store.queries.rules_of_order import rules_of_order

SUBJECTS = {
    ItemKind.DECISION: Subject.DECIDED,
    ItemKind.MOTION: Subject.DECIDED,
    ItemKind.BUDGET: Subject.DECIDED,
    ItemKind.ELECTION: Subject.ELECTED,
    ItemKind.APPOINTMENT: Subject.DECIDED,
    ItemKind.INTERPELLATION: Subject.ASKED,
    ItemKind.QUESTION: Subject.ASKED,
    ItemKind.MOTION_RECEIVED: Subject.RECEIVED,
    ItemKind.ANNOUNCEMENT: Subject.RECEIVED,
    ItemKind.INFORMATION: Subject.RECEIVED,
}


def facts_of(item: Item) -> Facts:
    """An item as the law of announcing and preparing sees it."""
    return Facts(
        subject=SUBJECTS[item.kind],
        announced=item.announced,
        prepared=item.prepared,
        taken_up=item.taken_up_at is not None,
        agreed=item.agreed_at is not None,
    )


def require_may_open(session: Session, meeting: Meeting, item: Item) -> None:
    """Let only what was announced be treated, or what all present have taken up.

    Raises:
        NotAnnounced: all who are present must decide it first (KL 5 kap. 52 §).
    """
    law.require_announced(facts_of(item), _present(session, meeting))


def require_may_decide(session: Session, meeting: Meeting, item: Item) -> None:
    """Let the gavel fall on an unprepared item only where all present agree.

    A formal question decides nothing in the matter: it may be tabled or referred all the same.

    Raises:
        NotAgreed: all who are present must agree on the decision (KL 5 kap. 33 §).
    """
    if not formal_now(session, item):
        law.require_agreed(facts_of(item), _present(session, meeting, item))


def may_be_answered_below_quorum(session: Session, item: Item) -> bool:
    """Whether an item may be treated though too few are there: it is only answered, and the
    council has decided that this may be done (KL 5 kap. 45 §)."""
    below = rules_of_order(session).answers_below_quorum
    return not needs_quorum(only_answered=_only_answered(item), answered_below=below)


def take_up(item_id: int, person_id: int, objections: int, actor: Actor, *, now: datetime) -> None:
    """All who are present decide that an unannounced item may be decided (KL 5 kap. 52 §).

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotQuorate.
        NotNow: it needs no such decision, or is opened already.
        TakingUpRefused: somebody objects.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        if item.step is not Step.WAITING or not law.must_be_taken_up(facts_of(item)):
            raise NotNow(act="take_up", step=item.step.value)
        require_quorum(quorum(session, meeting))
        present = _present(session, meeting)
        law.require_all_take_up(present, objections)
        payload = {"item": item_ref(item), "present": present}
        entry = journal.append(
            session, meeting.chain, "item.taken_up", payload, actor=actor, now=now
        )
        item.taken_up_at = moment(entry.at)


def agree(item_id: int, person_id: int, objections: int, actor: Actor, *, now: datetime) -> None:
    """All who are present agree on the decision of an unprepared item (KL 5 kap. 33 §).

    Raises:
        Missing, MeetingNotOpen, NotPresiding, NotQuorate.
        NotNow: nothing has been found yet that could be agreed on, or nothing need be.
        NotAgreed: somebody does not.
    """
    with writing(hurry=True) as session:
        meeting, item = preside_over_item(session, item_id, person_id)
        ready = item.step in (Step.FOUND, Step.RESULT)
        if not ready or not law.must_be_agreed(facts_of(item)):
            raise NotNow(act="agree", step=item.step.value)
        require_quorum(quorum(session, meeting, item))
        present = _present(session, meeting, item)
        law.require_all_agree(present, objections)
        payload = {"item": item_ref(item), "present": present}
        entry = journal.append(session, meeting.chain, "item.agreed", payload, actor=actor, now=now)
        item.agreed_at = moment(entry.at)


def _only_answered(item: Item) -> bool:
    """Whether nothing is left to decide in it: an interpellation needs leave first (62 §)."""
    if item.kind is ItemKind.QUESTION:
        return True
    asked = item.returns_id is not None or item.state is ItemState.OPEN
    return item.kind is ItemKind.INTERPELLATION and asked and item.question_id is None


def formal_now(session: Session, item: Item) -> bool:
    """Whether a formal question is put: it decides nothing in the matter itself."""
    question = putting.current(session, item)
    return question is not None and question.kind is Kind.FORMAL


def _present(session: Session, meeting: Meeting, item: Item | None = None) -> int:
    return quorum(session, meeting, item).serving
