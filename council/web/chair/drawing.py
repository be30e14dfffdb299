"""From the desk to what its templates are given: the lines to say, previews, confirmations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from council.law.majorities import third_needed
from council.law.questions import Kind
from council.law.tally import Choice, against_own
from council.services import attendance, counting, wording
from council.services.missing import found
from council.store.base import db
from council.store.models import Division, ItemState, Question
from council.store.models.agenda import PERSONNEL
from council.store.queries.cockpit import Voter
from council.store.queries.rules_of_order import rules_of_order
from council.web import vote_list
from council.web.chair import (
    after,
    confirmations,
    election_script,
    elections,
    matters,
    order,
    script,
    script_questions,
    script_shares,
    script_votes,
)
from council.web.chair.desk import Desk, Subject
from council.web.chair.script import Line
from council.web.chair.undone import undone
from council.web.frame import body, house_rules
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
        facts["ending"] = confirmations.ending(waiting, undone(db.session(), desk.meeting))
    if subject is not None:
        facts |= matters.facts(db.session(), desk.meeting, subject.item)
        if subject.item.kind in PERSONNEL:
            facts |= elections.facts(db.session(), subject.item)
        facts |= QUESTIONS.get(desk.page.removeprefix("election_"), _nothing)(subject)
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
    if desk.page in ("over", "paused") or subject is None:
        return []
    matter = matters.matter(db.session(), desk.meeting, subject.item)
    said = [matter.line or _line(desk.page, subject)]
    if desk.page == "decided" and desk.may_close and desk.following is None:
        said.append(script.ending())
    return said


def _line(page: str, subject: Subject) -> Line:
    if page.startswith("election_"):
        return election_script.line(db.session(), subject.item)
    return SAID[page](subject)


def decision(subject: Subject) -> str:
    """What the gavel would decide, as its consequence."""
    division = subject.division
    if division is not None and division.outcome is not None:
        if subject.question is not None and subject.question.kind is not Kind.MAIN:
            return _following(subject.question, division.outcome)
        yes = division.outcome is Choice.YES
        return division.yes_effect if yes else division.no_effect
    question = subject.question
    if question is None:
        return _("ärendet läggs till handlingarna")
    if question.kind is Kind.MAIN and question.found_proposal is not None:
        return question.found_proposal.effect
    return _following(question, question.found)


def _following(question: Question, side: Choice | None) -> str:
    """What follows of a side of a yes/no question."""
    yes = side is Choice.YES
    phrase = question.yes_phrase if yes else question.no_phrase
    return phrase.removeprefix("att ")


def _requested(subject: Subject) -> Line:
    if subject.chain_left and subject.question is not None:
        return script_questions.counter(subject.question, subject.chain_left)
    return (
        script_votes.secret_requested()
        if subject.draft is None
        else script_votes.requested(subject.draft)
    )


def _division(subject: Subject) -> Line:
    division = found(subject.division)
    if division.by_name:
        return script_votes.on_list(
            division, chair_last=rules_of_order(db.session()).chair_votes_last
        )
    return script_votes.division(division)


def _tie(subject: Subject) -> Line:
    division = found(subject.division)
    if division.rule == "minority_referral":
        return script_shares.in_doubt(division, with_recused(division))
    return script_votes.tie(found(subject.division), by_lot=subject.by_lot)


def _result(subject: Subject) -> Line:
    division = found(subject.division)
    if subject.formal is not None and division.casting_vote is None:
        return script_shares.formal(division, subject.formal)
    if subject.item.special is not None and division.needed is not None:
        return script_shares.qualified(division, subject.item)
    return script_votes.result(body(), division)


def with_recused(division: Division) -> int:
    """How many a third would be if the recused who are present counted."""
    present, there = attendance.present_for(db.session(), division)
    return third_needed(max(present, there))


SAID: Mapping[str, Callable[[Subject], Line]] = {
    "waiting": lambda subject: script.item(subject.item),
    "debate": lambda _subject: script.debate(),
    "proposals": lambda subject: script.review(subject.proposals),
    "order": lambda subject: script.order(
        subject.proposals, approved=house_rules().order_approved_by_council
    ),
    "question": lambda subject: script_questions.question(
        found(subject.question), subject.competing, subject.main
    ),
    "found": lambda subject: script_questions.found(body(), subject.question),
    "requested": _requested,
    "division": _division,
    "tie": _tie,
    "result": _result,
    "decided": lambda _subject: script.decided(),
    "left": lambda _subject: script.left(),
}
"""The line of each step of an item."""


def _nothing(_subject: Subject) -> dict[str, Any]:
    return {}


def _order(subject: Subject) -> dict[str, Any]:
    return {"sides": order.preview(subject.proposals), "moved": order.moved}


def _turnout(subject: Subject) -> dict[str, Any]:
    division = found(subject.division)
    if division.by_name:
        listed = vote_list.listed(db.session(), division)
        return {"division": division, "listed": listed, "closing": vote_list.closing(listed)}
    return progress(division, subject.voted, subject.entitled, subject.missing)


def _tie_questions(subject: Subject) -> dict[str, Any]:
    division = found(subject.division)
    if division.rule == "minority_referral":
        return {"with_recused": with_recused(division)}
    presiding = subject.presiding_id
    own = None if presiding is None else counting.vote_of(db.session(), division, presiding)
    both = (Choice.YES, Choice.NO)
    return {
        "breaking": {choice: confirmations.breaking(division, choice) for choice in both},
        "against": [choice for choice in both if against_own(own, choice)],
        "own_vote": own,
    }


def _gavel(subject: Subject) -> dict[str, Any]:
    return {"decision": decision(subject)}


QUESTIONS: Mapping[str, Callable[[Subject], dict[str, Any]]] = {
    "decided": after.decided_facts,
    "order": _order,
    "division": _turnout,
    "tie": _tie_questions,
    "found": _gavel,
    "result": _gavel,
}
"""What some steps show beside the line."""
