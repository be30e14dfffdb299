"""How the service fares: for the operator's watch, and where browsers complain."""

import json
from ipaddress import ip_address
from pathlib import Path

import structlog
from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import OperationalError

from council.store.base import db
from council.store.queries.heads import newest
from council.web.clock import now
from council.web.health import metrics as counted
from council.web.health import readiness, reports
from council.web.live import watchers

bp = Blueprint("health", __name__)
bp.record(lambda _: counted.listen())
bp.before_app_request(counted.begin)
bp.after_app_request(counted.count)

FORWARDED = (
    *("Forwarded", "X-Real-IP", "Via"),
    *("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port"),
)
"""What a proxy leaves: then the one who asks is not the one next to us."""

CHAINS = 50
"""Chains whose heads are shown: each becomes a time series, and most were closed years ago."""

log = structlog.get_logger("klubbslag")


@bp.get("/health/live")
def live() -> ResponseReturnValue:
    """The process answers. No database is asked."""
    return _fresh(jsonify(live=True))


@bp.get("/health/ready")
def ready() -> ResponseReturnValue:
    """Whether a vote could be taken now: 200, or 503. What is wrong is told on this host only."""
    found = readiness.examine(now())
    fit = all(result == readiness.OK for result in found.values())
    details = {"checks": found, "sqlite": readiness.sqlite_note()} if near() else {}
    response = _fresh(jsonify(ready=fit, **details))
    response.status_code = 200 if fit else 503
    return response


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """The counters, on this host only; elsewhere there is no such page."""
    if not near():
        abort(404)
    counted.look(Path(current_app.instance_path), now())
    page = counted.text(_heads(), watchers())
    return _fresh(Response(page, content_type=CONTENT_TYPE_LATEST))


@bp.post("/csp")
def csp_report() -> ResponseReturnValue:
    """Take a browser's report; log which rule stopped which origin, and nothing else of it."""
    request.max_content_length = reports.LARGEST
    try:
        report = json.loads(request.get_data())
    except (ValueError, RecursionError):
        abort(400)
    for directive, origin in reports.violations(report):
        log.warning("csp", directive=directive, blocked=origin)
    return "", 204


def near() -> bool:
    """Whether a program on this host asks, not through a proxy.

    Where the server listens on an address of the network, who asks there from this host comes
    from that same address. A proxy on this host would too, but says for whom it asks.
    """
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        caller = ip_address(request.remote_addr or "")
        return caller.is_loopback or caller == ip_address(request.environ["SERVER_NAME"])
    except ValueError:
        return False


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _heads() -> list[tuple[str, int, str]]:
    try:
        return newest(db.session(), CHAINS)
    except OperationalError:  # what has been counted is wanted most when the database is gone
        db.session.rollback()
        return []
