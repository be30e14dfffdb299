"""The journal of a meeting in words, line by line, for who keeps the record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from council.services.protocol_divisions import METHODS
from council.services.record_words import NBSP
from council.store.base import moment
from council.store.models import Method, Person
from council.store.queries.events import Event
from council.web.secretary import log_procedure, log_roll
from council.web.words import clock, vote_word, whom

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
        self._speakers = {
            str(event.payload["speech"]): event.payload["by"]
            for event in events
            if event.kind == "speech.asked"
        }

    def line(self, event: Event) -> Line:
        """One entry in words; a kind that has none is told by its own name."""
        if event.kind in log_procedure.WORDS:
            text = log_procedure.WORDS[event.kind](event)
        else:
            words = WORDS.get(event.kind)
            text = event.kind if words is None else words(self, event)
        return Line(event.seq, event.at, text, self._item_id(event))

    def name(self, ref: object) -> str:
        """Somebody, by the journal's reference."""
        person = self._people.get(str(ref))
        if person is None:
            return _("systemet")
        return whom(person.name, person.party.letters if person.party else None)

    def speaker(self, event: Event) -> str:
        """Who asked for a speech; a guest has no reference."""
        who = self._speakers.get(str(event.payload["speech"]))
        return _("en gäst") if who is None else self.name(who)

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


def _opened(teller: Teller, event: Event) -> str:
    method = Method(event.payload["method"])
    if event.payload["secret"] or method is Method.DEVICE:
        return _("omröstning öppnad")
    return _("omröstning öppnad, %(how)s", how=METHODS[method])


def _closed(teller: Teller, event: Event) -> str:
    if event.payload.get("secret"):
        return _(
            "sluten omröstning stängd: sedlar %(valid)s\u00a0giltiga, %(blank)s\u00a0blanka, "
            "%(invalid)s\u00a0ogiltiga",
            **{name: event.payload[name] for name in ("valid", "blank", "invalid")},
        )
    counts: Mapping[str, int] = event.payload["counts"]
    return _(
        "omröstning stängd: %(yes)s\u00a0ja, %(no)s\u00a0nej, %(abstain)s\u00a0avstår, "
        "%(absent)s\u00a0frånvarande",
        **counts,
    )


def _decided(teller: Teller, event: Event) -> str:
    number = str(event.payload["paragraph"]).partition("/")[2]
    return _("klubba, %(paragraph)s", paragraph=f"§{NBSP}{number}")


def _spoken(teller: Teller, event: Event) -> str:
    if event.payload["speech"] is None:
        return _("talarlistan stängd")
    return _("%(name)s hade talat klart", name=teller.speaker(event))


def _withdrawn(teller: Teller, event: Event) -> str:
    if event.payload["by"] is None:
        return _("förslaget återtaget")
    name = teller.name(event.payload["by"])
    if event.payload["whole"]:
        return _("%(name)s återtar sitt yrkande", name=name)
    return _("%(name)s står inte längre bakom yrkandet", name=name)


