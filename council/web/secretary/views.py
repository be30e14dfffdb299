"""Views: secretary."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("secretary", __name__)


@bp.get("/sekreterare")
def home() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sekreterare/<int:meeting_id>")
def meeting(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/sekreterare/arenden/<int:item_id>")
def paragraph(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/sekreterare/arenden/<int:item_id>")
def edit_summary(item_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501
