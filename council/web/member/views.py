"""Views: member."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("member", __name__)


@bp.get("/rosta")
def now() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/rosta/dagordning")
def agenda() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/rosta/handlingar")
def documents() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/rosta/begar")
def requests() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/rosta/mina-roster")
def votes() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/incheckning")
def check_in(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sammantraden/<int:meeting_id>/utcheckning")
def leave(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/voteringar/<int:division_id>/rost")
def cast(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/begaran")
def request_division(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/arenden/<int:item_id>/begaran/tillbaka")
def withdraw_request(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501
