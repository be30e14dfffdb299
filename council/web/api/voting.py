"""How divisions, votes and questions look as public data."""

from collections.abc import Iterable

from council.law.rules import RULES
from council.law.tally import Choice
from council.services import wording
from council.services.voting_lists import remark
from council.store.base import written
from council.store.models import Division, DivisionState, Item, Proposal
from council.store.queries.public_divisions import SeatVote
from council.store.queries.public_members import Cast
from council.store.queries.public_parties import PartyCount, position
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
    }
    if parties is None:
        return facts
    return facts | {"by_party": [{"party": one.letters, **one.counts} for one in parties]}


def vote(row: SeatVote, casting_vote: Choice | None) -> Shape:
    """A seat's line in the voting list; ``casting_vote`` is the division's."""
    note = remark(
        registered=row.clerk_at,
        casting=casting_vote if row.casting else None,
        silent=row.position == "absent" and row.served,
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
    """The whole chain: what was put to acclamation, in the approved order, then the divisions."""
    put = [one for one in row.proposals if one.put_as is not None]
    put.sort(key=lambda one: one.put_as or 0)
    return [_acclamation(row, one) for one in put] + [_step(division) for division in divisions]


def _acclamation(row: Item, put: Proposal) -> Shape:
    outcome = None
    if row.found_id is not None:
        outcome = "yes" if put.id == row.found_id else "no"
    return {
        "kind": "acclamation",
        "proposal": put.id,
        "yes_means": wording.meaning(put.phrase, put.effect),
        "no_means": wording.against(put),
        "outcome": outcome,
        "division": None,
        "annulled": None,
    }


def _step(row: Division) -> Shape:
    return {
        "kind": "division",
        "proposal": row.yes_id,
        "yes_means": wording.meaning(row.yes_phrase, row.yes_effect),
        "no_means": wording.meaning(row.no_phrase, row.no_effect),
        "outcome": None if row.outcome is None else row.outcome.value,
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
