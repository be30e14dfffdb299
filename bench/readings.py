"""How many public pages a second: rendered anew, and to readers who have a copy that holds."""

import asyncio
import time
from collections.abc import Sequence

from bench import burst
from bench.hall import Councillor, open_division, seated, signed_in
from bench.rows import Row
from bench.server import serving

SEATS = 71
READERS = 16
SECONDS = 4.0
COLD = 50.0
"""Pages a second that are at least rendered."""
KEPT = 500.0
"""Answers a second, at least, to readers whose copy still holds."""


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """Each page beside empty answers of the same server, to as many readers."""
    seconds, seats = (0.3, 21) if quick else (SECONDS, SEATS)
    rows: list[Row] = []
    for database in databases:
        with serving(database, seats) as server:
            rows += asyncio.run(_measured(server.base, database, seats, seconds))
    return rows


async def _measured(base: str, database: str, seats: int, seconds: float) -> list[Row]:
    hall = await signed_in(base, seated(seats))
    division = await open_division(hall[0])
    await burst.everybody_presses(hall, division, 0)
    await hall[0].post(f"/voteringar/{division}/stang", {})
    readers = [Councillor(base, "") for _ in range(READERS)]
    for reader in readers:
        await reader.connect()
    empty = await _rate(readers, "/health/live", "", seconds)
    rows = []
    for what, address in _pages(division).items():
        etag = await _etag(readers[0], address)
        for how, copy, least in (("anew", "", COLD), ("to who has a copy", etag, KEPT)):
            rows.append(
                Row(
                    what=f"{what}, {how}",
                    database=database,
                    size=READERS,
                    figure=round(await _rate(readers, address, copy, seconds), 1),
                    unit="/s",
                    baseline=round(empty, 1),
                    against="empty answers",
                    limit=least,
                )
            )
    return rows


def _pages(division: int) -> dict[str, str]:
    return {
        "first page": "/",
        "a division's page": f"/voteringar/{division}",
        "a division's data": f"/api/v1/divisions/{division}",
    }


async def _etag(reader: Councillor, address: str) -> str:
    await reader.send("GET", address)
    return reader.etag


async def _rate(readers: list[Councillor], address: str, etag: str, seconds: float) -> float:
    wanted = 304 if etag else 200
    began = time.perf_counter()

    async def reads(reader: Councillor) -> int:
        done = 0
        while time.perf_counter() - began < seconds:
            status, _page = await reader.send("GET", address, etag=etag)
            if status != wanted:
                raise RuntimeError(f"{address}: {status}, not {wanted}")
            done += 1
        return done

    total = sum(await asyncio.gather(*(reads(reader) for reader in readers)))
    return total / (time.perf_counter() - began)
