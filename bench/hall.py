"""A hall over HTTP: councillors who have signed in, each on a connection of their own."""

import asyncio
import json
import re
import time
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
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> tuple[int, bytes]:
        """One request and its whole answer."""
        self.writer.write(self.request(method, path, body))
        return await self.answer()

    def request(self, method: str, path: str, body: dict[str, Any] | None = None) -> bytes:
        """The bytes of a request."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Accept: text/html"
            if path == "/login" and body is None
            else "Accept: application/json",
            f"Content-Length: {len(content)}",
        ]
        if body is not None:
            lines += ["Content-Type: application/json", f"X-CSRFToken: {self.token}"]
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
            elif name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = morsel.value
        return status, await self.reader.readexactly(length)


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
