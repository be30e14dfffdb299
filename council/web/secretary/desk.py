"""What lies on the secretary's desk at a moment: the protocol so far and one § of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.paragraph import DEMANDS
from council.law.roll import Quorum
from council.services import attendance, protocol
from council.services.item_parts import item_ref
from council.services.missing import find
from council.services.presences import GOING_ON
from council.services.protocol_parts import ParagraphDraft, Protocol, Section
from council.store.models import Division, Item, ItemState, Meeting
from council.store.queries import cockpit, current, events, places
from council.store.queries.instead import Instead, serving_instead
from council.store.queries.places import Place, PlaceState, Substitute
from council.web.secretary import log
from council.web.secretary.log import Line


@dataclass(frozen=True, slots=True)
class Saved:
    """When the prose of an item was last changed, and by whom."""

    at: datetime
    by: str
    person_ref: str


@dataclass(frozen=True, slots=True)
class Check:
    """One demand of the law on a §, in a word or two, and whether it is met."""

    label: str
    met: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The item whose § is on the desk."""

    item: Item
    draft: ParagraphDraft
    before: Sequence[Section]
    after: Sequence[Section]
    checks: Sequence[Check]
    saved: Saved | None

    @property
    def key(self) -> str:
        """Changes exactly when there are other facts to show."""
        divisions = [section.key for section in self.draft.sections]
        return f"{self.item.step.value}:{'.'.join(divisions)}"


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it."""

    meeting: Meeting
    protocol: Protocol
    open_item_id: int | None
    voting: Division | None
    """The division that is open, unless it is secret."""
    chosen: Chosen | None
    quorum: Quorum
    absent: Sequence[Place]
    substitutes: Sequence[Substitute]
    instead: Sequence[Instead]
    """Who serves for whom."""
    lines: Sequence[Line]
    """Of the item that is chosen, the first first."""
    latest: Sequence[Line]
    """Of the whole meeting, the newest first."""

    @property
    def may_enter(self) -> bool:
        """Whether people can be recorded as present now."""
        return self.meeting.state in GOING_ON


def lay(session: Session, meeting: Meeting, item_id: int | None) -> Desk:
    """The desk with an item's § on it, or with the whole meeting where none is chosen."""
    whole = protocol.draft(session, meeting.id)
    told, known = events.events(session, meeting), events.people(session)
    draft = None if item_id is None else protocol.find(whole, item_id)
    seats = places.places(session, meeting.id)
    return Desk(
        meeting=meeting,
        protocol=whole,
        open_item_id=_open_item(session, meeting.id),
        voting=_voting(session, meeting.id),
        chosen=None if draft is None else _chosen(session, draft, told, log.Teller(told, known)),
        quorum=attendance.quorum(session, meeting),
        absent=[place for place in seats if place.state is PlaceState.ABSENT],
        substitutes=[one for one in places.substitutes(session, meeting.id) if not one.here],
        instead=serving_instead(session, meeting.id),
        lines=[] if draft is None else log.of_item(told, known, draft.item_id),
        latest=log.of_meeting(told, known, _numbers(whole)),
    )


def choose(session: Session, meeting_id: int) -> int | None:
    """The item that is treated, else the one decided last; None before the first."""
    return cockpit.under_treatment(session, meeting_id)


def _open_item(session: Session, meeting_id: int) -> int | None:
    """The item that is being treated."""
    number = cockpit.under_treatment(session, meeting_id)
    if number is None or find(session, Item, number).state is not ItemState.OPEN:
        return None
    return number


def _voting(session: Session, meeting_id: int) -> Division | None:
    division = current.open_division(session, meeting_id)
    return None if division is None or division.secret else division


def _numbers(whole: Protocol) -> dict[int, int]:
    return {one.item_id: one.item_number for one in whole.paragraphs + whole.waiting}


def _chosen(
    session: Session,
    draft: ParagraphDraft,
    told: Sequence[events.Event],
    teller: log.Teller,
) -> Chosen:
    item = find(session, Item, draft.item_id)
    facts = [section for section in draft.sections if not section.prose]
    return Chosen(
        item=item,
        draft=draft,
        before=[section for section in facts if section.key == "decision"],
        after=[section for section in facts if section.key != "decision"],
        checks=checks(draft),
        saved=_saved(item, told, teller),
    )


def checks(draft: ParagraphDraft) -> list[Check]:
    """The demands of the law, in its order; before the decision, what there is of each."""
    labels = {
        "proposals": _("Yrkanden"),
        "question_order": _("Propositionsordning"),
        "divisions_with_result": _("Omröstning och resultat"),
        "decision": _("Beslut"),
        "participants": _("Vilka som deltog"),
    }
    there = draft.held
    if draft.number is None:
        told = {section.key.partition("-")[0] for section in draft.sections}
        there = frozenset(key for key in draft.held if TOLD_UNDER[key] in told)
    return [Check(labels[key], key in there) for key, _words in DEMANDS]


TOLD_UNDER = {
    "proposals": "proposals",
    "question_order": "question_order",
    "divisions_with_result": "result",
    "decision": "decision",
    "participants": "decision",
}
"""Under which heading of a § each demand is met."""


def _saved(item: Item, told: Sequence[events.Event], teller: log.Teller) -> Saved | None:
    edits = [
        event
        for event in told
        if event.kind == "prose.edited" and event.payload["item"] == item_ref(item)
    ]
    if not edits:
        return None
    return Saved(edits[-1].at, teller.name(edits[-1].actor), edits[-1].actor)
