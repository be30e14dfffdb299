"""Error pages in plain words, for pages, parts of pages and programs alike."""

import secrets
from collections.abc import Callable, Mapping

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from council.store.gate import Busy
from council.web.asking import wants_fragment, wants_json
from council.web.health import metrics

LARGEST_UPLOAD = 25

VOTES = ("member.cast", "member.hand_in")
"""Where a vote is given, openly or by a slip."""

DATABASE_FAULTS = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.InternalError,  # PostgreSQL gives up: it cannot write its log
    exc.TimeoutError,
    Busy,
)
"""Where the database does not answer, is full or has broken down: a fault that will be mended."""

log = structlog.get_logger("klubbslag")

CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "unprocessable",
    429: "too_many_requests",
    500: "internal",
    503: "unavailable",
}
SENTENCES: Mapping[int, Callable[[], str]] = {
    400: lambda: _(
        "Begäran gick inte att läsa. Inget har ändrats. Ladda om sidan och försök igen."
    ),
    401: lambda: _("Du är utloggad. Logga in igen, så kommer du tillbaka hit."),
    403: lambda: _("Du har inte behörighet till den här sidan."),
    404: lambda: _(
        "Sidan finns inte. Ärenden och omröstningar byter aldrig adress, så länken kan vara "
        "felskriven."
    ),
    405: lambda: _("Adressen kan inte användas på det sättet. Inget har ändrats."),
    409: lambda: _("Läget har ändrats sedan sidan visades. Inget har sparats."),
    413: lambda: _("Filen är större än %(n)s MB.", n=LARGEST_UPLOAD),
    422: lambda: _("Något i formuläret saknas eller går inte att läsa. Inget har ändrats."),
    429: lambda: _("För många försök. Vänta en stund och försök igen."),
    500: lambda: _("Något gick fel hos oss. Inget har ändrats. Säg till sekreteraren."),
    503: lambda: _(
        "Tjänsten kan inte ta emot just nu. Det som är mottaget finns kvar. Försök igen."
    ),
}


def install(app: Flask) -> None:
    """Answer every error in plain words."""
    app.register_error_handler(HTTPException, http_error)
    for fault in DATABASE_FAULTS:
        app.register_error_handler(fault, database_error)
    app.register_error_handler(Exception, crash)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """An error with a status."""
    status = error.code or 500
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        return crash(error.original_exception)
    if status < 400:
        return error.get_response()
    answer_ = answer(status if status in CODES else 400, status=status)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            answer_.headers[name] = value
    return answer_


def database_error(error: Exception) -> ResponseReturnValue:
    """The database did not answer, or is full: trying again is safe.

    Nothing was recorded, unless the connection broke or the database gave up: then it may have
    been at the very commit.
    """
    log.error("database", error=type(getattr(error, "orig", error)).__name__)
    metrics.busy()
    broke = getattr(error, "connection_invalidated", False) or isinstance(error, exc.InternalError)
    response = answer(503, message=_of_a_vote(unsure=broke))
    response.headers["Retry-After"] = "1"
    return response


def crash(error: BaseException) -> ResponseReturnValue:
    """A fault of ours: a number to quote, and nothing of the inside."""
    number = secrets.token_hex(4)
    log.error("crash", fault=number, error=type(error).__name__, exc_info=error)
    return answer(500, fault=number)


def answer(
    kind: int, *, status: int | None = None, code: str = "", message: str = "", fault: str = ""
) -> Response:
    """The page, part or JSON for a kind of error, which is its status unless told otherwise."""
    message = message or _message(kind, fault)
    if wants_json() or request.path.startswith("/api/"):
        response = jsonify(error=code or CODES[kind], message=message)
        return _with_status(response, status or kind)
    try:
        page = _page(kind, message)
    except Exception as error:  # a template that fails must not hide the fault before it
        log.error("error page", error=type(error).__name__, exc_info=error)
        page = _plain(message)
    return _with_status(make_response(page), status or kind)


def _message(kind: int, fault: str) -> str:
    if kind == 401 and request.endpoint in VOTES:
        return _("Logga in för att rösta.")
    if fault and request.method in ("GET", "HEAD"):
        return _(
            "Något gick fel hos oss. Inget har ändrats. Felnummer %(id)s. Säg till sekreteraren.",
            id=fault,
        )
    if fault:  # what failed may be the page after the act
        return _(
            "Något gick fel hos oss. Felnummer %(id)s. Titta på läget innan du försöker igen, "
            "och säg till sekreteraren.",
            id=fault,
        )
    return SENTENCES[kind]()


def _of_a_vote(*, unsure: bool) -> str:
    """What became of a vote that the database did not take; empty for all else."""
    if request.endpoint not in VOTES:
        return ""
    if unsure:
        return _(
            "Det är osäkert om din röst kom fram: kontakten med databasen bröts. Rösta igen. "
            "Du kan inte räknas två gånger."
        )
    return _(
        "Din röst är INTE mottagen. Tjänsten kan inte ta emot just nu. Det som är mottaget "
        "finns kvar. Försök igen."
    )


def _page(status: int, message: str) -> str:
    if isinstance(request.routing_exception, SecurityError):
        return _plain(message)  # asked for under a name that is not ours: a link would lead there
    if wants_fragment():
        return render_template("parts/refusal.html", message=message, rule=None, code="")
    if status == 401:
        from council.web.auth.views import form

        return form(message=message)
    return render_template("errors/error.html", status=status, message=message)


def _plain(message: str) -> str:
    return f'<!doctype html><html lang="sv"><title>Fel</title><p>{message}</p></html>'


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response
