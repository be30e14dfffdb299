"""Thirty years of meetings beside a council that has held one: the same pages, the same votes."""

import asyncio
import html
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench import history, thirty
from bench.hall import Councillor, open_division, signed_in
from bench.rows import Row
from bench.server import place, running

MEETINGS = 2000
"""With 26 divisions each of 67 votes: 52,000 divisions, 3,484,000 votes."""
FULL = 67
"""Meetings of a year: enough to fill the first page of every list."""
REDIRECTS = (302, 303)
TARGET = re.compile('href="([^"]+)"')
TURNS = 15
LONG = 2000
"""Milliseconds after which a page is not asked for again."""
MOST = 1.5
"""No page may take so many times longer than in the empty council."""


def measure(*, quick: bool = False, databases: Sequence[str] = ("sqlite",)) -> list[Row]:
    """Each page and act, by median, in three councils; the empty one is the baseline."""
    sizes = (1, 2, 4) if quick else (1, FULL, MEETINGS)
    rows: list[Row] = []
    for database in databases:
        taken = [_taken(database, meetings, turns=3 if quick else TURNS) for meetings in sizes]
        rows += _rows(database, sizes, taken)
    return rows


def _rows(database: str, sizes: Sequence[int], taken: Sequence[dict[str, float]]) -> Iterator[Row]:
    empty, one_year, all_years = taken
    for what, figure in all_years.items():
        yield Row(
            what=what,
            database=database,
            size=sizes[-1],
            figure=round(figure, 1),
            baseline=round(empty[what], 1),
            against=f"{sizes[0]} meeting",
            most=MOST,
            also={"with full lists": f"{round(figure / one_year[what], 2)} ×"},
        )


def _taken(database: str, meetings: int, *, turns: int) -> dict[str, float]:
    with _council(database, meetings) as base:
        return asyncio.run(_measured(base, turns))


@contextmanager
def _council(database: str, meetings: int) -> Iterator[str]:
    with place(database) as where:
        thirty.fill(where, meetings)
        where.flask("demo")  # what was kept may be of another day: a meeting for today
        with running(where) as server:
            yield server.base


async def _measured(base: str, turns: int) -> dict[str, float]:
    reader = Councillor(base, "")
    await reader.connect()
    figures = {}
    for what, address in (await _public(reader)).items():
        figures[what] = await _median(reader, address, turns)
    chair, member, secretary = await signed_in(base, ("ordforande", "ledamot008", "sekreterare"))
    for who, pages in ((member, MEMBERS), (secretary, SECRETARYS), (chair, CHAIRS)):
        for what, address in pages.items():
            figures[what] = await _median(who, address, turns)
    return figures | await _acts(chair, member, turns)


MEMBERS = {"member's page": "/rosta", "member's own votes": "/rosta/mina-roster"}
SECRETARYS = {"secretary's desk": "/sekreterare", "motions": "/sekreterare/motioner"}
CHAIRS = {"chair's desk": "/ordforande"}


async def _public(reader: Councillor) -> dict[str, str]:
    """Addresses, of the last meeting that was held where one is needed."""
    meetings = (await reader.get("/api/v1/meetings"))["meetings"]
    meeting = next(one["id"] for one in meetings if one["state"] == "closed")
    item = (await reader.get(f"/api/v1/meetings/{meeting}"))["items"][3]
    division = item["divisions"][0]
    of_term, all_years = await _two_members(reader)
    return {
        "/": "/",
        "meetings": "/sammantraden",
        "a meeting": f"/sammantraden/{meeting}",
        "an item": f"/arenden/{item['id']}",
        "a division": f"/voteringar/{division}",
        "a protocol": f"/sammantraden/{meeting}/protokoll",
        "a member of this term": f"/ledamoter/{of_term}",
        "a member of all years": f"/ledamoter/{all_years}",
        "members": "/ledamoter",
        "decisions": "/beslut",
        "notice board": "/anslagstavla",
        "search, a common word": "/sok?q=cykelv%C3%A4gar",
        "search, no hit": "/sok?q=sjumilakliv",
        "the hall's screen": "/storbild",
        "api meetings": "/api/v1/meetings",
        "api divisions": "/api/v1/divisions",
        "api a division": f"/api/v1/divisions/{division}",
        "api decisions": "/api/v1/decisions",
        "api members": "/api/v1/members",
        "metrics": "/metrics",
        "health": "/health/ready",
    }


async def _two_members(reader: Councillor) -> tuple[int, int]:
    """One who came with this term, and one who has been there all the time."""
    members = (await reader.get("/api/v1/members"))["members"]
    ids = [one["id"] for one in members if one.get("seat")]
    stays = next(one for one in ids if one % history.STAYS == 0)
    return next(one for one in ids if one % history.STAYS), stays


async def _median(who: Councillor, address: str, turns: int) -> float:
    status, answer = await who.send("GET", address)  # the first fills the server's caches
    if status in REDIRECTS:
        address = html.unescape(TARGET.search(answer.decode())[1])  # type: ignore[index]
    times: list[float] = []
    while len(times) < turns and sum(times) < LONG:
        times.append(await _timed(who, address))
    return statistics.median(times)


async def _acts(chair: Councillor, member: Councillor, turns: int) -> dict[str, float]:
    """A press, and the division around it."""
    began = time.perf_counter()
    division = await open_division(chair)
    opened = time.perf_counter()
    address = f"/voteringar/{division}/rost"
    presses = [await _pressed(member, address, turn) for turn in range(turns * 2)]
    shown = [await _timed(member, "/rosta") for _turn in range(turns)]
    closing = time.perf_counter()
    await chair.post(f"/voteringar/{division}/stang", {})
    closed = time.perf_counter()
    return {
        "a press": statistics.median(presses),
        "member's page in a division": statistics.median(shown),
        "opening meeting, roll, item, division": (opened - began) * 1000,
        "closing a division": (closed - closing) * 1000,
    }


async def _pressed(member: Councillor, address: str, turn: int) -> float:
    began = time.perf_counter()
    await member.post(address, {"choice": ("yes", "no")[turn % 2], "key": f"y{turn}"})
    return (time.perf_counter() - began) * 1000


async def _timed(who: Councillor, address: str) -> float:
    began = time.perf_counter()
    status, answer = await who.send("GET", address)
    if status != 200:
        raise RuntimeError(f"{address}: {status} {answer[:200]!r}")
    return (time.perf_counter() - began) * 1000
