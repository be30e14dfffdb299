"""Views: chair."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("chair", __name__)


@bp.get("/ordforande")
def home() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/ordforande/<int:meeting_id>")
def cockpit(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/oppna")
def open_meeting(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/ordforandeskap")
def take_chair(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/narvaro")
def record_present(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/avsluta")
def close_meeting(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/oppna")
def open_item(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/overlaggning-avslutad")
def close_debate(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/yrkanden-genomgangna")
def review(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/propositionsordning")
def approve_order(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/finner")
def declare(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/begard-av")
def record_request(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/steg-tillbaka")
def step_back(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/votering")
def open_division(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/voteringar/<int:division_id>/stang")
def close_division(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/voteringar/<int:division_id>/utslagsrost")
def casting_vote(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/voteringar/<int:division_id>/ogiltig")
def annul(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/klubba")
def gavel(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501
