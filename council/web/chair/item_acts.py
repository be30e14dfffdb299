"""An item's way: opened, debated, its proposals reviewed and put, decided with the gavel."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.services import items, questions, requests
from council.services.missing import find
from council.store.base import db
from council.store.models import Item
from council.web.asking import actor, person
from council.web.chair import order
from council.web.chair.answers import answer, fresh, item_answer
from council.web.clock import now
from council.web.forms import body, number


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/oppna")(open_item)
    bp.post("/arenden/<int:item_id>/overlaggning-avslutad")(close_debate)
    bp.post("/arenden/<int:item_id>/yrkanden-genomgangna")(review)
    bp.post("/arenden/<int:item_id>/propositionsordning")(approve_order)
    bp.post("/arenden/<int:item_id>/finner")(declare)
    bp.post("/arenden/<int:item_id>/begard-av")(record_request)
    bp.post("/arenden/<int:item_id>/steg-tillbaka")(step_back)
    bp.post("/arenden/<int:item_id>/klubba")(gavel)


def open_item(item_id: int) -> ResponseReturnValue:
    """ "Öppna ärendet"."""
    items.open_item(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def close_debate(item_id: int) -> ResponseReturnValue:
    """ "Avsluta överläggningen"."""
    questions.close_debate(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def review(item_id: int) -> ResponseReturnValue:
    """ "Yrkandena är genomgångna"."""
    questions.review_proposals(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def approve_order(item_id: int) -> ResponseReturnValue:
    """ "Godkänd, gå vidare"; without an order, the proposed one is approved."""
    find(db.session(), Item, item_id)
    questions.approve_order(item_id, person().person_id, _order(), actor(), now=now())
    return item_answer(item_id)


def declare(item_id: int) -> ResponseReturnValue:
    """ "Jag finner …"."""
    find(db.session(), Item, item_id)
    questions.declare(item_id, person().person_id, number("proposal"), actor(), now=now())
    return item_answer(item_id)


def record_request(item_id: int) -> ResponseReturnValue:
    """Somebody in the hall asked for a division aloud."""
    find(db.session(), Item, item_id)
    requests.record_request(item_id, person().person_id, number("person"), actor(), now=now())
    return item_answer(item_id)


def step_back(item_id: int) -> ResponseReturnValue:
    """ "Steg tillbaka"."""
    questions.step_back(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def gavel(item_id: int) -> ResponseReturnValue:
    """ "Klubba": the decision falls."""
    paragraph = items.gavel(item_id, person().person_id, actor(), now=now())
    item = find(fresh(), Item, item_id)
    return answer(item.meeting_id, paragraph=paragraph, decision=item.decision)


def _order() -> list[int] | None:
    """The order that was approved: "3,1,2" in a form, a list of numbers in JSON.

    Raises:
        UnprocessableEntity: something else.
    """
    given = body().get("order")
    if given is None or given == "":
        return None
    if request.is_json:
        numbers = (
            given if isinstance(given, list) and all(type(one) is int for one in given) else None
        )
    else:
        numbers = order.parse(given)
    if numbers is None:
        raise UnprocessableEntity
    return numbers
