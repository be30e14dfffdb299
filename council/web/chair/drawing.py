"""From the desk to what its templates are given: the lines to say, previews, confirmations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from council.law.tally import Choice
from council.services import wording
from council.services.missing import found
from council.store.models import Division, ItemState
from council.store.queries.cockpit import Voter
from council.web.chair import confirmations, order, script, script_votes
from council.web.chair.desk import Desk, Subject
from council.web.chair.script import Line
from council.web.frame import body
from council.web.words import whom


def draw(desk: Desk) -> dict[str, Any]:
    """What ``chair/cockpit.html`` and ``chair/live.html`` need."""
    subject = desk.subject
    facts: dict[str, Any] = {
        "desk": desk,
        "meeting": desk.meeting,
        "lines": lines(desk),
        "council": wording.definite(body()),
    }
    if desk.may_close:
        waiting = sum(one.state is ItemState.WAITING for one in desk.agenda)
        facts["ending"] = confirmations.ending(waiting)
    if subject is not None:
        facts |= QUESTIONS.get(desk.page, _nothing)(subject)
    return facts


def progress(
    division: Division, voted: int, entitled: int, missing: Sequence[Voter]
) -> dict[str, Any]:
    """What moves while a division is open: how many, who not, what closing would say."""
    names = [whom(one.name, one.party) for one in missing]
    return {
        "division": division,
        "voted": voted,
        "entitled": entitled,
        "missing": missing,
        "closing": confirmations.closing(voted, entitled, names),
    }


def lines(desk: Desk) -> list[Line]:
    """What the chair says at this step."""
    subject = desk.subject
    if desk.page == "opening":
        return [script.opening()]
    if desk.page == "roll":
        return [script.roll(desk.roll.quorum)]
    if desk.page == "over" or subject is None:
        return []
    said = [SAID[desk.page](subject)]
    if desk.page == "decided" and desk.may_close and desk.following is None:
        said.append(script.ending())
    return said


def decision(subject: Subject) -> str:
    """What the gavel would decide, as its consequence."""
    division = subject.division
    if division is not None and division.outcome is not None:
        yes = division.outcome is Choice.YES
        return division.yes_effect if yes else division.no_effect
    carried = subject.item.found
    return carried.effect if carried else _("ärendet läggs till handlingarna")


def _requested(subject: Subject) -> Line:
    return (
        script_votes.secret_requested()
        if subject.draft is None
        else script_votes.requested(subject.draft)
    )


def _division(subject: Subject) -> Line:
    return script_votes.division(found(subject.division))


def _tie(subject: Subject) -> Line:
    return script_votes.tie(found(subject.division), by_lot=subject.by_lot)


def _result(subject: Subject) -> Line:
    return script_votes.result(body(), found(subject.division))


SAID: Mapping[str, Callable[[Subject], Line]] = {
    "waiting": lambda subject: script.item(subject.item),
    "debate": lambda _subject: script.debate(),
    "proposals": lambda subject: script.review(subject.proposals),
    "order": lambda subject: script.order(subject.proposals),
    "question": lambda subject: script.question(subject.proposals),
    "found": lambda subject: script.found(body(), subject.item),
    "requested": _requested,
    "division": _division,
    "tie": _tie,
    "result": _result,
    "decided": lambda _subject: script.decided(),
}
"""The line of each step of an item."""


def _nothing(_subject: Subject) -> dict[str, Any]:
    return {}


def _order(subject: Subject) -> dict[str, Any]:
    return {"sides": order.preview(subject.proposals), "moved": order.moved}


def _turnout(subject: Subject) -> dict[str, Any]:
    return progress(found(subject.division), subject.voted, subject.entitled, subject.missing)


def _tie_questions(subject: Subject) -> dict[str, Any]:
    division = found(subject.division)
    both = (Choice.YES, Choice.NO)
    return {"breaking": {choice: confirmations.breaking(division, choice) for choice in both}}


def _gavel(subject: Subject) -> dict[str, Any]:
    return {"decision": decision(subject)}


QUESTIONS: Mapping[str, Callable[[Subject], dict[str, Any]]] = {
    "order": _order,
    "division": _turnout,
    "tie": _tie_questions,
    "found": _gavel,
    "result": _gavel,
}
"""What some steps show beside the line."""
