"""The administrator's page, and reading in the people of the council."""

import base64
from dataclasses import asdict

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.exceptions import UnprocessableEntity

from council.services.importing import members
from council.services.importing.faults import FaultyFile
from council.store.base import db
from council.store.queries import administration
from council.web.admin import house_rules, preflight
from council.web.admin.contrast import chip
from council.web.asking import actor, wants_json
from council.web.clock import now

bp = Blueprint("admin", __name__)
house_rules.add_to(bp)
preflight.add_to(bp)

LARGEST_KEPT = 1024 * 1024
"""Bytes of a file that the preview carries on to the reading in; a larger one is chosen again."""


@bp.get("/admin")
def home() -> ResponseReturnValue:
    """The body, its parties and its people."""
    return _page("admin/home.html")


@bp.post("/admin/ledamoter")
def import_members() -> ResponseReturnValue:
    """Read in a members' file, or say what that would change; a faulty one is refused whole."""
    data = _file()
    if not data:
        return _no_file()
    try:
        if request.form.get("act") == "preview":
            return _preview(data)
        summary = members.load(data, now=now(), actor=actor())
    except FaultyFile as faulty:
        return _faulty(faulty)
    if wants_json():
        return jsonify(asdict(summary))
    return render_template("admin/imported.html", summary=summary)


def _preview(data: bytes) -> ResponseReturnValue:
    summary = members.preview(data, now=now())
    if wants_json():
        return jsonify(asdict(summary))
    kept = base64.b64encode(data).decode() if len(data) <= LARGEST_KEPT else ""
    return render_template("admin/preview.html", summary=summary, kept=kept)


def _faulty(faulty: FaultyFile) -> ResponseReturnValue:
    count = len(faulty.faults)
    message = ngettext(
        "Filen är inte inläst. Ett fel:", "Filen är inte inläst. %(num)s fel:", count
    )
    if wants_json():
        faults = [asdict(fault) for fault in faulty.faults]
        return jsonify(error="faulty_file", message=message, faults=faults), 422
    return make_response(_page("admin/faulty.html", message=message, faults=faulty.faults), 422)


def _no_file() -> ResponseReturnValue:
    if wants_json():
        raise UnprocessableEntity
    return make_response(_page("admin/home.html", no_file=True), 422)


def _file() -> bytes:
    """The file that was sent, or the one that a preview carried on."""
    for sent in request.files.values():
        return bytes(sent.read())
    try:
        return base64.b64decode(request.form.get("kept", ""), validate=True)
    except ValueError:
        raise UnprocessableEntity from None


def _page(template: str, **facts: object) -> str:
    session = db.session()
    return render_template(
        template,
        parties=[(one, chip(one.party.colour)) for one in administration.parties(session)],
        people=administration.people(session),
        **facts,
    )
