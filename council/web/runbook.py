"""The hall's runbook: one page to print, for the day when the tablets or the server fail."""

from flask import Blueprint, render_template

bp = Blueprint("runbook", __name__)


@bp.get("/reservrutin")
def page() -> str:
    """ "När systemet inte svarar"; linked from the pages of the chair, secretary and operator."""
    return render_template("print/runbook.html", meeting=None)
