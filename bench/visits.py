"""The pages that are asked for and the acts that are done in a council, however old it is."""

import html
import re
import time
from dataclasses import dataclass

from bench import history
from bench.hall import Councillor, open_division, signed_in

REDIRECTS = (302, 303)
TARGET = re.compile('href="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who asks for a page."""

    who: Councillor
    address: str

    async def timed(self) -> float:
        """Milliseconds to the whole answer. RuntimeError: it was no page."""
        began = time.perf_counter()
        status, answer = await self.who.send("GET", self.address)
        if status != 200:
            raise RuntimeError(f"{self.address}: {status} {answer[:200]!r}")
        return (time.perf_counter() - began) * 1000


@dataclass(frozen=True, slots=True)
class Council:
    """One served council: its pages by name, its chair and a member."""

    pages: dict[str, Visit]
    chair: Councillor
    member: Councillor


async def come(base: str) -> Council:
    """Sign in who is needed, find the addresses, and ask once for each page."""
    reader = Councillor(base, "")
    await reader.connect()
    chair, member, secretary = await signed_in(base, ("ordforande", "ledamot008", "sekreterare"))
    pages = {
        what: Visit(who, await _landing(who, address))
        for who, addresses in (
            (reader, await _public(reader)),
            (member, MEMBERS),
            (secretary, SECRETARYS),
            (chair, CHAIRS),
        )
        for what, address in addresses.items()
    }
    return Council(pages, chair, member)


MEMBERS = {"member's page": "/rosta", "member's own votes": "/rosta/mina-roster"}
SECRETARYS = {"secretary's desk": "/sekreterare", "motions": "/sekreterare/motioner"}
CHAIRS = {"chair's desk": "/ordforande"}


async def _public(reader: Councillor) -> dict[str, str]:
    """Their addresses, of the last meeting that was held where one is needed."""
    meetings = (await reader.get("/api/v1/meetings"))["meetings"]
    meeting = next(one["id"] for one in meetings if one["state"] == "closed")
    item = (await reader.get(f"/api/v1/meetings/{meeting}"))["items"][-1]
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


async def _landing(who: Councillor, address: str) -> str:
    """Where an address leads; the server's caches are filled by asking."""
    status, answer = await who.send("GET", address)
    target = TARGET.search(answer.decode()) if status in REDIRECTS else None
    return html.unescape(target[1]) if target else address


async def divide(council: Council) -> tuple[int, float]:
    """Open the meeting, its roll, an item and a division: its number, and milliseconds."""
    began = time.perf_counter()
    division = await open_division(council.chair)
    return division, (time.perf_counter() - began) * 1000


async def press(council: Council, division: int, turn: int) -> float:
    """Milliseconds of a member's press."""
    began = time.perf_counter()
    body = {"choice": ("yes", "no")[turn % 2], "key": f"y{turn}"}
    await council.member.post(f"/voteringar/{division}/rost", body)
    return (time.perf_counter() - began) * 1000


async def close(council: Council, division: int) -> float:
    """Milliseconds of the chair's gavel."""
    began = time.perf_counter()
    await council.chair.post(f"/voteringar/{division}/stang", {})
    return (time.perf_counter() - began) * 1000
