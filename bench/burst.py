"""Everybody presses at the same instant, beside the same server answering empty requests."""

import asyncio
import json
import statistics
from typing import Any

from bench.hall import Councillor, everybody_sends
from bench.server import serving

ROUNDS = 5


def measure(database: str, seats: int) -> dict[str, Any]:
    """The figures of one database and one size of council; times in milliseconds."""
    with serving(database, seats) as base:
        return asyncio.run(_measure(base, database, seats))


async def _measure(base: str, database: str, seats: int) -> dict[str, Any]:
    chair = await _councillor(base, "ordforande")
    names = ["ordforande", "vice1", "vice2", *(f"ledamot{n:03d}" for n in range(1, seats - 2))]
    hall = [chair, *[await _councillor(base, name) for name in names[1:]]]
    division = await _open_division(chair)
    empty, pressed, recorded = [], [], set()
    for turn in range(ROUNDS):
        baseline = [(one, one.request("GET", "/health/live")) for one in hall]
        empty.append(_figures(await everybody_sends(baseline)))
        presses = [
            (one, one.request("POST", f"/voteringar/{division}/rost", _press(index, turn)))
            for index, one in enumerate(hall)
        ]
        answers = await everybody_sends(presses)
        if any(status != 200 for _, status, _ in answers):
            raise RuntimeError(next(answer for _, status, answer in answers if status != 200))
        recorded |= {json.loads(answer)["receipt"] for _, _, answer in answers}
        pressed.append(_figures(answers))
    closed = await chair.post(f"/voteringar/{division}/stang", {})
    counts = closed["counts"]
    return {
        "database": database,
        "seats": seats,
        "rounds": ROUNDS,
        "press": _median(pressed),
        "empty": _median(empty),
        "ratio": round(_median(pressed)["wall"] / _median(empty)["wall"], 2),
        "acknowledged": len(recorded),
        "counted": counts["yes"] + counts["no"] + counts["abstain"],
    }


async def _councillor(base: str, name: str) -> Councillor:
    councillor = Councillor(base, name)
    await councillor.connect()
    await councillor.sign_in()
    return councillor


async def _open_division(chair: Councillor) -> int:
    meetings = await chair.get("/api/v1/meetings")
    meeting = meetings["meetings"][0]["id"]
    items = (await chair.get(f"/api/v1/meetings/{meeting}"))["items"]
    await chair.post(f"/sammantraden/{meeting}/oppna", {})
    await chair.post(f"/sammantraden/{meeting}/narvaro", {"usernames": "all"})
    await chair.post(f"/arenden/{items[0]['id']}/oppna", {})
    answer = await chair.post(f"/arenden/{items[0]['id']}/votering", {})
    division: int = answer["division"]
    return division


def _press(index: int, turn: int) -> dict[str, str]:
    choices = ("yes", "no", "abstain")
    return {"choice": choices[(index + turn) % 3], "key": f"b{index}-{turn}"}


def _figures(answers: list[tuple[float, int, bytes]]) -> dict[str, float]:
    times = sorted(seconds * 1000 for seconds, _, _ in answers)
    return {
        "wall": times[-1],
        "p50": statistics.median(times),
        "p99": times[min(len(times) - 1, int(len(times) * 0.99))],
    }


def _median(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {
        name: round(statistics.median(figures[name] for figures in rounds), 1) for name in rounds[0]
    }
