"""Recusal (jäv) in one item: declared, noted, stood in for, lifted. KL 5 kap. 46–49 §§.

The recused stays in the hall and present, but is off the item's roll: neither votes, asks for a
division nor puts proposals, and speaks only when accountable (49 §). The reason is private: it
is kept for the desk and never told to the journal or the public.
"""

from datetime import datetime

from council.law.refusals import KeepsPlace, ReasonMissing
from council.law.taking_part import Ground
from council.services import lines
from council.services.desks import require_desk
from council.services.item_parts import item_ref
from council.services.missing import find
from council.services.presences import seat_number
from council.services.quorums import stands_in
from council.services.recusal_parts import hold, note, recusal_of
from council.services.recusal_rights import (
    ground,
    may_speak,
    require_may_speak,
    require_may_take_part,
    require_part_in,
)
from council.services.substitutes import turn
from council.store import journal
from council.store.base import moment
from council.store.engine import writing
from council.store.journal import Actor
from council.store.models import (
    DeclaredBy,
    Person,
    Recusal,
    RecusalGround,
)

__all__ = [
    "ground",
    "lift_recusal",
    "may_speak",
    "note_recusal",
    "recuse",
    "require_may_speak",
    "require_may_take_part",
    "require_part_in",
    "stand_in",
]


def recuse(item_id: int, person_id: int, reason: str, actor: Actor, *, now: datetime) -> None:
    """Whoever knows of a ground says so unasked (6 kap. 30 §): steps aside from an item.

    Raises:
        Missing. NotNow: the item is done with, or the meeting is not on.
        NotServing: only who serves can step aside. AlreadyRecused, DivisionOpen.
    """
    with writing(hurry=True) as session:
        meeting, item = hold(session, item_id)
        note(
            session,
            meeting,
            item,
            Recusal(
                person_id=person_id,
                ground=RecusalGround.PERSONAL,
                declared_by=DeclaredBy.MEMBER,
                reason=reason.strip(),
            ),
            actor,
            now,
        )


def note_recusal(
    item_id: int,
    person_id: int,
    member_id: int,
    ground: Ground,
    reason: str,
    actor: Actor,
    *,
    now: datetime,
) -> None:
    """Whoever presides, or the secretary, notes that a member is recused.

    Raises:
        Missing, NotPresiding, NotNow, NotServing, AlreadyRecused, DivisionOpen.
    """
    with writing(hurry=True) as session:
        meeting, item = hold(session, item_id)
        require_desk(session, meeting, person_id)
        find(session, Person, member_id)
        note(
            session,
            meeting,
            item,
            Recusal(
                person_id=member_id,
                ground=RecusalGround(ground.value),
                declared_by=DeclaredBy.CHAIR,
                reason=reason.strip(),
            ),
            actor,
            now,
        )


def stand_in(
    item_id: int,
    person_id: int,
    member_id: int,
    substitute_id: int | None,
    actor: Actor,
    *,
    now: datetime,
    reason: str = "",
) -> int:
    """Let a substitute serve for somebody recused, in this item only. Gives who does.

    Allowed in mid-item too. None: the next in line (KL 5 kap. 17, 18 §§).

    Raises:
        Missing, NotPresiding, NotNow, DivisionOpen. NotServing: the member is not recused.
        KeepsPlace: somebody stands in already.
        NotOfTheParty, NoSubstitute, CannotBeCalled, OutOfTurn, ReasonMissing.
    """
    with writing(hurry=True) as session:
        meeting, item = hold(session, item_id)
        require_desk(session, meeting, person_id)
        recusal = recusal_of(session, item, member_id)
        if (there := stands_in(session, meeting, recusal)) is not None:
            raise KeepsPlace(serving=lines.named(session, there))
        line = lines.line(lines.hall(session, meeting, item, now), recusal.seat_id)
        called = turn(session, line, substitute_id, reason)
        recusal.substitute_id = called.who
        payload = {
            "item": item_ref(item),
            "member": f"p{member_id}",
            "seat": seat_number(session, recusal.seat_id),
            "substitute": f"p{called.who}",
            "passed": [f"p{one}" for one in called.passed],
        }
        journal.append(session, meeting.chain, "recusal.stood_in", payload, actor=actor, now=now)
        return called.who


def lift_recusal(
    item_id: int, person_id: int, member_id: int, reason: str, actor: Actor, *, now: datetime
) -> None:
    """The council has found that there is no ground: the member is back on the item's roll.

    Raises:
        Missing, NotPresiding, NotNow, DivisionOpen. NotServing: the member is not recused.
        ReasonMissing: why not? It is kept for the desk.
    """
    if not reason.strip():
        raise ReasonMissing
    with writing(hurry=True) as session:
        meeting, item = hold(session, item_id)
        require_desk(session, meeting, person_id)
        recusal = recusal_of(session, item, member_id)
        payload = {"item": item_ref(item), "member": f"p{member_id}"}
        entry = journal.append(
            session, meeting.chain, "recusal.lifted", payload, actor=actor, now=now
        )
        recusal.lifted_at, recusal.substitute_id = moment(entry.at), None
        recusal.reason = "\n".join(filter(None, (recusal.reason, reason.strip())))
