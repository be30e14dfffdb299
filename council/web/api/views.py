"""Views: api."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("api", __name__)


@bp.get("/api/v1/openapi.json")
def description() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/meetings")
def meetings() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/items/<int:item_id>")
def item(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/divisions")
def divisions() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/divisions/<int:division_id>")
def division(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/members")
def members() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/members/<int:person_id>")
def member(person_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/decisions")
def decisions() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/api/v1/notices")
def notices() -> ResponseReturnValue:
    """…"""
    return "", 501
