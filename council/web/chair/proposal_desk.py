"""Proposals at the desk: the form for who asks aloud, and the chair's refusals to put (57 §)."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.law.proposals import Ground
from council.law.proposing import Change, is_free
from council.services import proposals
from council.services.missing import find
from council.store.base import db
from council.store.models import Item, Meeting, Proposal
from council.store.queries import places
from council.store.queries import proposals as reading
from council.web import proposing
from council.web.asking import actor, person
from council.web.auth.views import own_path
from council.web.chair.answers import item_answer
from council.web.clock import now
from council.web.forms import fields


def add_to(bp: Blueprint) -> None:
    """Put them on the chair's blueprint."""
    bp.get("/arenden/<int:item_id>/yrka")(proposal_form)
    bp.get("/yrkanden/<int:proposal_id>/vagra")(refusal_form)
    bp.post("/yrkanden/<int:proposal_id>/vagra")(refuse_proposal)
    bp.post("/yrkanden/<int:proposal_id>/stalls")(overrule_refusal)


def proposal_form(item_id: int) -> ResponseReturnValue:
    """The form in which the desk writes down what a member proposes."""
    return page(item_id, {}, status=200)


def page(item_id: int, fault: dict[str, Any], *, status: int) -> ResponseReturnValue:
    """The same, with what was typed and what was wrong with it."""
    db.session.rollback()  # others may have written since
    session = db.session()
    item = find(session, Item, item_id)
    form = proposing.form(session, item, reading.of_item(session, item_id))
    answer = render_template(
        "chair/propose.html",
        meeting=find(session, Meeting, item.meeting_id),
        form=proposing.shown_again(form, fault),
        places=[one for one in places.places(session, item.meeting_id) if one.taken],
        late=not is_free(Change.PUT, item.step),
        next=own_path(fault.get("given", {}).get("next") or request.args.get("next", "")),
    )
    return make_response(answer, status)


def refusal_form(proposal_id: int) -> ResponseReturnValue:
    """Asks once, on what ground and why; for browsers without scripts."""
    proposal = find(db.session(), Proposal, proposal_id)
    item = find(db.session(), Item, proposal.item_id)
    meeting = find(db.session(), Meeting, item.meeting_id)
    return render_template("chair/refuse.html", meeting=meeting, item=item, proposal=proposal)


def refuse_proposal(proposal_id: int) -> ResponseReturnValue:
    """ "Vägra att ställa proposition"."""
    proposal = find(db.session(), Proposal, proposal_id)
    given = fields("ground", "reason")
    if given["ground"] not in set(Ground):
        raise UnprocessableEntity
    ground = Ground(given["ground"])
    proposals.refuse_proposal(
        proposal_id, person().person_id, ground, given["reason"], actor(), now=now()
    )
    return item_answer(proposal.item_id)


def overrule_refusal(proposal_id: int) -> ResponseReturnValue:
    """The council decides that it is put all the same."""
    proposal = find(db.session(), Proposal, proposal_id)
    proposals.overrule_refusal(proposal_id, person().person_id, actor(), now=now())
    return item_answer(proposal.item_id)
