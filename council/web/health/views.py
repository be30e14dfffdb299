"""Views: health."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("health", __name__)


@bp.get("/health/live")
def live() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/health/ready")
def ready() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """…"""
    return "", 501


@bp.post("/csp")
def csp_report() -> ResponseReturnValue:
    """…"""
    return "", 501
