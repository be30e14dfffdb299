"""What a member adds to a decision: what M5 shows, and why not where it cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from council.law.deadlines import attestation_limit
from council.law.procedure import Step
from council.law.refusals import NotNow, Refused
from council.law.reservations import require_reasons, require_reservation
from council.law.rules_of_order import ReasonsBy
from council.law.tally import Choice
from council.services.deciding import part_in
from council.services.item_parts import instant
from council.services.reservations import OVER
from council.services.sign_ins import SignedIn
from council.services.wording_after import noted
from council.store.models import (
    Division,
    Item,
    Meeting,
    MeetingState,
    Note,
    NoteKind,
    Reservation,
)
from council.store.queries import afterwards
from council.store.queries.rules_of_order import rules_of_order
from council.web import refusals
from council.web.words import day


@dataclass(frozen=True, slots=True)
class OwnPress:
    """A closed division in which somebody could vote, and what was noted about the vote."""

    division: Division
    recorded: Choice | None
    note: Note | None

    @property
    def told(self) -> str:
        """What the protocol says of it."""
        return "" if self.note is None else noted(self.note)


@dataclass(frozen=True, slots=True)
class After:
    """What somebody may add to a decision, what has been added, and why not where it cannot be.

    ``others``: decided items of the meeting that may be chosen instead; ``awaited``: items, also
    of earlier meetings, for which written reasons have been promised.
    """

    item: Item | None
    meeting: Meeting
    others: Sequence[Item]
    awaited: Sequence[Item]
    reservation: Reservation | None
    why_not: str
    reasons_closed: str
    last_day: date | None
    notes: Sequence[Note]
    notes_open: bool
    presses: Sequence[OwnPress]
    presses_open: bool
    choices: Sequence[Choice] = tuple(Choice)


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_reservation.html`` shows."""
    asked = _asked(session)
    if asked is not None and asked.meeting_id != meeting.id:
        meeting = asked.meeting
    decided = afterwards.decided_items(session, meeting.id)
    chosen = asked or _open_one(item) or (decided[0] if decided else item)
    by = rules_of_order(session).written_reasons_by
    return {
        "after": After(
            item=chosen,
            meeting=meeting,
            others=[one for one in decided if chosen is None or one.id != chosen.id],
            awaited=[
                one
                for one in afterwards.awaiting_reasons(session, me.person_id)
                if chosen is None or one.id != chosen.id
            ],
            reservation=_own(session, chosen, me.person_id),
            why_not=_why_not(session, meeting, chosen, me.person_id),
            reasons_closed=_reasons_closed(meeting, by),
            last_day=_last_day(meeting, by),
            notes=_notes(session, chosen, me.person_id),
            notes_open=meeting.state not in OVER and chosen is not None,
            presses=_presses(session, chosen, me.person_id),
            presses_open=meeting.state is not MeetingState.ATTESTED,
        )
    }


def _asked(session: Session) -> Item | None:
    """The decided item that was asked for: of this meeting, or of one before it."""
    wanted = request.args.get("arende", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return None
    return afterwards.decided_item(session, int(wanted))


def _open_one(item: Item | None) -> Item | None:
    """What is treated, where it was asked for: a wrong press may be noted before the gavel."""
    return item if item is not None and request.args.get("arende", "") == str(item.id) else None


def _own(session: Session, item: Item | None, person_id: int) -> Reservation | None:
    return None if item is None else afterwards.own_reservation(session, item.id, person_id)


def _why_not(session: Session, meeting: Meeting, item: Item | None, person_id: int) -> str:
    """Why somebody may not reserve, in the words of the refusal."""
    if item is None:
        return ""
    try:
        if item.step is not Step.DECIDED and meeting.state not in OVER:
            raise NotNow(act="reserve", step=item.step.value)
        require_reservation(
            part_in(session, item, person_id),
            meeting_over=meeting.state in OVER,
            closed=instant(meeting.closed_at),
        )
    except Refused as refusal:
        return refusals.sentence(refusal)
    return ""


def _reasons_closed(meeting: Meeting, by: ReasonsBy) -> str:
    try:
        require_reasons(
            by,
            meeting_over=meeting.state in OVER,
            attested=meeting.state is MeetingState.ATTESTED,
        )
    except Refused as refusal:
        return refusals.sentence(refusal)
    return ""


def _last_day(meeting: Meeting, by: ReasonsBy) -> date | None:
    if by is ReasonsBy.MEETING:
        return None
    ended = meeting.date if meeting.closed_at is None else day(meeting.closed_at)
    return attestation_limit(ended).nominal


def _notes(session: Session, item: Item | None, person_id: int) -> Sequence[Note]:
    if item is None:
        return ()
    own_notes = afterwards.own_notes(session, item.id, person_id)
    return [one for one in own_notes if one.kind is not NoteKind.WRONG_PRESS]


def _presses(session: Session, item: Item | None, person_id: int) -> Sequence[OwnPress]:
    if item is None:
        return ()
    noted = {one.division_id: one for one in afterwards.own_notes(session, item.id, person_id)}
    return [
        OwnPress(division, choice, noted.get(division.id))
        for division, choice in afterwards.closed_votes(session, item.id, person_id)
    ]
