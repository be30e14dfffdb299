"""Who came, who stepped in and who left after the opening, each with its time and its §."""

from collections.abc import Sequence
from datetime import datetime

from council.services.protocol_service import (
    Decided,
    overnight,
    person_in_record,
    stands_in_for,
)
from council.services.record_words import NBSP, clock
from council.store.models import Ending, Presence
from council.store.queries.protocol import Record

STAYS = frozenset({Ending.CALLED, Ending.YIELDED, Ending.ADJOURNED})
"""How a stretch of presence ends without the person leaving the meeting."""


def changes(record: Record, decided: Sequence[Decided]) -> list[str]:
    """Every change of the roll in a sentence, in the order in which they happened."""
    told: list[tuple[datetime, str]] = []
    for presence in record.presences:
        if presence.seat_id is not None and _came_later(record, presence):
            told.append((presence.arrived_at, _arrival(record, presence, decided)))
        if (left := presence.left_at) is not None and presence.ended not in STAYS:
            told.append((left, _leaving(presence, left, decided)))
    return [text for _, text in sorted(told)]


def _came_later(record: Record, presence: Presence) -> bool:
    opened = record.meeting.opened_at
    if opened is None or presence.arrived_at <= opened or _at_roll_call(record, presence):
        return False
    return not any(
        pause.from_at <= presence.arrived_at <= (pause.resumed_at or pause.until)
        for pause in record.pauses
        if overnight(pause)
    )


def _at_roll_call(record: Record, presence: Presence) -> bool:
    """Whether a member took the own seat before the first item was opened."""
    first = min((one.opened_at for one in record.items if one.opened_at), default=None)
    came = first is None or presence.arrived_at <= first
    return came and not stands_in_for(presence) and _before(record, presence) is None


def _arrival(record: Record, presence: Presence, decided: Sequence[Decided]) -> str:
    who, when = person_in_record(presence.person), clock(presence.arrived_at)
    for_whom = stands_in_for(presence)
    instead = f" för {for_whom}" if for_whom else ""
    service = (presence.seat_id, presence.person_id)
    first = [
        one.number for one in decided if service in one.took_part and one.at >= presence.arrived_at
    ]
    since = f" från och med §{NBSP}{min(first)}" if first else ""
    before = _before(record, presence)
    if before is None:
        return f"{who} anländer {when} och tjänstgör{instead}{since}."
    if before.ended is Ending.LINK_LOST:
        return f"Förbindelsen med {who} är åter {when}; {who} tjänstgör{instead}{since}."
    if for_whom:
        return f"{who} träder in {when}{instead}{since}."
    return f"{who} anländer {clock(before.arrived_at)} och tjänstgör{since}."


def _before(record: Record, presence: Presence) -> Presence | None:
    """The stretch that led to this one: of waiting for the seat, or before the link was lost."""
    known = [
        one
        for one in record.presences
        if one.person_id == presence.person_id and one.id < presence.id
    ]
    last = max(known, key=lambda one: one.id, default=None)
    if last is None or last.ended not in (Ending.CALLED, Ending.LINK_LOST):
        return None
    return last


def _leaving(presence: Presence, left: datetime, decided: Sequence[Decided]) -> str:
    who = person_in_record(presence.person)
    before = [one.number for one in decided if one.at <= left]
    after = f" efter §{NBSP}{max(before)}" if before else ""
    if presence.ended is Ending.LINK_LOST:
        return f"Förbindelsen med {who} bryts {clock(left)}{after}; {who} är inte närvarande."
    return f"{who} lämnar sammanträdet {clock(left)}{after}."
