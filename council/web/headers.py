"""What every answer carries: no script but ours, nothing from elsewhere, nothing kept too long."""

from flask import Flask, Response, request

from council.web.asking import maybe_person

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "report-uri /csp",
    )
)
"""No nonces: a page kept under its ETag would come back with an old one and lose its scripts."""
FEATURES = (
    "fullscreen=(self), publickey-credentials-get=(self), "
    "publickey-credentials-create=(self), screen-wake-lock=(self)"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": FEATURES,
    "Cross-Origin-Opener-Policy": "same-origin",
}
OPEN_DATA = "/api/v1/"
YEAR = 31536000


def install(app: Flask) -> None:
    """Set them after every request, errors included."""
    app.after_request(complete)


def complete(response: Response) -> Response:
    """Add what is missing from an answer."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    open_data = request.path.startswith(OPEN_DATA)
    response.headers.setdefault(
        "Cross-Origin-Resource-Policy", "cross-origin" if open_data else "same-origin"
    )
    if open_data:
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
    if request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains"
        )
    if "Cache-Control" not in response.headers:
        private = not open_data and request.endpoint != "static" and _personal(response)
        response.headers["Cache-Control"] = "no-store" if private else "public, no-cache"
    return response


def _personal(response: Response) -> bool:
    blueprint = request.blueprint or ""
    if blueprint in {"public", "screen", "api", "health"} and response.status_code < 400:
        return False
    return blueprint not in {"public", "screen", "api", "health"} or maybe_person() is not None
