"""An item's way: opened, debated, its proposals reviewed and put, decided with the gavel."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.services import blocks, items, questions, requests, returning, stepping_back
from council.services.divisions import parse_choice
from council.services.missing import find
from council.store.base import db
from council.store.models import Item, Meeting
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
    bp.post("/arenden/<int:item_id>/motforslag")(put_preparatory)
    bp.post("/arenden/<int:item_id>/byt-ja-och-nej")(swap_sides)
    bp.post("/arenden/<int:item_id>/lamna-oavgjort")(leave_undecided)
    bp.post("/arenden/<int:item_id>/motivering")(set_reasons)
    bp.post("/sammantraden/<int:meeting_id>/i-ett-sammanhang")(decide_block)


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
    given = body()
    side = None if given.get("side") in (None, "") else parse_choice(given.get("side"))
    proposal = number("proposal") if given.get("proposal") not in (None, "") else None
    questions.declare(item_id, person().person_id, proposal, actor(), now=now(), side=side)
    return item_answer(item_id)


def record_request(item_id: int) -> ResponseReturnValue:
    """Somebody in the hall asked for a division aloud."""
    find(db.session(), Item, item_id)
    requests.record_request(item_id, person().person_id, number("person"), actor(), now=now())
    return item_answer(item_id)


def step_back(item_id: int) -> ResponseReturnValue:
    """ "Steg tillbaka"."""
    stepping_back.step_back(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def gavel(item_id: int) -> ResponseReturnValue:
    """ "Klubba": the question is settled; when none is left, the decision falls."""
    paragraph = items.gavel(item_id, person().person_id, actor(), now=now())
    item = find(fresh(), Item, item_id)
    return answer(
        item.meeting_id,
        paragraph=paragraph,
        decision=item.decision,
        state=item.state.value,
        step=item.step.value,
    )


def put_preparatory(item_id: int) -> ResponseReturnValue:
    """ "Utse motförslag"."""
    questions.put_preparatory(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def swap_sides(item_id: int) -> ResponseReturnValue:
    """ "Byt Ja och Nej"."""
    questions.swap_sides(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def leave_undecided(item_id: int) -> ResponseReturnValue:
    """ "Lämna ärendet oavgjort"."""
    items.leave_undecided(item_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def set_reasons(item_id: int) -> ResponseReturnValue:
    """Whose reasons a referral back has, and how many stand behind them."""
    find(db.session(), Item, item_id)
    mover, backed = number("mover"), number("backed")
    returning.set_reasons(item_id, person().person_id, mover, backed, actor(), now=now())
    return item_answer(item_id)


def decide_block(meeting_id: int) -> ResponseReturnValue:
    """ "Avgör i ett sammanhang"."""
    find(db.session(), Meeting, meeting_id)
    done = blocks.decide_block(meeting_id, person().person_id, _items(), actor(), now=now())
    return answer(meeting_id, decided=list(done.decided), lifted_out=list(done.lifted_out))


def _items() -> list[int]:
    """The items that are to be decided together: several fields, or a list of numbers in JSON.

    Raises:
        UnprocessableEntity: something else.
    """
    given = body().get("items") if request.is_json else request.form.getlist("items")
    if not isinstance(given, list) or not given:
        raise UnprocessableEntity
    numbers = order.parse(",".join(map(str, given)))
    if numbers is None:
        raise UnprocessableEntity
    return numbers


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
