"""How long the server takes to start and what memory it holds, new and after thirty years."""

import subprocess
import sys
import time
from collections.abc import Sequence

from bench import thirty, years
from bench.rows import Row
from bench.server import memory, place, running

ROUNDS = 3
MOST = 1.5
LIBRARIES = "import flask, sqlalchemy.orm, flask_login, flask_wtf, uvicorn"
"""What no start of the service could do without."""


def measure(*, quick: bool = False, databases: Sequence[str] = ("sqlite",)) -> list[Row]:
    """Seconds from the command to the first answer, and what is held then."""
    rounds, many = (1, 2) if quick else (ROUNDS, years.MEETINGS)
    rows: list[Row] = []
    for database in databases:
        new, new_memory = _started(database, 1, rounds)
        old, old_memory = _started(database, many, rounds)
        rows += [
            _row("start", database, 1, new, _importing(rounds), "importing libraries", None),
            _row("start", database, many, old, new, "1 meeting", MOST),
            _row("memory at start", database, many, old_memory, new_memory, "1 meeting", MOST),
        ]
    return rows


def _row(
    what: str,
    database: str,
    size: int,
    figure: float,
    baseline: float,
    against: str,
    most: float | None,
) -> Row:
    return Row(
        what=what,
        database=database,
        size=size,
        figure=round(figure, 2),
        unit="MiB" if what.startswith("memory") else "s",
        baseline=round(baseline, 2),
        against=against,
        most=most,
    )


def _started(database: str, meetings: int, rounds: int) -> tuple[float, float]:
    with place(database) as where:
        thirty.fill(where, meetings)
        times, held = [], 0.0
        for _round in range(rounds):
            with running(where) as server:
                times.append(server.ready_after)
                held = memory(server.pid)
        return min(times), held


def _importing(rounds: int) -> float:
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", LIBRARIES], check=True)
        times.append(time.perf_counter() - began)
    return min(times)
