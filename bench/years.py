"""Thirty years of meetings beside a council that has held one: the same pages, the same votes.

The councils are served side by side and asked in turn, so that they share the machine's mood.
"""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack

from bench import sample, thirty, visits
from bench.rows import Row
from bench.server import Server, memory, place, running

MEETINGS = 2000
"""With 26 divisions each of 67 votes: 52,000 divisions, 3,484,000 votes."""
FULL = 67
"""Meetings of a year: enough to fill the first page of every list."""
TURNS = 15
LONG = 6000
"""Milliseconds after which nothing is asked for again."""
MOST = 1.5
"""No page may take so many times longer than in the empty council."""

Figures = list[float]
"""One for each council."""


def measure(
    *, quick: bool = False, databases: Sequence[str] = ("sqlite", "postgresql")
) -> list[Row]:
    """Each page and act, by median, in three councils; the emptiest is the baseline."""
    asked = ((1, 2, 4), sample.SMALL, 3) if quick else ((1, FULL, MEETINGS), sample.WHOLE, TURNS)
    return [row for database in databases for row in _measured(database, *asked)]


def _measured(database: str, sizes: Sequence[int], size: sample.Size, turns: int) -> Iterator[Row]:
    with ExitStack() as stack:
        places = [stack.enter_context(place(database)) for _size in sizes]
        counted = [thirty.fill(*pair, size) for pair in zip(places, sizes, strict=True)]
        demand(counted[-1], sizes[-1], size)
        servers = [stack.enter_context(running(where)) for where in places]
        yield _row("start", database, sizes, [one.ready_after for one in servers], "s")
        yield _row("memory at start", database, sizes, [memory(one.pid) for one in servers], "MiB")
        for what, figures in asyncio.run(_asked(servers, turns)).items():
            yield _row(what, database, sizes, figures)
        after = [memory(one.pid) for one in servers]
        yield _row("memory after all this", database, sizes, after, "MiB", counted[-1])


def demand(counted: dict[str, int], meetings: int, size: sample.Size) -> None:
    """RuntimeError: what was to be written is not all there."""
    divisions, votes = meetings * size.items, meetings * size.votes
    least = {"meeting": meetings, "division": divisions, "vote": votes, "press": votes}
    if short := [name for name, number in least.items() if counted[name] < number]:
        raise RuntimeError(f"too few of {', '.join(short)}: {counted}, not {least}")


def _row(
    what: str,
    database: str,
    sizes: Sequence[int],
    figures: Figures,
    unit: str = "ms",
    counted: dict[str, int] | None = None,
) -> Row:
    empty, full, old = (round(figure, 2) for figure in figures)
    return Row(
        what=what,
        database=database,
        size=sizes[-1],
        figure=old,
        unit=unit,
        baseline=empty,
        against=f"{sizes[0]} meeting",
        most=MOST,
        also={"beside full lists": f"{old / full:.2f} ×", **(counted or {})},
    )


async def _asked(servers: Sequence[Server], turns: int) -> dict[str, Figures]:
    councils = [await visits.come(server.base) for server in servers]
    figures = {
        what: await _medians([one.pages[what].timed for one in councils], turns)
        for what in councils[0].pages
    }
    return figures | await _acts(councils, turns)


async def _acts(councils: Sequence[visits.Council], turns: int) -> dict[str, Figures]:
    """A press, and the division around it."""
    opened = [await visits.divide(council) for council in councils]
    inside = [(one, division) for one, (division, _) in zip(councils, opened, strict=True)]
    presses: list[Figures] = [
        [await visits.press(*pair, turn) for pair in inside] for turn in range(turns * 2)
    ]
    ballots = [visits.Visit(one.member, "/rosta").timed for one in councils]
    shown = await _medians(ballots, turns)
    return {
        "a press": [statistics.median(each) for each in zip(*presses, strict=True)],
        "member's page in a division": shown,
        "opening meeting, roll, item, division": [milliseconds for _, milliseconds in opened],
        "closing a division": [await visits.close(*pair) for pair in inside],
    }


async def _medians(asks: Sequence[Callable[[], Awaitable[float]]], turns: int) -> Figures:
    """Of so many rounds, in each of which all are asked, one after the other."""
    times: list[Figures] = []
    while len(times) < turns and sum(map(sum, times)) < LONG:
        times.append([await ask() for ask in asks])
    return [statistics.median(each) for each in zip(*times, strict=True)]
