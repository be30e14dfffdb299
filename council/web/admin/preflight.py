"""Whether the hall will hold: the checks of ``flask preflight`` as the administrator's page."""

from dataclasses import asdict

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from council.services.editions import SOFTWARE
from council.web.asking import wants_json
from council.web.clock import now
from council.web.live import watchers
from council.web.preflight import checks, server
from council.web.preflight.findings import Level, word

SIGNS = {Level.GOOD: "tick", Level.NOTE: "dot", Level.WRONG: "warning"}
"""Shape first, then word, then colour."""


def add_to(bp: Blueprint) -> None:
    """Put the page on the administrator's blueprint."""
    bp.get("/admin/halsa")(preflight)


def preflight() -> ResponseReturnValue:
    """Every check with what it found. The journal is told as it was last verified: recomputing
    ten years of it is for the command, not for who is serving a hall.
    """
    asked = checks.Asked(server.own_address())
    findings = checks.of_the_host(asked, now()) + checks.of_the_server(asked)
    if wants_json():
        return jsonify(findings=[asdict(one) for one in findings])
    return render_template(
        "admin/preflight.html",
        findings=[(one, word(one.level), SIGNS[one.level]) for one in findings],
        amiss=sum(one.level is Level.WRONG for one in findings),
        looked_at=now(),
        software=SOFTWARE,
        watchers=watchers(),
    )
