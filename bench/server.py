"""A server of its own for each measurement: fresh database, demonstration council, real port."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres
from tests.support.served import FLASK, ROOT, address_when_ready, demonstrate, environment


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, its process, and how long it took to be ready."""

    base: str
    pid: int
    ready_after: float  # seconds from the command to the first answer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a council is kept: a folder, and a database's address where it is not in it."""

    folder: Path
    url: str = ""

    @property
    def database(self) -> str:
        """Which kind of database it is."""
        return "postgresql" if self.url else "sqlite"

    def flask(self, *command: str) -> None:
        """Give a command as an operator would."""
        subprocess.run(
            [*FLASK, *command],
            cwd=ROOT,
            env=environment(self.folder, self.url),
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def place(database: str) -> Iterator[Place]:
    """An empty place on ``sqlite`` or ``postgresql`` (which syncs to disk)."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            yield Place(Path(folder))
            return
        with postgres.start(fsync=True) as server:
            yield Place(Path(folder), server.create_database("bench"))


@contextmanager
def serving(database: str, seats: int) -> Iterator[Server]:
    """The demonstration council of so many seats, served."""
    with place(database) as where:
        demonstrate(where.folder, seats=seats, database_url=where.url)
        with running(where) as server:
            yield server


@contextmanager
def running(where: Place) -> Iterator[Server]:
    """``flask serve`` on the council of a place."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*FLASK, "serve"],
        cwd=ROOT,
        env=environment(where.folder, where.url),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        base = address_when_ready(process)
        yield Server(base, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(30)


def memory(pid: int) -> float:
    """What a process holds of its own in memory, in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} tells no VmRSS")


def processor(pid: int) -> float:
    """How many seconds of processor time a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


TICKS = 100
"""Of /proc's clock in a second: USER_HZ, which is 100 on every machine that Linux serves."""
