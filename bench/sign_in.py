"""A whole council signs in at once while it votes: each within the minute, no vote held up."""

import asyncio
import time
from collections.abc import Sequence

from bench import burst
from bench.hall import Councillor, open_division, seated, signed_in
from bench.rows import Row
from bench.server import serving

SEATS = 149
ROUNDS = 5
MINUTE = 60.0
SLOWER = 1.5
"""Votes may take so many times longer while people sign in."""


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """The last one in, and bursts of votes meanwhile."""
    seats, rounds = (21, 1) if quick else (SEATS, ROUNDS)
    rows: list[Row] = []
    for database in databases:
        with serving(database, seats) as server:
            rows += asyncio.run(_measured(server.base, database, seats, rounds))
    return rows


async def _measured(base: str, database: str, seats: int, rounds: int) -> list[Row]:
    began = time.perf_counter()
    hall = await signed_in(base, seated(seats))
    in_turn = time.perf_counter() - began
    division = await open_division(hall[0])
    alone = [await _burst(hall, division, turn) for turn in range(rounds)]
    began = time.perf_counter()
    coming = [asyncio.create_task(_comes(base, name)) for name in seated(seats)]
    beside, turn = [], rounds
    while not all(task.done() for task in coming):
        beside.append(await _burst(hall, division, turn))
        turn += 1
        await asyncio.sleep(0.2)  # a hall that votes, not a flood
    ends = [await task for task in coming]
    walls = burst.median(beside)["wall"], burst.median(alone)["wall"]
    return [
        Row(
            what="all sign in at once, the last one in",
            database=database,
            size=seats,
            figure=round(max(ends) - began, 2),
            unit="s",
            baseline=round(in_turn, 2),
            against="in turn",
            limit=MINUTE,
        ),
        Row(
            what="a burst while all sign in",
            database=database,
            size=seats,
            figure=walls[0],
            baseline=walls[1],
            against="nobody signs in",
            most=SLOWER,
            also={"bursts meanwhile": len(beside), "slowest": max(one["wall"] for one in beside)},
        ),
    ]


async def _burst(hall: list[Councillor], division: int, turn: int) -> dict[str, float]:
    return burst.figures(await burst.everybody_presses(hall, division, turn))


async def _comes(base: str, name: str) -> float:
    """Sign in, and tell when that was done."""
    [councillor] = await signed_in(base, [name])
    done = time.perf_counter()
    councillor.writer.close()
    return done
