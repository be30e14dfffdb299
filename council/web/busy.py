"""Short answers that need no thread: said when there is none to spare."""

from flask import Flask, Response

from council.web import errors, headers
from council.web.asgi_types import Send

COME_BACK = "3"
"""Seconds."""
SENTENCES = {408: 400, 503: 503}
"""Which error's sentence is said for a status."""


class Busy:
    """The sentences, rendered once when the service starts."""

    def __init__(self, app: Flask) -> None:
        with app.test_request_context("/live/0"):
            self._texts = {
                status: errors.SENTENCES[kind]().encode() for status, kind in SENTENCES.items()
            }
            self._headers = raw_headers(_security())

    async def answer(self, status: int, send: Send) -> None:
        """Say it, and let the connection go."""
        text = self._texts[status]
        own = {
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(text)),
            "Cache-Control": "no-store",
            "Retry-After": COME_BACK,
            "Connection": "close",
        }
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": self._headers + raw_headers(own),
            }
        )
        await send({"type": "http.response.body", "body": text})

    def with_security(self, own: dict[str, str]) -> list[tuple[bytes, bytes]]:
        """Headers of an answer that Flask does not see, with those that every answer carries."""
        return self._headers + raw_headers(own)


def raw_headers(headers_: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI has them."""
    return [
        (name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers_.items()
    ]


def _security() -> dict[str, str]:
    """What every answer carries, whoever gives it."""
    complete = headers.complete(Response())
    skipped = {"content-type", "content-length", "cache-control"}
    return {name: text for name, text in complete.headers if name.lower() not in skipped}
