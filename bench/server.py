"""A server of its own for each measurement: fresh database, demonstration council, real port."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgres

ROOT = Path(__file__).parent.parent
KEY = "k" * 40


@contextmanager
def serving(database: str, seats: int) -> Iterator[str]:
    """A running server on ``sqlite`` or ``postgresql``; gives its base address."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            with _running({}, Path(folder), seats) as base:
                yield base
            return
        with postgres.start(fsync=True) as server:
            server.create_database("bench")
            extra = {"COUNCIL_DATABASE_URL": server.url("bench")}
            with _running(extra, Path(folder), seats) as base:
                yield base


@contextmanager
def _running(extra: dict[str, str], folder: Path, seats: int) -> Iterator[str]:
    port = _free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
    environ |= {
        "COUNCIL_DATA_DIR": str(folder),
        "COUNCIL_SECRET_KEY": KEY,
        "COUNCIL_LOG_LEVEL": "warning",
        "PORT": str(port),
        **extra,
    }
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    for command in (["init"], ["demo", "--seats", str(seats)]):
        subprocess.run(
            [*flask, *command], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL
        )
    server = subprocess.Popen(
        [*flask, "serve"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    try:
        _wait_until_ready(server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_ready(server: subprocess.Popen[str]) -> None:
    for line in server.stdout or ():
        if line.startswith("ready "):
            return
    raise RuntimeError("the server ended before it was ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
