"""The pages that explain: how a division is read, the data, accessibility, the service."""

from flask import render_template
from flask.typing import ResponseReturnValue

from council.web.public.blueprint import bp
from council.web.validators import conditional, etag_for


@bp.get("/sa-laser-du-en-omrostning")
def reading_help() -> ResponseReturnValue:
    """How a division is read, and what the words mean."""
    return conditional(etag_for(), lambda: render_template("public/reading_help.html"))


@bp.get("/oppna-data")
def open_data() -> ResponseReturnValue:
    """Where the data is, in what form, and that it is free."""
    return conditional(etag_for(), lambda: render_template("public/open_data.html"))


@bp.get("/tillganglighet")
def accessibility() -> ResponseReturnValue:
    """How accessible the site is, and what is known to lack."""
    return conditional(etag_for(), lambda: render_template("public/accessibility.html"))


@bp.get("/om")
def about() -> ResponseReturnValue:
    """What the service is, and what the record is worth."""
    return conditional(etag_for(), lambda: render_template("public/about.html"))
