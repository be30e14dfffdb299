"""What a member does in an election before its ballot: what M5 shows of it, and the acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from council.law import elections as law
from council.law.elections import Demand
from council.law.refusals import Refused
from council.law.rules import RULES
from council.services import elections, wording_elections
from council.services.election_parts import BEFORE_THE_BALLOT, TO_NOMINATE, demand_on, who_acts
from council.services.missing import find
from council.services.sign_ins import SignedIn
from council.store.base import db
from council.store.models import BallotList, Candidate, Item, ItemState, Meeting
from council.store.queries import elections as reading
from council.web import refusals
from council.web.asking import actor, person, wants_json
from council.web.clock import now
from council.web.election_fields import name_lines
from council.web.forms import fields


@dataclass(frozen=True, slots=True)
class Val:
    """An election as one member sees it; ``barred``: why it may not be proportional."""

    item: Item
    seats: int
    candidates: Sequence[Candidate]
    lists: Sequence[BallotList]
    demanded: str
    own_demand: bool
    barred: str
    may_nominate: bool
    may_demand: bool
    why_not: str


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_val.html`` shows; nothing where nobody is elected."""
    election = None if item is None else reading.election(session, item.id)
    if item is None or election is None or item.state is not ItemState.OPEN:
        return {"val": None}
    demanding = [one.id for one in reading.demanding(session, item.id)]
    demand = demand_on(session, meeting, election, len(demanding))
    barred = _barred(demand)
    why_not = _refused(lambda: who_acts(session, meeting, me.person_id))
    told = wording_elections.demanded(demand.by, demand.quota, demand.present, demand.seats)
    return {
        "val": Val(
            item=item,
            seats=election.seats,
            candidates=reading.candidates(session, item.id),
            lists=reading.lists(session, item.id),
            demanded=told,
            own_demand=me.person_id in demanding,
            barred=barred,
            may_nominate=not why_not and item.step in TO_NOMINATE,
            may_demand=not why_not and not barred and item.step in BEFORE_THE_BALLOT,
            why_not=why_not,
        ),
        "names_of": reading.names_of,
    }


def _barred(demand: Demand) -> str:
    """Why there can be no proportional election: the rule."""
    try:
        law.require_proportional_kind(demand)
    except Refused as refusal:
        return RULES[refusal.rule].text
    return ""


def _refused(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refusal:
        return refusals.sentence(refusal)
    return ""


def add_to(bp: Blueprint) -> None:
    """Put the acts on the councillor's blueprint."""
    bp.post("/arenden/<int:item_id>/nominera")(nominate)
    bp.post("/arenden/<int:item_id>/proportionellt-val")(demand_proportional)
    bp.post("/arenden/<int:item_id>/proportionellt-val/tillbaka")(withdraw_demand)
    bp.post("/arenden/<int:item_id>/lista")(register_list)


def nominate(item_id: int) -> ResponseReturnValue:
    """ "Nominera"."""
    find(db.session(), Item, item_id)
    names = name_lines("names")
    places = elections.nominate(item_id, person().person_id, names, actor(), now=now())
    return _done(candidates=places)


def demand_proportional(item_id: int) -> ResponseReturnValue:
    """ "Begär proportionellt val"."""
    find(db.session(), Item, item_id)
    elections.demand_proportional(item_id, person().person_id, actor(), now=now())
    return _done()


def withdraw_demand(item_id: int) -> ResponseReturnValue:
    """ "Ta tillbaka"."""
    find(db.session(), Item, item_id)
    elections.withdraw_demand(item_id, person().person_id, actor(), now=now())
    return _done()


def register_list(item_id: int) -> ResponseReturnValue:
    """ "Lämna listan"."""
    find(db.session(), Item, item_id)
    label, names = fields("label")["label"], name_lines("names")
    number = elections.register_list(item_id, person().person_id, label, names, actor(), now=now())
    return _done(list=number)


def _done(**facts: Any) -> ResponseReturnValue:
    if wants_json():
        return jsonify(state="done", **facts)
    return redirect(url_for("member.requests") + "#val", 303)
