"""Views: admin."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("admin", __name__)


@bp.get("/admin")
def home() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/admin/ledamoter")
def import_members() -> ResponseReturnValue:
    """…"""
    return "", 501
