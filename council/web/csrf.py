"""Protection against requests that other sites make in a person's name."""

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect, validate_csrf
from wtforms import ValidationError

from council.web import errors

protect = CSRFProtect()
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
EXEMPT = {"health.csp_report"}
"""Reports that the browser itself sends; they change nothing."""
OWN_SITES = {"same-origin", "none"}


def install(app: Flask) -> None:
    """Demand the token on everything that changes something, after the sign-in is judged."""
    protect.init_app(app)
    app.before_request(demand_token)
    app.register_error_handler(CSRFError, refuse)


def demand_token() -> None:
    """Refuse an unsafe request without the page's token or from another site.

    Raises:
        CSRFError: told as 400.
    """
    if request.method in SAFE or request.endpoint in EXEMPT or request.endpoint is None:
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        raise CSRFError("another site")
    try:
        protect.protect()
    except CSRFError:
        if not _made_with_former_key():
            raise


def _made_with_former_key() -> bool:
    """Whether the token is from before the key was changed: a ballot that was open then must
    still be able to vote."""
    token = protect._get_csrf_token()
    for key in current_app.config["SECRET_KEY_FALLBACKS"]:
        try:
            validate_csrf(token, secret_key=key)
        except ValidationError:
            continue
        return True
    return False


def refuse(error: CSRFError) -> ResponseReturnValue:
    """400, with what to do."""
    return errors.answer(
        400, code="csrf", message=_("Sidan är för gammal. Ladda om den och försök igen.")
    )
