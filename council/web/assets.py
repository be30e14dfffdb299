"""Addresses of the files in static/, with their content's hash so that they keep for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

KEPT = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give the templates ``asset()``."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(keep)


def asset(name: str) -> str:
    """The address of a file in static/."""
    return url_for("static", filename=name, v=_hash(Path(str(current_app.static_folder)) / name))


@cache
def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def keep(response: Response) -> Response:
    """Let a versioned file be kept for a year."""
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = KEPT
    return response
