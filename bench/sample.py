"""One whole meeting, held over HTTP as any other: what thirty years are made of."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.hall import Councillor, seated, signed_in
from bench.server import Place, running
from council.services.presences import HALL

AWAY = 4
"""Seats that give no vote in a division."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a meeting: the council's seats, and the items, each with a division."""

    seats: int
    items: int

    @property
    def votes(self) -> int:
        """How many are given in all its divisions."""
        return self.items * (self.seats - AWAY)


WHOLE = Size(seats=71, items=26)
SMALL = Size(seats=21, items=3)


def hold(where: Place, size: Size) -> None:
    """Found the demonstration council in an empty place, and hold a meeting."""
    where.flask("init")
    where.flask("demo", "--seats", str(size.seats))
    file = where.folder / "meeting.json"
    file.write_text(json.dumps(_agenda(size.items)))
    where.flask("import-meeting", str(file))
    with running(where) as server:
        asyncio.run(_hold(server.base, size.seats))


def _agenda(items: int) -> dict[str, Any]:
    return {
        "title": "Regionfullmäktige",
        "kind": "ordinary",
        "date": datetime.now(HALL).date().isoformat(),
        "starts": "18.00",
        "place": "Regionhuset, sessionssalen",
        "items": [_item(number) for number in range(1, items + 1)],
    }


def _item(number: int) -> dict[str, Any]:
    subject = SUBJECTS[number % len(SUBJECTS)]
    return {
        "title": f"Motion om {subject}",
        "kind": "motion",
        "reference": f"Dnr {1000 + number}",
        "summary": f"I en motion föreslås att regionen ser över {subject} i hela länet.",
        "documents": [
            {
                "title": f"Motion om {subject}",
                "kind": "motion",
                "text": f"Vi yrkar att fullmäktige beslutar\n\n- att se över {subject}.\n" * 8,
            }
        ],
        "proposals": [
            {
                "kind": "board",
                "phrase": "regionstyrelsens förslag",
                "effect": "motionen avslås",
                "decision": "avslå motionen",
            },
            {
                "kind": "approval",
                "phrase": "bifall till motionen",
                "effect": f"regionen ser över {subject}",
                "decision": "bifalla motionen",
                "movers": [{"username": "ledamot001"}],
            },
        ],
    }


SUBJECTS = ("ambulansens väntetider", "fler träd", "sjukresor", "cykelvägar", "tandvården")


async def _hold(base: str, seats: int) -> None:
    hall = await signed_in(base, seated(seats))
    chair = hall[0]
    meeting = await _imported(chair)
    await chair.post(f"/sammantraden/{meeting['id']}/oppna", {})
    await chair.post(f"/sammantraden/{meeting['id']}/narvaro", {"usernames": "all"})
    for item in meeting["items"]:
        await _decide(hall, item)
    await chair.post(f"/sammantraden/{meeting['id']}/avsluta", {})


async def _imported(chair: Councillor) -> Any:
    listed = (await chair.get("/api/v1/meetings"))["meetings"]
    return await chair.get(f"/api/v1/meetings/{max(one['id'] for one in listed)}")


async def _decide(hall: list[Councillor], item: dict[str, Any]) -> None:
    chair, number = hall[0], item["number"]
    await chair.post(f"/arenden/{item['id']}/oppna", {})
    division = (await chair.post(f"/arenden/{item['id']}/votering", {}))["division"]
    voting = [one for place, one in enumerate(hall) if (place + number) % len(hall) >= AWAY]
    await asyncio.gather(
        *(
            one.post(f"/voteringar/{division}/rost", {"choice": _choice(place, number)})
            for place, one in enumerate(voting)
        )
    )
    await chair.post(f"/voteringar/{division}/stang", {})
    await chair.post(f"/arenden/{item['id']}/klubba", {})


def _choice(place: int, number: int) -> str:
    return "abstain" if (place + number) % 20 == 0 else ("no" if place % 3 == 0 else "yes")
