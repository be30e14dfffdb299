"""Everybody presses at the same instant, beside the same server answering empty requests."""

import asyncio
import json
import statistics
from collections.abc import Sequence
from typing import Any

from bench.hall import Councillor, everybody_sends, open_division, seated, signed_in
from bench.rows import Row
from bench.server import serving

SIZES = (71, 101, 149, 349)
ROUNDS = 5
MOST = 3.0
"""No burst may take so many times longer than the same number of empty answers."""

Answers = list[tuple[float, int, bytes]]


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """The last answer of a burst, by size of council and database."""
    sizes, rounds = ((21,), 1) if quick else (SIZES, ROUNDS)
    return [_measured(database, seats, rounds) for seats in sizes for database in databases]


def _measured(database: str, seats: int, rounds: int) -> Row:
    with serving(database, seats) as server:
        return asyncio.run(_burst(server.base, database, seats, rounds))


async def _burst(base: str, database: str, seats: int, rounds: int) -> Row:
    hall = await signed_in(base, seated(seats))
    division = await open_division(hall[0])
    empty, pressed, receipts = [], [], set()
    for turn in range(rounds):
        empty.append(figures(await everybody_asks(hall)))
        answers = await everybody_presses(hall, division, turn)
        receipts |= {json.loads(answer)["receipt"] for _, _, answer in answers}
        pressed.append(figures(answers))
    counts = (await hall[0].post(f"/voteringar/{division}/stang", {}))["counts"]
    counted = counts["yes"] + counts["no"] + counts["abstain"]
    if (counted, len(receipts)) != (seats, seats * rounds):
        raise RuntimeError(f"{counted} of {seats} counted, {len(receipts)} receipts")
    press, nothing = median(pressed), median(empty)
    return Row(
        what="a burst, to the last receipt",
        database=database,
        size=seats,
        figure=press["wall"],
        baseline=nothing["wall"],
        against="empty answers",
        most=MOST,
        also={"p50": press["p50"], "p99": press["p99"], "counted": counted},
    )


async def everybody_asks(hall: list[Councillor]) -> Answers:
    """An empty request of each at the same instant: what the machine can do at best."""
    return await everybody_sends([(one, one.request("GET", "/health/live")) for one in hall])


async def everybody_presses(hall: list[Councillor], division: int, turn: int) -> Answers:
    """A press of each at the same instant, another choice at each turn.

    Raises:
        RuntimeError: somebody got no receipt.
    """
    presses = [
        (one, one.request("POST", f"/voteringar/{division}/rost", _press(place, turn)))
        for place, one in enumerate(hall)
    ]
    answers = await everybody_sends(presses)
    refused = [answer for _, status, answer in answers if status != 200]
    if refused:
        raise RuntimeError(f"{len(refused)} refused, the first: {refused[0]!r}")
    return answers


def _press(place: int, turn: int) -> dict[str, Any]:
    choices = ("yes", "no", "abstain")
    return {"choice": choices[(place + turn) % 3], "key": f"b{place}-{turn}"}


def figures(answers: Answers) -> dict[str, float]:
    """Milliseconds: of the last answer, of the middle one, of the slowest but one in a hundred."""
    times = sorted(seconds * 1000 for seconds, _, _ in answers)
    return {
        "wall": times[-1],
        "p50": statistics.median(times),
        "p99": times[min(len(times) - 1, int(len(times) * 0.99))],
    }


def median(rounds: list[dict[str, float]]) -> dict[str, float]:
    """Each figure's median of the rounds."""
    return {name: round(statistics.median(one[name] for one in rounds), 1) for name in rounds[0]}
