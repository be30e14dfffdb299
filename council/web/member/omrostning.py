"""Asking for a division: what M5 shows of it, and why not where it cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from council.law import procedure
from council.law.procedure import Act, Step
from council.law.refusals import NotServing, Refused
from council.services import putting, wording_questions
from council.services.recusal_rights import require_part_in
from council.services.requests import requests_standing
from council.services.sign_ins import SignedIn
from council.store.base import moment
from council.store.models import Item, Meeting, MeetingState, Person
from council.web import refusals
from council.web.frame import body
from council.web.words import exact_clock, whom

AFTER_REQUEST = frozenset({Step.DIVISION, Step.TIE, Step.RESULT})


@dataclass(frozen=True, slots=True)
class Request:
    """Whether somebody may ask for a division. ``found``: what the chair has said.

    ``asked_at``: when the own request was recorded; ``others``: who else asks.
    """

    item: Item | None
    found: str
    may_ask: bool
    asked_at: datetime | None
    others: Sequence[str]
    why_not: str


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_omrostning.html`` shows."""
    if item is None:
        return {"division_request": Request(None, "", False, None, (), "")}
    standing = requests_standing(session, meeting, item)
    own = standing.get(me.person_id)
    why_not = _why_not(session, meeting, item, me.person_id)
    return {
        "division_request": Request(
            item=item,
            found=_found(item),
            may_ask=not why_not and own is None,
            asked_at=None if own is None else moment(own.at),
            others=[_name(session, number) for number in standing if number != me.person_id],
            why_not=why_not,
        )
    }


def _why_not(session: Session, meeting: Meeting, item: Item, person_id: int) -> str:
    """Why no division can be asked for, in the words of the refusal."""
    if item.step in {Step.WAITING, Step.LEFT}:
        return _("Inget ärende behandlas just nu.")
    if item.step is Step.DECIDED:
        time = exact_clock(item.decided_at)
        return _("Klubban föll %(time)s. Omröstning kan inte längre begäras.", time=time)
    if item.step in AFTER_REQUEST:
        return _("Omröstning är redan begärd.")
    try:
        if meeting.state is not MeetingState.OPEN:
            raise NotServing
        require_part_in(session, meeting, item, person_id)
        procedure.require(Act.REQUEST_DIVISION, item.step)
    except Refused as refusal:
        return refusals.sentence(refusal)
    if putting.current(session, item) is None:
        return _("Inget förslag finns att rösta om: ärendet läggs till handlingarna.")
    return ""


def _found(item: Item) -> str:
    """What the chair has found, while the gavel waits."""
    if item.step not in {Step.FOUND, Step.REQUESTED}:
        return ""
    what = wording_questions.found(body(), item.question)
    return _("Ordföranden finner att %(what)s.", what=what)


def _name(session: Session, person_id: int) -> str:
    person = session.get_one(Person, person_id, options=[joinedload(Person.party)])
    return whom(person.name, person.party.letters if person.party else None)
