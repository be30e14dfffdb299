"""Acts of the desk in an election: nominations, demands, lists, the ballot, papers, lots."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from council.services import ballots, elections, lots
from council.services.missing import find
from council.store.base import db
from council.store.models import BallotList, Division, ElectionWay, Item, Method
from council.web.asking import actor, person
from council.web.chair.answers import answer, item_answer
from council.web.clock import now
from council.web.election_fields import each_person, name_lines, optional_number
from council.web.forms import body, fields


def add_to(bp: Blueprint) -> None:
    """Put the acts on the chair's blueprint."""
    bp.post("/arenden/<int:item_id>/nominering")(nominate)
    bp.post("/arenden/<int:item_id>/proportionellt")(record_demands)
    bp.post("/arenden/<int:item_id>/vallista")(register_list)
    bp.post("/vallistor/<int:list_id>/ta-bort")(withdraw_list)
    bp.post("/arenden/<int:item_id>/sluten-votering")(open_ballot)
    bp.post("/voteringar/<int:division_id>/sedelrakning")(enter_paper)
    bp.post("/voteringar/<int:division_id>/lott")(draw_lot)


def nominate(item_id: int) -> ResponseReturnValue:
    """ "Nominera": names called in the hall, one a line."""
    find(db.session(), Item, item_id)
    elections.nominate(
        item_id,
        person().person_id,
        name_lines("names"),
        actor(),
        now=now(),
        mover_id=optional_number("person"),
    )
    return item_answer(item_id)


def record_demands(item_id: int) -> ResponseReturnValue:
    """Who in the hall asks for a proportional election."""
    find(db.session(), Item, item_id)
    members = each_person("persons")
    elections.demand_proportional(item_id, person().person_id, actor(), now=now(), members=members)
    return item_answer(item_id)


def register_list(item_id: int) -> ResponseReturnValue:
    """ "Lämna listan": a group's label and names."""
    find(db.session(), Item, item_id)
    elections.register_list(
        item_id,
        person().person_id,
        fields("label")["label"],
        name_lines("names"),
        actor(),
        now=now(),
        mover_id=optional_number("person"),
    )
    return item_answer(item_id)


def withdraw_list(list_id: int) -> ResponseReturnValue:
    """ "Ta bort listan"."""
    item_id = find(db.session(), BallotList, list_id).item_id
    elections.withdraw_list(list_id, person().person_id, actor(), now=now())
    return item_answer(item_id)


def open_ballot(item_id: int) -> ResponseReturnValue:
    """ "Öppna den slutna omröstningen"."""
    meeting_id = find(db.session(), Item, item_id).meeting_id
    method = body().get("method", Method.DEVICE.value)
    way = body().get("way", "")
    if method not in (Method.DEVICE.value, Method.PAPER.value) or way not in WAYS:
        raise UnprocessableEntity
    division = ballots.open_ballot(
        item_id,
        person().person_id,
        actor(),
        now=now(),
        method=Method(method),
        way=ElectionWay(way) if way else None,
    )
    return answer(meeting_id, division=division)


def enter_paper(division_id: int) -> ResponseReturnValue:
    """ "Spara räkningen": the papers as they were counted by hand."""
    item_id = find(db.session(), Division, division_id).item_id
    given = body()
    figures = given.get("votes") if request.is_json else _figures(given)
    if not isinstance(figures, dict):
        raise UnprocessableEntity
    ballots.enter_paper(
        division_id,
        person().person_id,
        _count(given.get("ticked")),
        {str(word): _count(number) for word, number in figures.items()},
        actor(),
        now=now(),
        blank=_count(given.get("blank", 0)),
        invalid=_count(given.get("invalid", 0)),
        valid=None if given.get("valid") in (None, "") else _count(given.get("valid")),
    )
    return item_answer(item_id)


def draw_lot(division_id: int) -> ResponseReturnValue:
    """ "Dra lott", with the words that were said aloud in the hall."""
    item_id = find(db.session(), Division, division_id).item_id
    said = fields("contribution")["contribution"]
    lots.draw_lot(division_id, person().person_id, said, actor(), now=now())
    return item_answer(item_id)


WAYS = ("", ElectionWay.MAJORITY.value, ElectionWay.PROPORTIONAL.value)
VOTES = "roster:"
"""How the fields of the form begin that hold votes, before the candidate's or group's name."""


def _figures(given: dict[str, object]) -> dict[str, object]:
    return {
        name.removeprefix(VOTES): number for name, number in given.items() if name.startswith(VOTES)
    }


def _count(given: object) -> int:
    """A figure: a whole number from nought.

    Raises:
        UnprocessableEntity: it is none.
    """
    text = str(given).strip() if type(given) in (int, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise UnprocessableEntity
    return int(text)