ASKED: Mapping[str, Callable[[], str]] = {
    "speech": lambda: _("ordet"),
    "reply": lambda: _("replik"),
    "order": lambda: _("ordningsfråga"),
}
WORDS: Mapping[str, Callable[[Teller, Event], str]] = {
    "meeting.created": lambda teller, event: _("sammanträdet lades upp"),
    "meeting.published": lambda teller, event: _("kallelsen kungjordes"),
    "meeting.opened": lambda teller, event: _(
        "sammanträdet öppnat av %(name)s", name=teller.name(event.payload["presiding"])
    ),
    "meeting.chair_taken": lambda teller, event: _(
        "%(name)s leder sammanträdet", name=teller.name(event.payload["to"])
    ),
    "meeting.adjourned": lambda teller, event: _(
        "ajournerat till kl.\u00a0%(time)s", time=clock(moment(event.payload["until"]))
    ),
    "meeting.resumed": lambda teller, event: _(
        "sammanträdet återupptaget av %(name)s", name=teller.name(event.payload["presiding"])
    ),
    "meeting.closed": lambda teller, event: _("sammanträdet avslutat"),
    **log_roll.WORDS,
    "roll.left": lambda teller, event: _(
        "%(name)s lämnade sammanträdet", name=teller.name(event.payload["member"])
    ),
    "item.opened": lambda teller, event: _("ärendet öppnat"),
    "item.debate_closed": lambda teller, event: _("överläggningen avslutad"),
    "item.proposals_reviewed": lambda teller, event: _("yrkandena genomgångna"),
    "proposal.made": lambda teller, event: _(
        "%(name)s yrkar: %(what)s",
        name=teller.name(event.payload["by"]),
        what=event.payload["decision"],
    ),
    "proposal.seconded": lambda teller, event: _(
        "%(name)s instämmer", name=teller.name(event.payload["by"])
    ),
    "proposal.withdrawn": _withdrawn,
    "proposal.amended": lambda teller, event: _(
        "%(name)s ändrar sitt yrkande: %(what)s",
        name=teller.name(event.payload["by"]),
        what=event.payload["decision"],
    ),
    "proposal.refused": lambda teller, event: _(
        "proposition vägrad: %(reason)s", reason=event.payload["reason"]
    ),
    "proposal.refusal_overruled": lambda teller, event: _(
        "fullmäktige beslutar att det vägrade yrkandet ställs"
    ),
    "question.order_approved": lambda teller, event: _("propositionsordningen godkänd"),
    "acclamation.declared": lambda teller, event: _("proposition ställd"),
    "item.stepped_back": lambda teller, event: _("ett steg tillbaka"),
    "division.requested": lambda teller, event: _(
        "omröstning begärd av %(name)s", name=teller.name(event.payload["by"])
    ),
    "division.request_withdrawn": lambda teller, event: _("begäran om omröstning återtagen"),
    "division.opened": _opened,
    "fallback.entered": lambda teller, event: _(
        "röstlistan inskriven av %(name)s, %(n)s av 2",
        name=teller.name(event.actor),
        n=event.payload["reading"],
    ),
    "division.closed": _closed,
    "division.casting_vote": lambda teller, event: _(
        "utslagsröst: %(vote)s", vote=vote_word(str(event.payload["choice"])).lower()
    ),
    "division.annulled": lambda teller, event: _(
        "omröstningen förklarad ogiltig: %(reason)s", reason=event.payload["reason"]
    ),
    "item.decided": _decided,
    "speech.asked": lambda teller, event: _(
        "%(name)s begärde %(what)s",
        name=teller.speaker(event),
        what=ASKED[str(event.payload["kind"])](),
    ),
    "speech.struck": lambda teller, event: _(
        "%(name)s ströks från talarlistan", name=teller.speaker(event)
    ),
    "speech.floor_given": lambda teller, event: _(
        "%(name)s fick ordet", name=teller.speaker(event)
    ),
    "speech.ended": _spoken,
    "speech.moved": lambda teller, event: _(
        "%(name)s flyttades på talarlistan", name=teller.speaker(event)
    ),
    "debate.line_drawn": lambda teller, event: _("streck i debatten"),
    "debate.line_lifted": lambda teller, event: _("strecket hävt"),
    "reservation.made": lambda teller, event: _(
        "reservation av %(name)s", name=teller.name(event.payload["person"])
    ),
    "reservation.reasons_given": lambda teller, event: _(
        "skriftlig motivering från %(name)s", name=teller.name(event.payload["person"])
    ),
    "note.announced": lambda teller, event: _(
        "protokollsanteckning anmäld av %(name)s", name=teller.name(event.payload["person"])
    ),
    "note.accepted": lambda teller, event: _("protokollsanteckningen tas in"),
    "note.refused": lambda teller, event: _("protokollsanteckningen tas inte in"),
    "vote.note": lambda teller, event: _(
        "felröst anmäld av %(name)s", name=teller.name(event.payload["person"])
    ),
    "prose.edited": lambda teller, event: _(
        "sammanfattningen ändrad av %(name)s", name=teller.name(event.actor)
    ),
}
"""What each kind of entry is called."""
