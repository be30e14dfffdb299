"""A server of a test's own: fresh folder, demonstration council, free port, real process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEY = "k" * 40
FLASK = (sys.executable, "-m", "flask", "--app", "app")


def demonstrate(folder: Path, *, seats: int = 71, database_url: str = "") -> None:
    """Make the demonstration council in a folder, by the commands that an operator gives."""
    environ = environment(folder, database_url)
    for command in (["init"], ["demo", "--seats", str(seats)]):
        subprocess.run(
            [*FLASK, *command], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL
        )


@contextmanager
def served(folder: Path, *, database_url: str = "") -> Iterator[str]:
    """Start ``flask serve`` on the council in a folder; gives its base address."""
    environ = environment(folder, database_url)
    server = subprocess.Popen(
        [*FLASK, "serve"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    try:
        yield address_when_ready(server)
    finally:
        server.terminate()
        server.wait(15)


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """A process's environment with a data folder and port of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
    environ |= {
        "COUNCIL_DATA_DIR": str(folder),
        "COUNCIL_SECRET_KEY": KEY,
        "COUNCIL_LOG_LEVEL": "warning",
        "PORT": str(free_port()),
    }
    if database_url:
        environ["COUNCIL_DATABASE_URL"] = database_url
    return environ


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def address_when_ready(server: subprocess.Popen[str]) -> str:
    """Where a server answers, as soon as it says that it does.

    Raises:
        RuntimeError: it ended before.
    """
    for line in server.stdout or ():
        if line.startswith("ready "):
            return line.split()[1]
    raise RuntimeError(f"the server ended with {server.wait()} before it was ready")
