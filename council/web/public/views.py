"""Views: public."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("public", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sammantraden")
def meetings() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sammantraden/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sammantraden/<int:meeting_id>/protokoll")
def protocol(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/arenden/<int:item_id>")
def item(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/voteringar/<int:division_id>")
def division(division_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/beslut")
def decisions() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/ledamoter")
def members() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/ledamoter/<int:person_id>")
def member(person_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/anslagstavla")
def notices() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sok")
def search() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sa-laser-du-en-omrostning")
def reading_help() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/oppna-data")
def open_data() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/tillganglighet")
def accessibility() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/om")
def about() -> ResponseReturnValue:
    """…"""
    return "", 501
