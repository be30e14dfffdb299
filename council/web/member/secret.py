"""The secret ballot paper: a page of its own, that works without scripts.

Its address is no other's, so that server and proxy can leave it out of their logs, and what is
answered is the same whatever stands on the slip.
"""

from dataclasses import dataclass, field
from uuid import uuid4

from flask import Blueprint, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from council.law.refusals import Refused
from council.law.remote import require_secret_ballot
from council.law.roll import Standing
from council.services.missing import Missing, find
from council.services.presses import seat_on_roll, standing_of
from council.services.slip_codes import slip_code
from council.services.slip_counting import papers_of
from council.services.slip_papers import Marks, Papers
from council.services.slips import HandedIn, Marked, cast_slip
from council.store.base import db
from council.store.models import Division, DivisionState, Item, Meeting, Method
from council.store.queries import elections as reading
from council.store.queries.rules_of_order import rules_of_order
from council.web import refusals
from council.web.asking import person, wants_json
from council.web.member import secret_fields
from council.web.member.ballot import why_not


def add_to(bp: Blueprint) -> None:
    """Put the ballot paper on the councillor's blueprint."""
    bp.get("/voteringar/<int:division_id>/valsedel")(ballot_paper)
    bp.post("/voteringar/<int:division_id>/valsedel")(hand_in)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot paper as one councillor sees it; ``reason`` says why nothing can be handed in."""

    division: Division
    item: Item
    meeting: Meeting
    papers: Papers
    ticked: bool
    reason: str
    code: str = field(default_factory=slip_code)
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def task(self) -> str:
        """What is to be done with the paper."""
        match self.papers.marks:
            case Marks.GROUP:
                return _("Välj en lista.")
            case Marks.CHOICE:
                return _("Välj Ja eller Nej.")
            case Marks.NAMES:
                n = self.papers.seats
                if self.papers.exact:
                    return ngettext("Välj ett namn.", "Välj exakt %(num)s namn.", n)
                return ngettext("Välj ett namn.", "Välj högst %(num)s namn.", n)


def ballot_paper(division_id: int) -> ResponseReturnValue:
    """The paper to fill in, or why there is none for who asks."""
    return _page(_sheet(db.session(), division_id))


def hand_in(division_id: int) -> ResponseReturnValue:
    """ "Lämna sedeln". Who may is judged by the use case, on the frozen roll."""
    me = person()
    try:
        code, key, marked = secret_fields.given()
        handed = cast_slip(division_id, me.person_id, code, marked, key=key)
    except HTTPException:
        find(db.session(), Division, division_id)  # 404 comes before what was wrong in the form
        raise
    except Refused as refusal:
        if wants_json():
            return refusals.refused(refusal)
        status = refusals.STATUS[type(refusal)]
        return _page(
            _sheet(db.session(), division_id),
            status=status,
            fault=refusals.sentence(refusal),
            rule=refusals.rule(refusal),
            marked=marked,
        )
    return _received(division_id, code, handed)


def _received(division_id: int, code: str, handed: HandedIn) -> ResponseReturnValue:
    """ "Din sedel är mottagen."; the code is shown only where it is that slip's."""
    shown = code if handed.same else None
    if wants_json():
        facts: dict[str, object] = {"division": division_id, "received": True, "code": shown}
        return jsonify(facts | ({"again": True} if handed.again else {}))
    division = find(db.session(), Division, division_id)
    return render_template(
        "member/secret_done.html",
        meeting=find(db.session(), Meeting, division.meeting_id),
        item=find(db.session(), Item, division.item_id),
        division=division,
        code=shown,
        again=handed.again,
    )


def _page(
    sheet: Sheet,
    *,
    status: int = 200,
    fault: str = "",
    rule: object = None,
    marked: Marked | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "member/secret_paper.html",
        sheet=sheet,
        meeting=sheet.meeting,
        fault=fault,
        rule=rule,
        chosen=() if marked is None else (*(marked.names or ()), marked.group, marked.choice),
        names_of=reading.names_of,
    )
    return make_response(page, status)


def _sheet(session: Session, division_id: int) -> Sheet:
    division = find(session, Division, division_id)
    if not division.secret:
        raise Missing
    me = person().person_id
    return Sheet(
        division=division,
        item=find(session, Item, division.item_id),
        meeting=find(session, Meeting, division.meeting_id),
        papers=papers_of(session, division),
        ticked=reading.has_ticked(session, division_id, me),
        reason=_reason(session, division, me),
    )


def _reason(session: Session, division: Division, person_id: int) -> str:
    """Why no slip can be handed in; nothing for who may."""
    if division.state is not DivisionState.OPEN:
        return _("Omröstningen är stängd. Inga fler sedlar tas emot.")
    standing = standing_of(session, division, person_id)
    if standing is not Standing.SERVING:
        return why_not(standing)
    if (seat := seat_on_roll(session, division.id, person_id)) is not None and seat.remote:
        try:
            require_secret_ballot(rules_of_order(session), remote=True)
        except Refused as refusal:
            return refusals.sentence(refusal)
    if division.method is Method.PAPER:
        return _("Valet sker med valsedlar av papper. Lägg sedeln i urnan när ditt namn ropas upp.")
    return ""
