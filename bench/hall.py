"""A hall over HTTP: councillors who have signed in, each on a connection of their own."""

import asyncio
import json
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "klubbslag-demo"
TOKEN = re.compile(rb'name="csrf-token" content="([^"]+)"')


@dataclass
class Councillor:
    """One keep-alive connection with a cookie and a token."""

    base: str
    username: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    etag: str = ""
    """Of the last answer that had one."""

    async def connect(self) -> None:
        """Open the connection that all requests travel on."""
        address = urlsplit(self.base)
        self.reader, self.writer = await asyncio.open_connection(address.hostname, address.port)

    async def sign_in(self) -> None:
        """Sign in as a program does: the page's token, then the password."""
        _, page = await self.send("GET", "/login")
        match = TOKEN.search(page)
        if match is None:
            raise RuntimeError("no token on the sign-in page")
        self.token = match.group(1).decode()
        answer = await self.post("/login", {"username": self.username, "password": PASSWORD})
        self.token = answer["csrf_token"]

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """POST JSON; the answer's JSON, which must be a success."""
        status, answer = await self.send("POST", path, body)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:200]!r}")
        return json.loads(answer)

    async def get(self, path: str) -> Any:
        """GET JSON."""
        _, answer = await self.send("GET", path)
        return json.loads(answer)

    async def send(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, etag: str = ""
    ) -> tuple[int, bytes]:
        """One request and its whole answer. ``etag``: of the copy that one has already.

        Who has been silent for long is let go by the server, and comes back as browsers do.
        """
        if self.reader.at_eof():
            await self.connect()
        self.writer.write(self.request(method, path, body, etag=etag))
        return await self.answer()

    def request(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, etag: str = ""
    ) -> bytes:
        """The bytes of a request."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Accept: {'application/json' if method == 'POST' else 'text/html'}",
            f"Content-Length: {len(content)}",
        ]
        if body is not None:
            lines += ["Content-Type: application/json", f"X-CSRFToken: {self.token}"]
        if etag:
            lines.append(f"If-None-Match: {etag}")
        if self.cookies:
            pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {pairs}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content

    async def answer(self) -> tuple[int, bytes]:
        """Read one answer off the connection."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        length = 0
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "etag":
                self.etag = value
            elif name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        return status, await self.reader.readexactly(length)


def seated(seats: int) -> list[str]:
    """The sign-in names of everybody who holds a seat; the chair first."""
    return ["ordforande", "vice1", "vice2", *(f"ledamot{n:03d}" for n in range(1, seats - 2))]


async def signed_in(base: str, names: Iterable[str]) -> list[Councillor]:
    """Councillors who have signed in, one after the other, as the one lane takes them."""
    hall = [Councillor(base, name) for name in names]
    for councillor in hall:
        await councillor.connect()
        await councillor.sign_in()
    return hall


async def open_division(chair: Councillor, item: int = 0) -> int:
    """Bring the demonstration's meeting to an open division on one of its items; its number."""
    meetings = await chair.get("/api/v1/meetings")
    meeting = meetings["meetings"][0]["id"]
    items = (await chair.get(f"/api/v1/meetings/{meeting}"))["items"]
    await chair.post(f"/sammantraden/{meeting}/oppna", {})
    await chair.post(f"/sammantraden/{meeting}/narvaro", {"usernames": "all"})
    await chair.post(f"/arenden/{items[item]['id']}/oppna", {})
    answer = await chair.post(f"/arenden/{items[item]['id']}/votering", {})
    division: int = answer["division"]
    return division


async def everybody_sends(
    requests: list[tuple[Councillor, bytes]],
) -> list[tuple[float, int, bytes]]:
    """All requests at the same instant: seconds, status and answer of each."""
    began = time.perf_counter()

    async def one(councillor: Councillor, request: bytes) -> tuple[float, int, bytes]:
        councillor.writer.write(request)
        status, answer = await councillor.answer()
        return time.perf_counter() - began, status, answer

    return await asyncio.gather(*(one(*pair) for pair in requests))
