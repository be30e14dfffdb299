"""The way from the server into Flask: who is served in which lane, and what a slow one costs."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask

from council.web import bridge
from council.web.asgi import Service
from council.web.bridge import Lane, Refused, environ_of
from council.web.lanes import SMALL_BODY, Lanes
from tests import factories
from tests.support import loops


def asked(path: str = "/", method: str = "GET", *headers: tuple[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 5000),
        "client": ("127.0.0.1", 40000),
        "headers": [(name.encode(), text.encode()) for name, text in headers],
    }


class Client:
    """One request's two ends: what it sends, and what it is sent."""

    def __init__(self, *pieces: bytes, silent: bool = False) -> None:
        self._pieces = list(pieces) or [b""]
        self._silent = silent
        self.read = 0
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if self.read < len(self._pieces):
            self.read += 1
            more = self.read < len(self._pieces) or self._silent
            return {
                "type": "http.request",
                "body": self._pieces[self.read - 1],
                "more_body": more,
            }
        if self._silent:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


def a_lane(app: Any, *, threads: int = 1, waiting: int = 0, largest: int = 1000) -> Lane:
    return Lane(app, "prov", threads=threads, waiting=waiting, largest=largest)


def serve(lane: Lane, scope: dict[str, Any], client: Client) -> Client:
    loops.run(lane.serve(scope, client.receive, client.send))
    lane.stop()
    return client


def test_a_page_comes_through_whole(council: Flask) -> None:
    client = serve(a_lane(council), asked("/api/v1/meetings"), Client())

    assert client.status == 200
    assert b"meetings" in client.body
    assert (b"access-control-allow-origin", b"*") in client.sent[0]["headers"]


def test_a_body_that_is_too_large_is_refused_in_the_services_words(council: Flask) -> None:
    form = ("content-type", "application/x-www-form-urlencoded")
    client = serve(
        a_lane(council, largest=10),
        asked("/login", "POST", form, ("accept", "application/json")),
        Client(b"x" * 8, b"x" * 8, b"never read"),
    )

    assert client.status == 413
    assert b"too_large" in client.body
    assert client.read == 2


def test_a_large_body_is_gathered_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "IN_MEMORY", 10)
    echo = answering(lambda environ: [environ["wsgi.input"].read()])

    client = serve(a_lane(echo), asked("/", "POST"), Client(b"12345678", b"12345678", b"!"))

    assert client.body == b"1234567812345678!"


def test_a_body_that_does_not_come_holds_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "BODY_WITHIN", 0.01)

    with pytest.raises(Refused) as refused:
        serve(a_lane(answering(lambda _: [b""])), asked("/", "POST"), Client(b"x", silent=True))

    assert refused.value.status == 408


def test_a_lane_that_is_full_says_so(council: Flask) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow(_environ: dict[str, Any]) -> Iterable[bytes]:
        begun.set()
        done.wait(20)
        return [b"late"]

    lane = a_lane(answering(slow))

    async def two() -> None:
        first, second = Client(), Client()
        task = asyncio.create_task(lane.serve(asked(), first.receive, first.send))
        await asyncio.to_thread(begun.wait, 20)
        with pytest.raises(Refused) as refused:
            await lane.serve(asked(), second.receive, second.send)
        done.set()
        await task
        assert (refused.value.status, first.body) == (503, b"late")

    loops.run(two())
    lane.stop()


def test_a_large_answer_is_fetched_piece_by_piece_and_closed() -> None:
    closed = threading.Event()

    class Pages:
        def __iter__(self) -> Any:
            return iter([b"a" * bridge.PIECE, b"b" * bridge.PIECE, b"c"])

        def close(self) -> None:
            closed.set()

    client = serve(a_lane(answering(lambda _: Pages())), asked(), Client())

    assert [len(message.get("body", b"")) for message in client.sent[1:]] == [
        bridge.PIECE, bridge.PIECE, 1,
    ]  # fmt: skip
    assert [message.get("more_body", False) for message in client.sent[1:]] == [True, True, False]
    assert closed.is_set()


def test_an_address_and_headers_reach_the_application_as_they_were_sent() -> None:
    scope = asked(
        "/möten", "GET",
        ("cookie", "a=1"), ("cookie", "b=2"), ("accept", "text/html"), ("accept", "*/*"),
        ("x_forwarded_for", "forged"), ("host", "exempel.se"),
    )  # fmt: skip

    environ = environ_of(scope)

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/möten"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"
    assert environ["HTTP_HOST"] == "exempel.se"
    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_the_public_has_threads_of_its_own(council: Flask) -> None:
    lanes = Lanes(council)

    def with_cookie(text: str) -> dict[str, Any]:
        return asked("/", "GET", ("cookie", f"klubbslag={text}"))

    assert lanes.of(asked("/login", "POST")) is lanes.sign_in
    assert lanes.of(asked("/login")) is lanes.public
    assert lanes.of(asked()) is lanes.public
    assert lanes.of(with_cookie("forged")) is lanes.public
    assert lanes.of(with_cookie(signed(council, csrf_token="x"))) is lanes.public
    assert lanes.of(with_cookie(signed(council, _user_id="x"))) is lanes.hall
    lanes.stop()


def signed(app: Flask, **session: str) -> str:
    opener: Any = app.session_interface
    return str(opener.get_signing_serializer(app).dumps(session))


def answering(application: Callable[[dict[str, Any]], Iterable[bytes]]) -> Any:
    def wsgi(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return application(environ)

    return wsgi


def test_a_server_whose_send_is_no_coroutine_gets_the_short_answer(council: Flask) -> None:
    with council.app_context():
        meeting = factories.a_meeting()
    client = Client()

    async def visit() -> None:
        await Service(council)(
            asked(f"/live/{meeting}"), client.receive, lambda message: client.send(message)
        )

    loops.run(visit())

    assert client.status == 200
    assert b"retry: 1000" in client.body
    assert client.sent[-1].get("more_body", False) is False


def test_who_has_not_signed_in_may_send_little(council: Flask) -> None:
    lanes = Lanes(council)

    assert lanes.public._largest == lanes.sign_in._largest == SMALL_BODY
    assert lanes.hall._largest == council.config["MAX_CONTENT_LENGTH"]
    lanes.stop()
