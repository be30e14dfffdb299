"""What the record says of late and unprepared items, of what is asked, received, and of pauses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from council.services.presences import HALL
from council.services.protocol_parts import Section
from council.services.protocol_service import person_in_record
from council.services.record_words import clock, full_date
from council.services.wording import listed
from council.store.models import Adjournment, Item, ItemKind

HEADINGS = {ItemKind.INTERPELLATION: "Interpellation", ItemKind.QUESTION: "Fråga"}
ENDS = {
    ItemKind.INTERPELLATION: "Ordföranden finner att interpellationen är besvarad.",
    ItemKind.QUESTION: "Ordföranden finner att frågan är besvarad.",
    ItemKind.ANNOUNCEMENT: "Ordföranden finner att anmälan läggs till handlingarna.",
    ItemKind.INFORMATION: "Ordföranden finner att informationen läggs till handlingarna.",
    ItemKind.MOTION_RECEIVED: "Ordföranden finner att motionen remitteras för beredning.",
}
"""How an item in which nothing was proposed was done with."""


def matter_sections(item: Item) -> Iterable[Section]:
    """What a § says of its matter beside proposals and questions (KL 5 kap. 33, 52, 68 §§)."""
    if item.asked_by is not None and item.kind in HEADINGS:
        yield Section("asked", HEADINGS[item.kind], asked(item), times=_times(item.answered_at))
    if urgent := " ".join(late(item)):
        yield Section(
            "urgent", "Brådskande ärende", urgent, times=_times(item.taken_up_at, item.agreed_at)
        )


def asked(item: Item) -> str:
    """Who asks whom, and that it was answered."""
    if item.asked_by is None:
        return ""
    what = "en interpellation" if item.kind is ItemKind.INTERPELLATION else "en fråga"
    text = f"{person_in_record(item.asked_by)} ställer {what} till {item.answerer}."
    if item.answered_at is None:
        return text
    which = "Interpellationen" if item.kind is ItemKind.INTERPELLATION else "Frågan"
    by = "" if item.answered_by is None else f" av {person_in_record(item.answered_by)}"
    return f"{text} {which} besvaras{by}."


def late(item: Item) -> Iterable[str]:
    """That all who were present took up an unannounced item, and agreed on an unprepared one."""
    if item.taken_up_at is not None:
        yield "Ärendet är inte kungjort. Samtliga närvarande beslutar att det får avgöras."
    elif item.announced_on is not None:
        yield f"Ärendet är brådskande och kungjordes {full_date(item.announced_on)}."
    if item.agreed_at is not None:
        yield "Ärendet är inte berett. Samtliga närvarande är ense om beslutet."


def pauses(adjournments: Sequence[Adjournment]) -> str:
    """ "Ajournering kl. 10.15–10.35 och 12.00–13.00"; empty where there was none."""
    told = [_pause(one, first=place == 0) for place, one in enumerate(adjournments)]
    return f"Ajournering {listed(told)}" if told else ""


def _pause(pause: Adjournment, *, first: bool) -> str:
    began, ended = pause.from_at.astimezone(HALL), (pause.resumed_at or pause.until)
    if ended.astimezone(HALL).date() != began.date():
        day = full_date(ended.astimezone(HALL).date())
        return f"från {full_date(began.date())} {clock(began)} till {day} {clock(ended)}"
    start = clock(began) if first else f"{began:%H.%M}"
    return f"{start}–{ended.astimezone(HALL):%H.%M}"


def _times(*moments: datetime | None) -> tuple[datetime, ...]:
    return tuple(one for one in moments if one is not None)
