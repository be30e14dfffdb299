"""A hall that votes while thousands watch: the gavel on every screen, and what it costs the votes.

Beside it the same watchers on a server that does nothing but send them the same bytes: what this
machine and the watchers' own process can do at best.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit

from bench import burst, machine
from bench.hall import Councillor, open_division, seated, signed_in
from bench.rows import Row
from bench.server import Server, memory, serving
from tests.support.served import ROOT

SIZES = (2000, 10000)
SEATS = 149
ROUNDS = 5
BESIDES = 1000
"""Open files of a server besides those of its watchers: councillors, database, libraries."""
WITHIN = 2000.0
"""Milliseconds from the gavel to the last screen."""
TWICE = 2.0
"""Votes' p99 with watchers may be so many times what it is without."""
GAVEL = "division.closed"


@dataclass
class Watching:
    """The process that watches."""

    into: IO[str]
    out: IO[str]
    seconds: float = 0.0  # that connecting took

    def ask(self, line: str) -> Any:
        """Ask for an event, or to forget what was heard so far."""
        self.into.write(line + "\n")
        self.into.flush()
        return json.loads(self.out.readline())


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """Gavel to the last screen, votes beside watchers, memory of each; by number of watchers."""
    sizes, seats, rounds = ((100,), 21, 1) if quick else (SIZES, SEATS, ROUNDS)
    room = machine.open_files() - BESIDES
    rows: list[Row] = []
    for number in sorted({min(size, room) for size in sizes}):
        for database in databases:
            with serving(database, seats) as server:
                rows += asyncio.run(_measured(server, database, number, seats, rounds))
    return rows


async def _measured(
    server: Server, database: str, number: int, seats: int, rounds: int
) -> list[Row]:
    hall = await signed_in(server.base, seated(seats))
    division = await open_division(hall[0])
    alone = await _bursts(hall, division, range(rounds))
    meeting = (await hall[0].get("/api/v1/meetings"))["meetings"][0]["id"]
    before = memory(server.pid)
    with watching(server.base, f"/live/{meeting}", number) as watchers:
        each = (memory(server.pid) - before) * 1024 / number
        beside = await _bursts(hall, division, range(rounds, 2 * rounds))
        asked, heard = await _gavel(hall[0], division, watchers)
    demand(heard, number)
    least = _bare(number, heard["octets"])
    return [
        _to_the_last(database, number, asked, heard, least),
        _votes(database, number, beside, alone),
        Row(
            what="memory of each watcher",
            database=database,
            size=number,
            figure=round(each, 1),
            unit="KiB",
            also={
                "server before": f"{before:.0f} MiB",
                "server after": f"{memory(server.pid):.0f} MiB",
            },
        ),
    ]


async def _bursts(hall: list[Councillor], division: int, turns: range) -> dict[str, float]:
    return burst.median(
        [burst.figures(await burst.everybody_presses(hall, division, turn)) for turn in turns]
    )


async def _gavel(
    chair: Councillor, division: int, watchers: Watching
) -> tuple[dict[str, Any], dict[str, Any]]:
    before = watchers.ask("reset")
    before["struck"] = time.monotonic()
    counts = (await chair.post(f"/voteringar/{division}/stang", {}))["counts"]
    before["answered"] = time.monotonic()
    heard = await asyncio.to_thread(watchers.ask, GAVEL)
    shown = f'/voteringar/{division}">Omröstning: {counts["yes"]} ja, {counts["no"]} nej'
    if shown not in heard["octets"].replace("\N{NO-BREAK SPACE}", " "):
        heard["wrong"].append(f"no screen shows {shown}")
    return before, heard


def demand(heard: dict[str, Any], number: int) -> None:
    """RuntimeError: not all of so many watchers have heard, or some have heard amiss."""
    well = heard["got"] == number and not heard["lost"] and not heard["wrong"]
    if not well or not heard["octets"]:
        raise RuntimeError(
            f"watchers: {heard['got']} of {number}, {heard['lost']} lost, {heard['wrong']}"
        )


def _to_the_last(
    database: str, number: int, asked: dict[str, Any], heard: dict[str, Any], least: dict[str, Any]
) -> Row:
    struck = asked["struck"]
    return Row(
        what="the gavel, to the last screen",
        database=database,
        size=number,
        figure=_milliseconds(heard["last"] - struck),
        baseline=least["last"],
        against="bare server",
        limit=WITHIN,
        also={
            "chair answered": _milliseconds(asked["answered"] - struck),
            "first screen": _milliseconds(heard["first"] - struck),
            "middle": _milliseconds(heard["middle"] - struck),
            "bytes each": len(heard["octets"].encode()),
            "watchers' own processor": f"{_milliseconds(heard['cpu'] - asked['cpu'])} ms, "
            f"with the bare server {least['cpu']} ms",
        },
    )


def _votes(database: str, number: int, beside: dict[str, float], alone: dict[str, float]) -> Row:
    return Row(
        what="p99 of a burst beside watchers",
        database=database,
        size=number,
        figure=beside["p99"],
        baseline=alone["p99"],
        against="nobody watching",
        most=TWICE,
        limit=250.0 if number <= SIZES[0] else None,
        also={"wall": beside["wall"], "wall alone": alone["wall"]},
    )


def _bare(number: int, octets: str) -> dict[str, Any]:
    """The same watchers, the same bytes, and a server that does nothing else."""
    with _process("bench.bare_stream") as (into, out):
        base = f"http://127.0.0.1:{out.readline().strip()}"
        with watching(base, "/", number) as watchers:
            before = watchers.ask("reset")
            began = time.monotonic()
            into.write(json.dumps(octets) + "\n")
            into.flush()
            heard = watchers.ask(GAVEL)
    demand(heard, number)
    return {
        "last": _milliseconds(heard["last"] - began),
        "cpu": _milliseconds(heard["cpu"] - before["cpu"]),
    }


@contextmanager
def watching(base: str, path: str, number: int) -> Iterator[Watching]:
    """So many watchers, all connected and greeted."""
    address = urlsplit(base)
    with _process(
        "bench.watching", str(address.hostname), str(address.port), path, str(number)
    ) as (into, out):
        there = json.loads(out.readline())
        if there["connected"] != number:
            raise RuntimeError(f"only {there['connected']} of {number} watchers came in")
        yield Watching(into, out, there["seconds"])


@contextmanager
def _process(*command: str) -> Iterator[tuple[IO[str], IO[str]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdin, process.stdout
    finally:
        process.kill()
        process.wait()


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
