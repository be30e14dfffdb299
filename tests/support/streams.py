"""A server of a test's own on the test's database, and readers of its live stream."""

import http.client
import json
import os
import queue
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Self, TypeVar
from urllib.parse import urlsplit

from tests.factories import PASSWORD
from tests.support.served import ROOT, environment

Running = TypeVar("Running", bound="Server")

PATIENCE = 20.0
SOON = 1.0
"""Seconds in which what happens has to be on every screen."""


@dataclass(frozen=True)
class Message:
    """One server-sent event, and when it had come."""

    event: str
    data: str
    id: str
    at: float


def connect(
    address: str, trust: ssl.SSLContext | None = None, *, timeout: float = PATIENCE
) -> http.client.HTTPConnection:
    """A connection of the address's own kind, not yet opened; ``trust`` is for HTTPS."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=trust)
    return http.client.HTTPConnection(host, port, timeout=timeout)


class Reader:
    """Reads one stream in a thread, as a browser does."""

    def __init__(
        self, address: str, path: str, trust: ssl.SSLContext | None = None, **headers: str
    ) -> None:
        self._connection = connect(address, trust, timeout=60)
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        self._connection.request("GET", path, headers=named)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = self._answer.headers
        self._came: queue.Queue[Message | None] = queue.Queue()
        self.ended = threading.Event()
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Go away without a word, as a tablet that is switched off."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._connection.close()

    def next(self, within: float = PATIENCE) -> Message:
        """The next message; the stream's end is no message."""
        message = self._came.get(timeout=within)
        assert message is not None, "the stream has ended"
        return message

    def until(self, wanted: Callable[[Message], bool], within: float = PATIENCE) -> Message:
        """The first message that is as wanted; all before it are passed by."""
        deadline = time.monotonic() + within
        while not wanted(message := self.next(max(0.01, deadline - time.monotonic()))):
            pass
        return message

    def event(self, kind: str, within: float = PATIENCE) -> Message:
        """The next message of a kind."""
        return self.until(lambda message: message.event == kind, within)

    def until_end_or(self, kind: str) -> list[Message]:
        """All messages up to one of a kind, or to the stream's end."""
        came: list[Message] = []
        while message := self._came.get(timeout=PATIENCE):
            came.append(message)
            if message.event == kind:
                break
        return came

    def parts(self, holding: str = "", within: float = PATIENCE) -> Message:
        """The next parts of a page that hold a text."""
        return self.until(lambda one: not one.event and holding in one.data, within)

    def _read(self) -> None:
        with suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            self._parse()
        self.ended.set()
        self._came.put(None)

    def _parse(self) -> None:
        fields: dict[str, list[str]] = {}
        while line := self._answer.readline():
            name, _, text = line.decode().rstrip("\n").partition(":")
            if name:
                fields.setdefault(name, []).append(text.removeprefix(" "))
            elif "data" in fields:
                self._came.put(_message(fields))
                fields = {}


def parse(text: str) -> list[Message]:
    """The messages of a whole answer."""
    blocks = [block.split("\n") for block in text.split("\n\n") if "data:" in block]
    found = []
    for block in blocks:
        fields: dict[str, list[str]] = {}
        for line in block:
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
        found.append(_message(fields))
    return found


def _cookie(headers: HTTPMessage) -> str:
    return (headers["Set-Cookie"] or "").partition(";")[0]


def _message(fields: dict[str, list[str]]) -> Message:
    return Message(
        event="".join(fields.get("event", [])),
        data="\n".join(fields["data"]),
        id="".join(fields.get("id", [])),
        at=time.monotonic(),
    )


class Server:
    """``flask serve`` as a process of its own, on a database that exists."""

    program = "flask"
    """The module that is run."""

    def __init__(self, folder: Path, database_url: str, *options: str, **settings: str) -> None:
        self.environ = environment(folder, database_url) | settings
        self.log = folder / "server.log"
        self.options = options
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        """Start it, and wait until it answers."""
        # Into a file: a pipe that nobody reads would stop the server once it is full.
        with self.log.open("a") as log:
            self.process = process = self.launch(log)
        for line in process.stdout or ():
            if line.startswith("ready "):
                self.address = line.split()[1]
                return
        raise RuntimeError(f"ended with {process.wait()}: {self.log.read_text()[-2000:]}")

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self.process is not None
        return self.process.pid

    def launch(self, errors: IO[str] | int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Start the process, ready or not; ``errors`` takes what it says on standard error."""
        command = [sys.executable, "-m", self.program, "--app", "app", "serve", *self.options]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environ, text=True,
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip

    def watch(self, meeting: int, channel: str = "public", **headers: str) -> Reader:
        """Open a stream."""
        return self.read(f"/live/{meeting}?vy={channel}", **headers)

    def read(self, path: str, **headers: str) -> Reader:
        """Read whatever an address answers, as a stream if it is one."""
        return Reader(self.address, path, **headers)

    def sign_in(self, username: str) -> str:
        """Sign somebody in, as a program does; gives the cookie."""
        _, page, headers = self.ask("GET", "/login")
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token, "the sign-in page carries no token"
        status, answer, headers = self.ask(
            "POST",
            "/login",
            json.dumps({"username": username, "password": PASSWORD}).encode(),
            {
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Cookie": _cookie(headers),
                "X-CSRFToken": token[1],
            },
        )
        assert status == 200, answer
        return _cookie(headers)

    def sign_out(self, cookie: str) -> None:
        """Sign out where the cookie is, as a person does."""
        _, page, _ = self.ask("GET", "/logout", headers={"Cookie": cookie})
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token, "the page carries no token"
        headers = {"Cookie": cookie, "X-CSRFToken": token[1]}
        status, _, _ = self.ask("POST", "/logout", headers=headers)
        assert status in (200, 303)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str, HTTPMessage]:
        """One request on a connection of its own: status, body, headers."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Tell it to stop; its exit status, and the seconds that it took."""
        assert self.process is not None
        told = time.monotonic()
        os.kill(self.process.pid, how)
        status = self.process.wait(PATIENCE)
        took = time.monotonic() - told
        self._close(self.process)
        self.process = None
        return status, took

    def end(self) -> None:
        """Stop it if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def said(self) -> str:
        """What a server that ended by itself said on standard error."""
        process = self.launch()
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1, said
        return said

    @staticmethod
    def _close(process: subprocess.Popen[str]) -> None:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


@contextmanager
def running(folder: Path, database_url: str, *options: str, **settings: str) -> Iterator[Server]:
    """A server for a ``with`` block."""
    with started(Server(folder, database_url, *options, **settings)) as server:
        yield server


@contextmanager
def started(server: Running) -> Iterator[Running]:
    """Any server for a ``with`` block."""
    try:
        server.start()
        yield server
    finally:
        server.end()
