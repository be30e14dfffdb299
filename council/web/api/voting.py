"""How divisions, votes and questions look as public data."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from council.law.questions import Kind
from council.law.rules import RULES
from council.law.tally import Choice
from council.services import wording, wording_chain
from council.services.voting_lists import remark
from council.services.wording_after import announced_wrong
from council.store.base import written
from council.store.models import Division, DivisionState, Item, Question
from council.store.queries.public_divisions import SeatVote
from council.store.queries.public_members import Cast
from council.store.queries.public_parties import (
    PartyCount,
    abstained_in_part,
    position,
    stood_apart,
)
from council.web.api.shapes import Shape, item_ref, meeting_ref, moment


def division(row: Division, parties: Iterable[PartyCount] | None) -> Shape:
    """A division without its votes; ``parties`` is None where they may not be told."""
    facts = {
        "id": row.id,
        "item": item_ref(row.item),
        "meeting": meeting_ref(row.meeting),
        "kind": row.kind.value,
        "method": row.method.value,
        "secret": row.secret,
        "question": wording.question(row),
        "yes_means": wording.meaning(row.yes_phrase, row.yes_effect),
        "no_means": wording.meaning(row.no_phrase, row.no_effect),
        "state": row.state.value,
        "opened_at": written(row.opened_at),
        "closed_at": moment(row.closed_at),
        "counts": _counts(row),
        "casting_vote": None if row.casting_vote is None else row.casting_vote.value,
        "outcome": None if row.outcome is None else row.outcome.value,
        "rule": rule(row.rule),
        "present": row.present,
        "needed": row.needed,
        "had": row.had,
        "basis": None if row.basis is None else row.basis.value,
    }
    if parties is None:
        return facts
    return facts | {"by_party": [party(one.letters, one.counts) for one in parties]}


def party(letters: str, counts: Mapping[str, int]) -> Shape:
    """How a party's seats voted, and whether they stood together."""
    return {
        "party": letters,
        **counts,
        "split": stood_apart(counts),
        "partly_abstaining": abstained_in_part(counts),
    }


def vote(row: SeatVote, casting_vote: Choice | None) -> Shape:
    """A seat's line in the voting list; ``casting_vote`` is the division's."""
    note = remark(
        registered=row.clerk_at,
        casting=casting_vote if row.casting else None,
        silent=row.position == "absent" and row.served,
        wrong=announced_wrong(row.meant),
        remote=row.remote,
        why_not=row.why_not,
    )
    return {
        "member": row.name or None,
        "party": row.party,
        "substitute_for": row.substitute_for,
        "position": row.position,
        "note": note or None,
    }


def rule(key: str | None) -> str | None:
    """The law and section that decided, with what it says."""
    return None if key is None else f"{RULES[key].section}: {RULES[key].text}"


def cast(row: Cast) -> Shape:
    """How a member voted in one division."""
    silent = row.served and row.choice is None
    return {
        "division": row.division.id,
        "item": item_ref(row.division.item),
        "meeting": meeting_ref(row.division.meeting),
        "position": position(row.choice),
        "substitute_for": row.substitute_for,
        "replaced_by": row.replaced_by,
        "note": remark(registered=None, casting=None, silent=silent) or None,
    }


def questions(row: Item, divisions: Iterable[Division]) -> list[Shape]:
    """The whole chain in the order in which it happened: each acclamation, then each division."""
    put = [one for one in row.questions if one.found_at or one.id == row.question_id]
    steps = [
        ((one.found_at or UNANSWERED, one.sequence, place), shape)
        for one in put
        for place, shape in enumerate(_found(row, one))
    ]
    last = len(row.questions) + 1
    held = [((one.opened_at, last, one.sequence), _step(one)) for one in divisions]
    in_turn = sorted([*steps, *held], key=lambda step: step[0])
    return [shape for _turn, shape in in_turn]


UNANSWERED = datetime.max.replace(tzinfo=UTC)
"""What is put and not answered comes last."""


def _found(row: Item, question: Question) -> list[Shape]:
    """What the chair put and found: of a main question, each proposal that competed."""
    if question.kind is not Kind.MAIN:
        return [_acclamation(question, question.yes_id, question.yes_phrase, question.yes_effect)]
    return [
        _acclamation(question, one.id, one.phrase, one.effect)
        for one in wording_chain.competing(row, question)
    ]


def _acclamation(question: Question, proposal: int | None, phrase: str, effect: str) -> Shape:
    if question.kind is Kind.MAIN:
        yes = proposal == question.found_id
        no_means = f"mot {phrase}"
    else:
        yes = question.found is Choice.YES
        no_means = wording.meaning(question.no_phrase, question.no_effect)
    answer = "yes" if yes else "no"
    return {
        "kind": "acclamation",
        "question": question.kind.value,
        "clause": question.clause,
        "proposal": proposal,
        "yes_means": wording.meaning(phrase, effect),
        "no_means": no_means,
        "outcome": None if question.found is None else answer,
        "requested": question.requested_at is not None,
        "division": None,
        "annulled": None,
    }


def _step(row: Division) -> Shape:
    return {
        "kind": "division",
        "question": row.kind.value,
        "clause": None,
        "proposal": row.yes_id,
        "yes_means": wording.meaning(row.yes_phrase, row.yes_effect),
        "no_means": wording.meaning(row.no_phrase, row.no_effect),
        "outcome": None if row.outcome is None else row.outcome.value,
        "requested": True,
        "division": row.id,
        "annulled": row.annul_reason,
    }


def _counts(row: Division) -> Shape | None:
    # While presses come in, no figure tells anything; there is none, not even a nought.
    if row.state is DivisionState.OPEN or row.votes_yes is None:
        return None
    return {
        "yes": row.votes_yes,
        "no": row.votes_no,
        "abstain": row.votes_abstain,
        "absent": row.votes_absent,
    }
