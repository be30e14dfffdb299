"""What kind of matter lies on the chair's desk, and what it asks for beside the usual steps.

``way`` is the one act that takes the usual one's place: "take_up" and "agree" where all who are
present must agree, "settle" where something is only received, "answer" where it is answered.
"""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law import matters as law
from council.law.deadlines import MotionDue, motion_due
from council.law.procedure import Step
from council.law.roll import Quorum
from council.law.rules import RULES
from council.services import matters, motions, plain_items
from council.services.attendance import quorum
from council.services.item_parts import proposals_of
from council.services.presences import day
from council.store.models import Item, ItemKind, Meeting
from council.store.queries import matters as reading
from council.web.chair import script_matters
from council.web.chair.script import Line
from council.web.clock import now
from council.web.frame import body
from council.web.words import long_date, whom

READY = (Step.FOUND, Step.RESULT)


@dataclass(frozen=True, slots=True)
class Matter:
    """The matter on the desk. ``word``: what the act's button says; ``line``: what is said
    instead of the usual line; ``below_quorum``: it may be answered with too few there;
    ``pause_decided``: the council has decided to adjourn."""

    way: str
    word: str
    present: int
    line: Line | None
    notes: list[str]
    below_quorum: bool
    pause_decided: bool


def facts(session: Session, meeting: Meeting, item: Item) -> dict[str, Any]:
    """What the steps of an item need of its matter."""
    return {"matter": matter(session, meeting, item)}


def matter(session: Session, meeting: Meeting, item: Item) -> Matter:
    """The matter of an item at the step where it stands."""
    way, there = _way(session, item), quorum(session, meeting, item)
    below = matters.may_be_answered_below_quorum(session, item)
    return Matter(
        way=way,
        word=_word(way, item),
        present=there.serving,
        line=_line(session, way, item),
        notes=_below(there) * below + _notes(session, item),
        pause_decided=reading.pause_decided(session, item),
        below_quorum=below,
    )


def answered(item: Item) -> dict[str, Any]:
    """What is asked once before an item is done with as answered."""
    return {
        "act": _word("answer", item),
        "action": url_for("chair.settle", item_id=item.id),
        "sentences": [_("Överläggningen avslutas och paragrafen skrivs. Det kan inte ångras.")],
    }


def _way(session: Session, item: Item) -> str:
    known = matters.facts_of(item)
    if item.step is Step.WAITING and law.must_be_taken_up(known):
        return "take_up"
    if item.step in READY and law.must_be_agreed(known) and not matters.formal_now(session, item):
        return "agree"
    if proposals_of(session, item):
        return ""
    if item.step in (Step.WAITING, Step.DEBATE) and item.kind in plain_items.RECEIVED:
        return "settle"
    return "answer" if item.step is Step.DEBATE and item.kind in plain_items.ASKED else ""


def _word(way: str, item: Item) -> str:
    if way == "take_up":
        return _("Alla är ense, ta upp ärendet")
    if way == "agree":
        return _("Alla är ense om beslutet")
    return {
        ItemKind.MOTION_RECEIVED: _("Remittera motionen"),
        ItemKind.ANNOUNCEMENT: _("Lägg anmälan till handlingarna"),
        ItemKind.INFORMATION: _("Lägg informationen till handlingarna"),
        ItemKind.INTERPELLATION: _("Interpellationen är besvarad"),
        ItemKind.QUESTION: _("Frågan är besvarad"),
    }.get(item.kind, "")


def _line(session: Session, way: str, item: Item) -> Line | None:
    if way == "take_up":
        return script_matters.take_up(item)
    if way == "agree":
        return script_matters.agree()
    if way == "settle" and item.step is Step.WAITING:
        return script_matters.received(body(), item)
    asker = reading.named(session, item.asked_by_id)
    if way == "answer" and asker is not None:
        return script_matters.answering(item, whom(asker.name, asker.party))
    return None


def _below(there: Quorum) -> list[str]:
    """That something may be answered though too few are there."""
    if there.met:
        return []
    return [
        _(
            "Färre än %(n)s är närvarande. Svaret får ändå lämnas: så har fullmäktige beslutat. "
            "%(section)s",
            n=there.needed,
            section=RULES["answers"].section,
        )
    ]


def _notes(session: Session, item: Item) -> list[str]:
    told = []
    asker = reading.named(session, item.asked_by_id)
    if asker is not None:
        told.append(
            _(
                "%(asker)s till %(answerer)s.",
                asker=whom(asker.name, asker.party),
                answerer=item.answerer,
            )
        )
    motion = reading.motion(session, item)
    if motion is not None:
        told.append(
            _(
                "Motionen kom in den %(came)s och ska om möjligt avgöras senast den %(due)s.",
                came=long_date(motion.received_on),
                due=long_date(motion_due(motion.received_on)),
            )
        )
        if motions.status(motion, day(now())) is MotionDue.OVERDUE:
            told.append(_("Året har gått ut utan att fullmäktige har fått veta varför."))
    return told
