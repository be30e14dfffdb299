"""From ASGI into Flask: the whole body in, one visit to a thread, the whole answer out.

A client that is slow holds no thread, only its own connection: the body is gathered before the
visit, and an answer larger than a piece is fetched on as fast as it is read.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import IO, Any

from flask import Flask

from council.web.asgi_types import Receive, Scope, Send

PIECE = 256 * 1024
"""Bytes of an answer that one visit brings back."""
IN_MEMORY = 1024 * 1024
"""Bytes of a body that are held in memory; a larger one is gathered in a file."""
BODY_WITHIN = 60.0
"""Seconds in which a body has to come."""
TOO_LARGE = str(2**31)
"""Told as the length of a body that was not taken in: the service refuses it in its own words."""


class Refused(Exception):
    """What cannot be served: a status, for an answer without the application."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Answer:
    """What the application answered; the body is fetched piece by piece."""

    def __init__(self, app: Flask, environ: dict[str, Any]) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self._whole: Any = app(environ, self._start)
        self._rest: Iterator[bytes] = iter(self._whole)
        self.piece, self.more = self.fetch()

    def fetch(self) -> tuple[bytes, bool]:
        """The next piece of the body, and whether another may follow."""
        gathered: list[bytes] = []
        size = 0
        for chunk in self._rest:
            gathered.append(chunk)
            size += len(chunk)
            if size >= PIECE:
                return b"".join(gathered), True
        return b"".join(gathered), False

    def close(self) -> None:
        """Let the application clean up after the answer."""
        if hasattr(self._whole, "close"):
            self._whole.close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _fault: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status = int(status[:3])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return _no_writing


class Lane:
    """Some threads of their own, so that one kind of visitor cannot take another's."""

    def __init__(
        self,
        app: Flask,
        name: str,
        *,
        threads: int,
        waiting: int,
        largest: int,
        begin: Callable[[], None] | None = None,
    ) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name, initializer=begin)
        self._places = threads + waiting
        self._largest = largest

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises:
            Refused: 408 when the body did not come, 503 when too many wait for this lane.
        """
        with closing(await _gather(receive, self._largest)) as body:
            if self._places <= 0:
                raise Refused(503)
            self._places -= 1
            try:
                environ = environ_of(scope, body, self._largest)
                loop = asyncio.get_running_loop()
                answer = await loop.run_in_executor(self._pool, Answer, self._app, environ)
            finally:
                self._places += 1
            with closing(answer):
                await self._send(answer, send)

    def stop(self) -> None:
        """Take no more work."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _send(self, answer: Answer, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        )
        piece, more = answer.piece, answer.more
        while more:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            loop = asyncio.get_running_loop()
            piece, more = await loop.run_in_executor(self._pool, answer.fetch)
        await send({"type": "http.response.body", "body": piece})


async def _gather(receive: Receive, largest: int) -> IO[bytes]:
    """The body, read to its end or until it is larger than is taken in."""
    body: IO[bytes] = io.BytesIO()
    more = True
    try:
        async with asyncio.timeout(BODY_WITHIN):
            while more and body.tell() <= largest:
                message = await receive()
                body.write(message.get("body", b""))
                more = message.get("more_body", False)
                if body.tell() > IN_MEMORY and isinstance(body, io.BytesIO):
                    body = _in_a_file(body)
    except TimeoutError:
        raise Refused(408) from None
    return body


def _no_writing(_data: bytes) -> object:
    raise NotImplementedError("answers are iterated, as Flask's are")


def _in_a_file(body: io.BytesIO) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who serves
    file.write(body.getbuffer())
    return file


def environ_of(scope: Scope, body: IO[bytes] | None = None, largest: int = 0) -> dict[str, Any]:
    """A request as WSGI has it."""
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0] or "localhost",
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw, text in scope["headers"]:
        _add_header(environ, raw.decode("latin-1"), text.decode("latin-1"))
    _add_body(environ, body or io.BytesIO(), largest)
    return environ


def _add_header(environ: dict[str, Any], name: str, text: str) -> None:
    if "_" in name:
        return  # it would pass for the header with a dash, which a proxy may have set
    key = f"HTTP_{name.upper().replace('-', '_')}"
    if key in environ:
        text = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + text
    environ[key] = text


def _add_body(environ: dict[str, Any], body: IO[bytes], largest: int) -> None:
    size = body.tell()
    body.seek(0)
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ.pop("HTTP_TRANSFER_ENCODING", None)  # the body is whole by now, its length is known
    environ["wsgi.input"] = body
    environ["CONTENT_LENGTH"] = str(size) if size <= largest else TOO_LARGE
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
