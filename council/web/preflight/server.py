"""The running server, asked over HTTP as a tablet asks it: is it ready, does its stream reach."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import urlsplit

from flask_babel import gettext as _

from council.web.preflight.findings import Finding, good, milliseconds, note, wrong

PATIENCE = 5.0
"""Seconds for an answer."""
LONGEST_STREAM = 3.0
"""Seconds until a page would say that its connection is lost."""
REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the operator chose to listen there


class BadAddress(ValueError):
    """No address of a service."""


def own_address() -> str:
    """Where ``flask serve`` answers with this environment."""
    host = os.environ.get("HOST") or "127.0.0.1"
    host = REACHED_AT.get(host, host)
    port = os.environ.get("PORT") or "5000"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def ready(url: str, name_of_host: str = "") -> Finding:
    """What ``/health/ready`` says.

    Args:
        name_of_host: what is asked for as ``Host``, where only some names are answered.
    """
    name = _("Tjänsten")
    try:
        with _asked(url, "/health/ready", name_of_host) as answer:
            status, text = answer.status, answer.read(100_000)
    except (OSError, HTTPException):
        return wrong(name, _("Ingen tjänst svarar på %(url)s. Starta den: flask serve.", url=url))
    if status == 200:
        return good(name, _("%(url)s svarar och kan ta emot röster.", url=url))
    return wrong(
        name,
        _("%(url)s är inte redo (%(told)s). Se loggen.", url=url, told=_amiss(text) or status),
    )


def _amiss(text: bytes) -> str:
    """The checks that failed, where the server tells who asks."""
    try:
        checks = json.loads(text)["checks"]
        return ", ".join(f"{check}: {found}" for check, found in checks.items() if found != "ok")
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def live(url: str, meeting_id: int | None, name_of_host: str = "") -> Finding:
    """A meeting's stream gives its first pulse before a page would say that contact is lost."""
    name = _("Direktsändning")
    if meeting_id is None:
        return note(name, _("Inget sammanträde är kungjort än, så ingen ström kan prövas."))
    began = monotonic()
    try:
        with _asked(url, f"/live/{meeting_id}", name_of_host) as answer:
            heard = answer.status == 200 and any(
                line.startswith(b"event: puls") for line in _lines(answer, began)
            )
    except (OSError, HTTPException):
        heard = False
    took = monotonic() - began
    if heard and took <= LONGEST_STREAM:
        return good(name, _("Pulsen kom efter %(time)s.", time=milliseconds(took)))
    return wrong(
        name,
        _(
            "Ingen puls kom från %(url)s inom %(s)s sekunder. Starta om tjänsten, och låt ingen "
            "proxy spara upp svar under /live/.",
            url=url,
            s=int(LONGEST_STREAM),
        ),
    )


def _lines(answer: HTTPResponse, began: float) -> Iterator[bytes]:
    while monotonic() - began < LONGEST_STREAM and (line := answer.readline(100_000)):
        yield line


@contextmanager
def _asked(url: str, path: str, name_of_host: str) -> Iterator[HTTPResponse]:
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(kind(str(parts.hostname), parts.port, timeout=PATIENCE)) as connection:
        headers = {"Host": name_of_host} if name_of_host else {}
        connection.request("GET", parts.path.rstrip("/") + path, headers=headers)
        with connection.getresponse() as answer:
            yield answer


def require_address(url: str) -> str:
    """The address without its last slash.

    Raises:
        BadAddress: it is none.
    """
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise BadAddress(url) from None
    if not sound:
        raise BadAddress(url)
    return url.rstrip("/")
