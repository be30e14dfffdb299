"""Views: live."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("live", __name__)


@bp.get("/live/<int:meeting_id>")
def stream(meeting_id: int) -> ResponseReturnValue:
    """…"""
    return "", 501
