"""The protocol that drafts itself: from the record alone, anew each time it is read.

Facts come from what was recorded while the meeting went on; the secretary's prose is the only
text that anybody writes.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from council.services import protocol_paragraph, wording_matters
from council.services.attendance import HALL
from council.services.missing import Missing
from council.services.protocol_changes import changes
from council.services.protocol_parts import Front, ParagraphDraft, Protocol
from council.services.protocol_service import (
    Decided,
    decided_items,
    not_serving,
    served,
    serving_list,
)
from council.services.record_words import clock, full_date, spans
from council.services.wording import sentence
from council.store.models import Meeting
from council.store.queries.protocol import Record, record


def draft(session: Session, meeting_id: int) -> Protocol:
    """The protocol of a meeting so far.

    Raises:
        Missing: no such meeting.
    """
    known = record(session, meeting_id)
    if known is None:
        raise Missing
    decided = decided_items(known)
    return Protocol(
        front=front_page(known, decided),
        paragraphs=tuple(protocol_paragraph.draft(known, one.item) for one in decided),
        waiting=tuple(
            protocol_paragraph.draft(known, item) for item in known.items if not item.paragraph
        ),
    )


def find(protocol: Protocol, item_id: int) -> ParagraphDraft | None:
    """An item's draft in a protocol."""
    every = protocol.paragraphs + protocol.waiting
    return next((one for one in every if one.item_id == item_id), None)


def front_page(known: Record, decided: list[Decided]) -> Front:
    """Who, where, when, and which §§."""
    by_service = served(known, decided)
    return Front(
        organisation=known.body.organisation,
        body=known.body.name,
        day=known.meeting.date.isoformat(),
        place=known.meeting.place,
        when=_when(known),
        deciding=_deciding(known, decided, len(by_service)),
        serving=tuple(serving_list(known, by_service, len(decided))),
        not_serving=tuple(not_serving(known)),
        changes=tuple(changes(known, decided)),
        paragraphs=spans(one.number for one in decided) if decided else "",
    )


def _when(known: Record) -> str:
    pauses = wording_matters.pauses(known.pauses)
    return _hours(known.meeting) + (f". {pauses}" if pauses else "")


def _hours(meeting: Meeting) -> str:
    day = full_date(meeting.date)
    if meeting.opened_at is None:
        return sentence(f"{day} kl.\u00a0{meeting.starts}")[:-1]
    opened = clock(meeting.opened_at)
    if meeting.closed_at is None:
        return sentence(f"{day}, öppnat {opened}")[:-1]
    return sentence(f"{day} {opened}–{_closing(meeting.opened_at, meeting.closed_at)}")[:-1]


def _closing(opened: datetime, closed: datetime) -> str:
    day = closed.astimezone(HALL).date()
    if day == opened.astimezone(HALL).date():
        return closed.astimezone(HALL).strftime("%H.%M")
    return f"{full_date(day)} {clock(closed)}"


def _deciding(known: Record, decided: list[Decided], serving_now: int) -> str:
    counts = [len(one.took_part) for one in decided] or [serving_now]
    low, high = min(counts), max(counts)
    return f"{high if low == high else f'{low}–{high}'} av {known.body.seats}"
