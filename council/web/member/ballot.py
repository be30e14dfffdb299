"""What a ballot shows: the question, what each vote means, what the server has recorded."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.refusals import MayNotVote, OtherMethod
from council.law.roll import Standing
from council.services.presses import standing_of
from council.store.models import Division, DivisionKind
from council.store.queries import own
from council.store.queries.own import Recorded
from council.web import refusals


@dataclass(frozen=True, slots=True)
class Option:
    """One of the three buttons."""

    choice: str
    formal: str
    effect: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A division as one councillor sees it; ``reason`` says why not, for who may not vote."""

    division: Division
    heading: str
    options: tuple[Option, ...]
    recorded: Recorded | None
    reason: str


def ballot(session: Session, division: Division, person_id: int) -> Ballot:
    """A councillor's ballot in an open division."""
    standing = standing_of(session, division, person_id)
    reason = "" if standing is Standing.SERVING else why_not(standing)
    reason = reason or _on_list(division)
    return Ballot(
        division=division,
        heading=heading(division),
        options=options(division),
        recorded=own.recorded(session, division.id, person_id),
        reason=reason,
    )


def blank(division: Division, *, entitled: bool) -> Ballot:
    """The ballot that is pushed to all at the opening, before anybody has voted."""
    reason = "" if entitled else _("Du står inte på röstlängden i den här omröstningen.")
    reason = reason or _on_list(division)
    return Ballot(division, heading(division), options(division), None, reason)


def _on_list(division: Division) -> str:
    """Why nothing can be pressed where votes are given by name; else empty."""
    if not division.by_name:
        return ""
    return refusals.sentence(OtherMethod(method=division.method.value))


def options(division: Division) -> tuple[Option, ...]:
    """Yes, No and Abstain with what each means, in the order that never changes."""
    abstain = _("du är närvarande men röstar varken ja eller nej")
    return (
        Option("yes", _("för %(what)s", what=division.yes_phrase), division.yes_effect),
        Option("no", _("för %(what)s", what=division.no_phrase), division.no_effect),
        Option("abstain", abstain, ""),
    )


def heading(division: Division) -> str:
    """Which step of the chain is voted on."""
    if division.kind is DivisionKind.PREPARATORY:
        return _("Förberedande omröstning. Vilket förslag ska bli motförslag?")
    if division.kind is DivisionKind.PROCEDURAL:
        return _("Formell fråga")
    return _("Huvudomröstning")


def why_not(standing: Standing) -> str:
    """Why somebody may not vote, in the words of the refusal."""
    return refusals.sentence(MayNotVote(reason=standing.value))
