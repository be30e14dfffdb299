"""The journal of a meeting in words, line by line, for who keeps the record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from council.services.record_words import NBSP
from council.store.models import Person
from council.store.queries.events import Event
from council.web.words import vote_word, whom

LATEST = 10
"""How many lines of the whole meeting are shown beside those of an item."""


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, when; ``item_id``: in which item."""

    seq: int
    at: datetime
    text: str
    item_id: int | None


class Teller:
    """Puts entries into words; knows the people and which division belongs to which item."""

    def __init__(self, events: Sequence[Event], people: Mapping[str, Person]) -> None:
        self._people = people
        self._items: dict[str, str] = {
            str(event.payload["division"]): str(event.payload["item"])
            for event in events
            if event.kind == "division.opened"
        }

    def line(self, event: Event) -> Line:
        """One entry in words; a kind that has none is told by its own name."""
        words = WORDS.get(event.kind)
        text = event.kind if words is None else words(self, event)
        return Line(event.seq, event.at, text, self._item_id(event))

    def name(self, ref: object) -> str:
        """Somebody, by the journal's reference."""
        person = self._people.get(str(ref))
        if person is None:
            return _("systemet")
        return whom(person.name, person.party.letters if person.party else None)

    def _item_id(self, event: Event) -> int | None:
        ref = event.payload.get("item") or self._items.get(str(event.payload.get("division")))
        return None if ref is None else int(str(ref)[1:])


def of_meeting(
    events: Sequence[Event], people: Mapping[str, Person], numbers: Mapping[int, int]
) -> list[Line]:
    """The latest lines of a meeting, the newest first, each with the number of its item."""
    teller = Teller(events, people)
    lines = [teller.line(event) for event in reversed(events[-LATEST:])]
    return [_numbered(line, numbers) for line in lines]


def _numbered(line: Line, numbers: Mapping[int, int]) -> Line:
    number = None if line.item_id is None else numbers.get(line.item_id)
    if number is None:
        return line
    text = _("ärende\u00a0%(n)s: %(what)s", n=number, what=line.text)
    return Line(line.seq, line.at, text, line.item_id)


def of_item(events: Sequence[Event], people: Mapping[str, Person], item_id: int) -> list[Line]:
    """The lines of one item, the first first."""
    teller = Teller(events, people)
    lines = [teller.line(event) for event in events]
    return [line for line in lines if line.item_id == item_id]


def _entered(teller: Teller, event: Event) -> str:
    entered: list[dict[str, Any]] = event.payload["entered"]
    if len(entered) == 1:
        return _("%(name)s på plats", name=teller.name(entered[0]["member"]))
    return _("%(n)s registrerade på plats", n=len(entered))


def _closed(teller: Teller, event: Event) -> str:
    counts: Mapping[str, int] = event.payload["counts"]
    return _(
        "omröstning stängd: %(yes)s\u00a0ja, %(no)s\u00a0nej, %(abstain)s\u00a0avstår, "
        "%(absent)s\u00a0frånvarande",
        **counts,
    )


def _decided(teller: Teller, event: Event) -> str:
    number = str(event.payload["paragraph"]).partition("/")[2]
    return _("klubba, %(paragraph)s", paragraph=f"§{NBSP}{number}")


WORDS: Mapping[str, Callable[[Teller, Event], str]] = {
    "meeting.created": lambda teller, event: _("sammanträdet lades upp"),
    "meeting.published": lambda teller, event: _("kallelsen kungjordes"),
    "meeting.opened": lambda teller, event: _(
        "sammanträdet öppnat av %(name)s", name=teller.name(event.payload["presiding"])
    ),
    "meeting.chair_taken": lambda teller, event: _(
        "%(name)s leder sammanträdet", name=teller.name(event.payload["to"])
    ),
    "meeting.closed": lambda teller, event: _("sammanträdet avslutat"),
    "roll.checked_in": _entered,
    "roll.left": lambda teller, event: _(
        "%(name)s lämnade sammanträdet", name=teller.name(event.payload["member"])
    ),
    "item.opened": lambda teller, event: _("ärendet öppnat"),
    "item.debate_closed": lambda teller, event: _("överläggningen avslutad"),
    "item.proposals_reviewed": lambda teller, event: _("yrkandena genomgångna"),
    "question.order_approved": lambda teller, event: _("propositionsordningen godkänd"),
    "acclamation.declared": lambda teller, event: _("proposition ställd"),
    "item.stepped_back": lambda teller, event: _("ett steg tillbaka"),
    "division.requested": lambda teller, event: _(
        "omröstning begärd av %(name)s", name=teller.name(event.payload["by"])
    ),
    "division.request_withdrawn": lambda teller, event: _("begäran om omröstning återtagen"),
    "division.opened": lambda teller, event: _("omröstning öppnad"),
    "division.closed": _closed,
    "division.casting_vote": lambda teller, event: _(
        "utslagsröst: %(vote)s", vote=vote_word(str(event.payload["choice"])).lower()
    ),
    "division.annulled": lambda teller, event: _(
        "omröstningen förklarad ogiltig: %(reason)s", reason=event.payload["reason"]
    ),
    "item.decided": _decided,
    "prose.edited": lambda teller, event: _(
        "sammanfattningen ändrad av %(name)s", name=teller.name(event.actor)
    ),
}
"""What each kind of entry is called."""
