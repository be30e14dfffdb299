"""Views: screen."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("screen", __name__)


@bp.get("/storbild")
def show() -> ResponseReturnValue:
    """…"""
    return "", 501
