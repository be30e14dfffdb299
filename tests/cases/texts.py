"""The short texts of the cases, read into facts: people, days, paragraphs. What is not
understood is an error."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.cases.form import UnknownForm

HALL = ZoneInfo("Europe/Stockholm")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

NOTES = {
    "absent": {"present": False},
    "present": {"present": True},
    "same party": {},
    "member": {},
    "ledamot": {},
    "next in order": {},
    "higher in the order": {"higher": True},
    "not in the hall": {"present": False},
}
"""What may be noted of somebody, and what it makes of them."""


@dataclass(frozen=True)
class Named:
    """Somebody who is named in a case, with what is noted of them."""

    name: str
    party: str | None = None
    present: bool = True
    higher: bool = False
    eligible_for: str | None = None


def named(text: str) -> Named:
    """ "V1 (V, absent)": a name and, in brackets, notes.

    Raises:
        UnknownForm: a note that is not known.
    """
    whole = re.fullmatch(r"([^(]+?)(?: \((.+)\))?", text)
    if whole is None:
        raise UnknownForm(f"no person: {text!r}")
    facts: dict[str, object] = {}
    for note in filter(None, (one.strip() for one in (whole[2] or "").split(","))):
        if note in NOTES:
            facts |= NOTES[note]
        elif match := re.fullmatch(r"eligible for (.+)", note):
            facts["eligible_for"] = match[1]
        elif re.fullmatch(r"can come in .+", note):
            facts["present"] = False
        elif re.fullmatch(r"[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ][a-zåäö]+", note):
            facts["party"] = note
        else:
            raise UnknownForm(f"no note of a person: {note!r}")
    return Named(whole[1].strip(), **facts)  # type: ignore[arg-type]


def serving_for(text: str) -> tuple[str, str]:
    """ "V2 for Eva since § 81": who serves, and for whom."""
    whole = re.fullmatch(r"(\S+) for (\S+?)(?: since § ?\d+)?", text)
    if whole is None:
        raise UnknownForm(f"nobody serving: {text!r}")
    return whole[1], whole[2]


def paragraph(text: str) -> int:
    """ "§ 82", "§ 82 (debate going on)"."""
    whole = re.fullmatch(r"§ ?(\d+)(?: \((?:debate going on|open)\))?", text)
    if whole is None:
        raise UnknownForm(f"no paragraph: {text!r}")
    return int(whole[1])


def day(text: str) -> date:
    """ "2026-12-02 (Wed)" or without the weekday, which must be right where it is told."""
    whole = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?: \((\w{3})\))?", text)
    if whole is None:
        raise UnknownForm(f"no day: {text!r}")
    found = date.fromisoformat(whole[1])
    if whole[2] and _DAYS[found.weekday()] != whole[2]:
        raise UnknownForm(f"{text!r} is a {_DAYS[found.weekday()]}")
    return found


def moment(text: str) -> datetime:
    """ "2026-12-10 08:00", by the hall's clock."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=HALL)
    except ValueError:
        raise UnknownForm(f"no moment: {text!r}") from None


def day_of(text: str) -> date:
    """The day of a moment, or a day."""
    return moment(text).date() if ":" in text else day(text)
