"""How long the server takes to start, beside its libraries alone, and what memory it holds then."""

import subprocess
import sys
import time
from collections.abc import Sequence

from bench.rows import Row
from bench.server import memory, place, running
from tests.support.served import demonstrate

ROUNDS = 3
SEATS = 71
LIBRARIES = "import flask, sqlalchemy.orm, flask_login, flask_wtf, uvicorn"
"""What no start of the service could do without."""


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """Seconds from the command to the first answer, and what is held then."""
    rounds, seats = (1, 21) if quick else (ROUNDS, SEATS)
    libraries = min(_importing() for _round in range(rounds))
    rows: list[Row] = []
    for database in databases:
        seconds, held = _started(database, seats, rounds)
        rows += [
            Row(
                what="start, to the first answer",
                database=database,
                size=seats,
                figure=round(seconds, 2),
                unit="s",
                baseline=round(libraries, 2),
                against="importing libraries",
            ),
            Row(
                what="memory at start",
                database=database,
                size=seats,
                figure=round(held, 1),
                unit="MiB",
            ),
        ]
    return rows


def _started(database: str, seats: int, rounds: int) -> tuple[float, float]:
    with place(database) as where:
        demonstrate(where.folder, seats=seats, database_url=where.url)
        times, held = [], 0.0
        for _round in range(rounds):
            with running(where) as server:
                times.append(server.ready_after)
                held = memory(server.pid)
        return min(times), held


def _importing() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
    return time.perf_counter() - began
